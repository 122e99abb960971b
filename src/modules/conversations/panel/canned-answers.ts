import { type RawBuilder, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { cleanText } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { containing, type ListPage, type Paging } from '#platform/http/list.ts';

/** An answer kept for later; without an owner all operators share it. */
export interface CannedAnswer {
  readonly id: string;
  readonly ownerId: string | null;
  readonly title: string;
  readonly text: string;
}

type Employee = Actor & { readonly personId: string };

export type CannedAnswers = ReturnType<typeof createCannedAnswers>;

/** Answers that operators keep: their own, seen by nobody else, and those that all share. */
export const createCannedAnswers = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  const page = async (
    by: Employee,
    { words, shared }: { words?: string | undefined; shared?: boolean | undefined },
    { page: number, size, sort }: Paging<'title'>,
  ): Promise<ListPage<CannedAnswer>> => {
    assertMay(by, 'canned.read');
    const where = sql.join(
      [
        sql`(owner_id is null or owner_id = ${by.personId})`,
        ...(shared === undefined ? [] : [sql`(owner_id is null) = ${shared}`]),
        ...(words ? [sql`(title ilike ${containing(words)} or text ilike ${containing(words)})`] : []),
      ],
      sql` and `,
    );
    const order = sort === 'title' ? sql`title, id` : sql`title desc, id desc`;
    const [items, { rows: counted }] = await Promise.all([
      select(db, sql`where ${where} order by ${order} limit ${size} offset ${(number - 1) * size}`),
      sql<{ total: number }>`select count(*) as total from canned_answers where ${where}`.execute(db),
    ]);
    return { items, total: counted[0]?.total ?? 0 };
  };

  const add = (
    by: Employee,
    { title, text, shared }: { title: string; text: string; shared: boolean },
  ): Promise<CannedAnswer> => {
    assertMay(by, shared ? 'canned.share' : 'canned.read');
    const answer: CannedAnswer = {
      id: newId(clock.now()),
      ownerId: shared ? null : by.personId,
      title: cleanText(title),
      text: cleanText(text),
    };
    return db.transaction().execute(async (tx) => {
      const { ownerId: owner_id, ...fields } = answer;
      await tx
        .insertInto('canned_answers')
        .values({ ...fields, owner_id })
        .execute();
      await note(tx, by, 'add', undefined, answer);
      return answer;
    });
  };

  const change = (
    by: Employee,
    id: string,
    changed: { title?: string | undefined; text?: string | undefined; shared?: boolean | undefined },
  ): Promise<CannedAnswer> =>
    db.transaction().execute(async (tx) => {
      const before = await lock(tx, by, id);
      const shared = changed.shared ?? before.ownerId === null;
      if (shared) assertMay(by, 'canned.share');
      const after: CannedAnswer = {
        id,
        ownerId: shared ? null : by.personId,
        title: cleanText(changed.title ?? before.title),
        text: cleanText(changed.text ?? before.text),
      };
      await tx
        .updateTable('canned_answers')
        .set({ title: after.title, text: after.text, owner_id: after.ownerId })
        .where('id', '=', id)
        .execute();
      await note(tx, by, 'change', before, after);
      return after;
    });

  const remove = (by: Employee, id: string): Promise<void> =>
    db.transaction().execute(async (tx) => {
      const before = await lock(tx, by, id);
      await tx.deleteFrom('canned_answers').where('id', '=', id).execute();
      await note(tx, by, 'remove', before, undefined);
    });

  /** The answer as it is, kept still; AppError `missing` for somebody else's own. */
  const lock = async (tx: Tx, by: Employee, id: string): Promise<CannedAnswer> => {
    assertMay(by, 'canned.read');
    const [answer] = await select(
      tx,
      sql`where id = ${id} and (owner_id is null or owner_id = ${by.personId}) for update`,
    );
    if (!answer) throw new AppError('missing', 'there is no such answer');
    if (answer.ownerId === null) assertMay(by, 'canned.share');
    return answer;
  };

  /** What everybody shares is worth an entry; one's own notebook is not. */
  const note = async (
    tx: Tx,
    by: Employee,
    what: 'add' | 'change' | 'remove',
    before: CannedAnswer | undefined,
    after: CannedAnswer | undefined,
  ): Promise<void> => {
    const shared = [before, after].some((answer) => answer?.ownerId === null);
    const subject = { kind: 'canned_answer', id: (before ?? after)?.id ?? '' };
    if (shared) await audit.record(tx, { by, action: `cannedAnswers.${what}`, subject, before, after });
  };

  return { page, add, change, remove };
};

const select = async (db: Database, rest: RawBuilder<unknown>): Promise<CannedAnswer[]> => {
  const { rows } = await sql<CannedAnswer>`
    select id, owner_id as "ownerId", title, text from canned_answers ${rest}
  `.execute(db);
  return rows;
};
