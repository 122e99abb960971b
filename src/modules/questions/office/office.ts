import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Files } from '#modules/files/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { ListPage, Paging } from '#platform/http/list.ts';
import type { QuestionMessage } from '../contract.ts';
import { addMessage, markRead, tellWatchers } from '../message.ts';
import { lastMessages, postedMessage } from '../rows.ts';
import { wordsOf } from '../words.ts';
import { adoptUploads } from './attachments.ts';
import {
  countWaiting,
  type OfficeQuestion,
  pageOfOfficeQuestions,
  type QuestionFilter,
  type QuestionSort,
  questionRows,
} from './rows.ts';
import type { ToldAnswer } from './tell.ts';

type Employee = Actor & { readonly personId: string };

/** A question with a part of its messages, oldest first; `more`: there are older ones. */
export interface OpenedQuestion {
  readonly question: OfficeQuestion;
  readonly messages: readonly QuestionMessage[];
  readonly more: boolean;
}

/** What an employee answers; the same `key` in the same question is said once. */
export interface Answer {
  readonly text: string;
  readonly fileIds: readonly string[];
  readonly key: string;
}

/** An answer as it was said; `told`: customers to whom it was sent just now. */
export interface AnsweredQuestion {
  readonly question: OfficeQuestion;
  readonly message: QuestionMessage;
  readonly told: number;
}

export type OfficeQuestions = ReturnType<typeof createOfficeQuestions>;

/** Questions as the office works on them. AppError `missing` for a question that is not there. */
export const createOfficeQuestions = ({
  db,
  files,
  audit,
  tell,
}: {
  db: Database;
  files: Pick<Files, 'adopt'>;
  audit: Audit;
  /** Tells customers of an answer; how many. */
  tell: (tx: Tx, answer: ToldAnswer) => Promise<number>;
}) => {
  const page = (
    by: Employee,
    filter: QuestionFilter,
    paging: Paging<QuestionSort>,
  ): Promise<ListPage<OfficeQuestion>> => {
    assertMay(by, 'questions.read');
    return pageOfOfficeQuestions(db, by.personId, filter, paging);
  };

  const counts = async (by: Employee) => {
    assertMay(by, 'questions.read');
    return countWaiting(db, by.personId);
  };

  const one = async (by: Employee, id: string): Promise<OfficeQuestion> => {
    assertMay(by, 'questions.read');
    const [question] = await questionRows(db, by.personId, [id]);
    return question ?? missing();
  };

  const open = async (
    by: Employee,
    id: string,
    { before, limit }: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<OpenedQuestion> => {
    const question = await one(by, id);
    const messages = await lastMessages(db, { questionId: id, last: limit + 1, before });
    return { question, messages: messages.slice(-limit), more: messages.length > limit };
  };

  /** Notes that this employee has read up to a message; without one up to the last. */
  const read = async (by: Employee, id: string, messageId?: number): Promise<void> => {
    assertMay(by, 'questions.read');
    await db.transaction().execute(async (tx) => {
      const question = await lock(tx, id);
      const last = question.last_message_id;
      if (last !== null)
        await markRead(tx, {
          questionId: id,
          personId: by.personId,
          messageId: Math.min(messageId ?? last, last),
        });
    });
  };

  /**
   * Answers: the question is open and waits no more, and whoever takes part is told, in one transaction. AppError
   * `invalid` for words or attachments that cannot be, `conflict` when somebody else posted under this key.
   */
  const answer = async (
    by: Employee,
    id: string,
    { text, fileIds, key }: Answer,
  ): Promise<AnsweredQuestion> => {
    assertMay(by, 'questions.answer');
    const told = await db.transaction().execute(async (tx) => {
      const question = await lock(tx, id);
      if (await wasPosted(tx, by, id, key)) return 0;
      const attached = await adoptUploads(tx, files, by, { personId: question.person_id, ids: fileIds });
      const words = wordsOf({ text, files: attached });
      if (!words.ok)
        throw new AppError('invalid', 'an answer has words or attachments', {
          fields: [{ path: 'text', issue: 'required' }],
        });
      const { name } = await tx
        .selectFrom('people')
        .select('name')
        .where('id', '=', by.personId)
        .executeTakeFirstOrThrow();
      const message = await addMessage(tx, {
        questionId: id,
        authorId: by.personId,
        authorName: name,
        byOffice: true,
        ...words.value,
        postedAs: key,
      });
      const heard = await tell(tx, {
        questionId: id,
        title: question.title,
        organizationId: question.organization_id,
        ...words.value,
      });
      const before = question.closed_at ? { closed: true } : undefined;
      await record(tx, by, 'questions.answer', id, { before, after: { message, told: heard } });
      return heard;
    });
    return { question: await one(by, id), message: await postedMessage(db, id, key), told };
  };

  /** Closes or opens again; what is so already stays and is no error. A question that waited waits again. */
  const setClosed = async (by: Employee, id: string, closed: boolean): Promise<OfficeQuestion> => {
    assertMay(by, 'questions.answer');
    await db.transaction().execute(async (tx) => {
      const question = await lock(tx, id);
      if ((question.closed_at !== null) === closed) return;
      await tx
        .updateTable('questions')
        .set(
          closed ? { closed_at: sql`now()`, closed_by: by.personId } : { closed_at: null, closed_by: null },
        )
        .where('id', '=', id)
        .execute();
      await tellWatchers(tx, id);
      await record(tx, by, closed ? 'questions.close' : 'questions.reopen', id, {});
    });
    return one(by, id);
  };

  const record = (
    tx: Tx,
    by: Employee,
    action: `questions.${string}`,
    id: string,
    change: { before?: unknown; after?: unknown },
  ) => audit.record(tx, { by, action, subject: { kind: 'question', id }, ...change });

  return { page, counts, one, open, read, answer, setClosed };
};

const lock = async (tx: Tx, id: string) =>
  (await tx.selectFrom('questions').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()) ??
  missing();

const wasPosted = async (tx: Tx, by: Employee, questionId: string, key: string): Promise<boolean> => {
  const posted = await tx
    .selectFrom('question_messages')
    .select('author_id')
    .where('question_id', '=', questionId)
    .where('posted_as', '=', key)
    .executeTakeFirst();
  if (posted && posted.author_id !== by.personId)
    throw new AppError('conflict', 'somebody else said something under this key');
  return posted !== undefined;
};

const missing = (): never => {
  throw new AppError('missing', 'there is no such question');
};
