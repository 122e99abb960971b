import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Customers } from '#modules/customers/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { CustomerQuestions, Question } from './contract.ts';
import { MOST_OPEN } from './limits.ts';
import { addMessage, markRead, tellWatchers } from './message.ts';
import { lastMessages, pageOfQuestions, questionOf, type Viewer } from './rows.ts';
import { type About, aboutOf, isId, subjectOf } from './subject.ts';
import { titleOf, wordsOf } from './words.ts';

/** What questions need to know of customers. */
export type Members = Pick<Customers, 'membershipsOf' | 'memberIds'>;

/** What dialogues ask of questions. */
export interface Questions extends CustomerQuestions {
  /** Names the order or the product that somebody wants to ask about; `missing` when it is not for them. */
  about(
    db: Database,
    wish: {
      readonly personId: string;
      readonly orderId?: string | null | undefined;
      readonly productId?: number | null | undefined;
    },
  ): Promise<Result<About, 'missing'>>;
}

/** Questions as customers ask them. Whoever is not a member (any more) sees nothing of an organization. */
export const createQuestions = ({ customers, clock }: { customers: Members; clock: Clock }): Questions => {
  /** The organization they act for stands first. */
  const viewerOf = async (db: Database, personId: string): Promise<Viewer> => {
    const memberships = await customers.membershipsOf(db, personId);
    return { personId, organizations: memberships.map(({ organizationId }) => organizationId) };
  };

  const find = async (
    db: Database,
    { personId, questionId, lock = false }: { personId: string; questionId: string; lock?: boolean },
  ): Promise<Question | undefined> =>
    isId(questionId) ? questionOf(db, await viewerOf(db, personId), questionId, lock) : undefined;

  return {
    list: async (db, { personId, page, size }) =>
      pageOfQuestions(db, await viewerOf(db, personId), { page, size }),

    read: async (db, { personId, questionId, last }) => {
      const question = await find(db, { personId, questionId });
      return question && { question, messages: await lastMessages(db, { questionId, last }) };
    },

    about: async (db, { personId, orderId = null, productId = null }) => {
      const { organizations } = await viewerOf(db, personId);
      const subject = await subjectOf(db, { personId, organizations, orderId, productId });
      return subject.ok ? ok(await aboutOf(db, subject.value)) : subject;
    },

    seen: async (tx, { personId, questionId }) => {
      if (await find(tx, { personId, questionId })) await markAllRead(tx, questionId, personId);
      return ok(undefined);
    },

    ask: async (
      tx,
      { id = newId(clock.now()), personId, name, title, orderId = null, productId = null, ...said },
    ) => {
      const words = wordsOf(said);
      if (!words.ok) return words;
      const { organizations } = await viewerOf(tx, personId);
      const subject = await subjectOf(tx, { personId, organizations, orderId, productId });
      if (!subject.ok) return subject;
      const { organizationId = organizations[0] ?? null, ...about } = subject.value;
      if (!(await mayOpen(tx, organizationId, personId))) return refuse('too_many');
      await tx
        .insertInto('questions')
        .values({
          id,
          organization_id: organizationId,
          person_id: personId,
          title: titleOf(title, words.value),
          order_id: about.orderId,
          product_id: about.productId,
        })
        .execute();
      const message = { questionId: id, authorId: personId, authorName: name, byOffice: false };
      await addMessage(tx, { ...message, ...words.value });
      return found(await find(tx, { personId, questionId: id }));
    },

    write: async (tx, { personId, name, questionId, ...said }) => {
      const words = wordsOf(said);
      if (!words.ok) return words;
      const question = await find(tx, { personId, questionId, lock: true });
      if (!question) return refuse('missing');
      if (question.closedAt && !(await mayOpen(tx, question.organizationId, question.personId)))
        return refuse('too_many');
      const message = { questionId, authorId: personId, authorName: name, byOffice: false };
      await addMessage(tx, { ...message, ...words.value });
      return found(await find(tx, { personId, questionId }));
    },

    close: async (tx, { personId, questionId }) => {
      const question = await find(tx, { personId, questionId, lock: true });
      if (!question) return refuse('missing');
      await tx
        .updateTable('questions')
        .set({ closed_at: sql`now()`, closed_by: personId })
        .where('id', '=', questionId)
        .where('closed_at', 'is', null)
        .execute();
      await markAllRead(tx, questionId, personId);
      await tellWatchers(tx, questionId);
      return ok(undefined);
    },
  };
};

const found = (question: Question | undefined): Result<Question, 'missing'> =>
  question ? ok(question) : refuse('missing');

const markAllRead = async (tx: Tx, questionId: string, personId: string): Promise<void> => {
  const { last_message_id: messageId } = await tx
    .selectFrom('questions')
    .select('last_message_id')
    .where('id', '=', questionId)
    .executeTakeFirstOrThrow();
  if (messageId !== null) await markRead(tx, { questionId, personId, messageId });
};

/** Whether one more may be open; whoever asks beside us for the same organization waits here. */
const mayOpen = async (tx: Tx, organizationId: string | null, personId: string): Promise<boolean> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`questions of ${organizationId ?? personId}`}, 0))`.execute(
    tx,
  );
  const whose =
    organizationId === null
      ? sql`organization_id is null and person_id = ${personId}`
      : sql`organization_id = ${organizationId}`;
  const { rows } = await sql<{ open: number }>`
    select count(*)::integer as open from questions where ${whose} and closed_at is null
  `.execute(tx);
  return (rows[0]?.open ?? 0) < MOST_OPEN;
};
