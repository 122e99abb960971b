import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Locale } from '#kernel/locale.ts';
import type { Role } from '#modules/access/index.ts';
import type { Tx } from '#platform/db/database.ts';

/** A person about to be changed, locked until the end of the transaction. */
export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale | null;
  /** As granted; those of the configuration are not here. */
  readonly roles: readonly Role[];
  readonly blockedAt: Date | null;
  readonly blockedUntil: Date | null;
}

const COLUMNS = sql`p.id, p.name, p.locale, p.roles, p.blocked_at as "blockedAt", p.blocked_until as "blockedUntil",
  p.erased_at as "erasedAt"`;

type Row = Subject & { readonly erasedAt: Date | null };

/** Locks one person. AppError `missing`: there is none; `conflict`: their data was erased, nothing may be added. */
export const lockPerson = async (tx: Tx, id: string): Promise<Subject> => {
  const { rows } =
    await sql<Row>`select ${COLUMNS} from people p where p.id = ${id} for no key update`.execute(tx);
  return living(rows[0]);
};

/**
 * The same, with every granted administrator locked beside: what two of them do to each other happens one after
 * the other. `others`: whether another one is left who can log in.
 */
export const lockAmongAdministrators = async (
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ readonly person: Subject; readonly others: boolean }> => {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from people p
    where p.id = ${id} or (p.roles <> '{}' and 'administrator' = any(p.roles))
    order by p.id for no key update
  `.execute(tx);
  const person = living(rows.find((row) => row.id === id.toLowerCase()));
  const able = rows.filter((row) => row !== person && !row.erasedAt && !isBlockedAt(row, now));
  const { rows: accounts } = await sql`
    select from accounts where person_id = any(${able.map((row) => row.id)}::uuid[]) limit 1
  `.execute(tx);
  return { person, others: accounts.length > 0 };
};

const living = (row: Row | undefined): Row => {
  if (!row) throw new AppError('missing', 'there is no such person');
  if (row.erasedAt) throw new AppError('conflict', 'the data of this person was erased');
  return row;
};

const isBlockedAt = ({ blockedAt, blockedUntil }: Subject, now: Date): boolean =>
  blockedAt !== null && (blockedUntil === null || blockedUntil > now);
