import { type Selectable, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { AuditEntries } from '#platform/db/schema.generated.ts';
import { orderOf, type Paging } from '#platform/http/list.ts';
import type { Condition } from './filter.ts';
import type { AuditRow } from './schema.ts';

/** What an entry's hash covers, and the hash; a further column must not join them. */
const COLUMNS = [
  'seq',
  'at',
  'actor_id',
  'action',
  'outcome',
  'subject_kind',
  'subject_id',
  'before',
  'after',
  'channel',
  'address',
  'trace_id',
  'hash',
] as const;
type StoredRow = Pick<Selectable<AuditEntries>, (typeof COLUMNS)[number]>;

export const AUDIT_SORTS = ['seq', 'action'] as const;
export type AuditPaging = Paging<(typeof AUDIT_SORTS)[number]>;

/** An entry with the names that belong to its ids today; null: a person who is no more. */
export interface AuditEntry extends AuditRow {
  readonly actor_name: string | null;
  /** Of a person or of the conversation with one; other subjects have none. */
  readonly subject_name: string | null;
}

/** How many entries fit. */
export const countEntries = async (db: Database, fits: Condition): Promise<number> => {
  const { total } = await db
    .selectFrom('audit_entries')
    .select((row) => row.fn.countAll<number>().as('total'))
    .where(fits)
    .executeTakeFirstOrThrow();
  return total;
};

/** One page of entries. */
export const pageOfEntries = async (
  db: Database,
  fits: Condition,
  { page, size, sort }: AuditPaging,
): Promise<readonly AuditEntry[]> => {
  const rows = await inOrder(db, fits, sort)
    .limit(size)
    .offset((page - 1) * size)
    .execute();
  return named(db, rows.map(rowOf));
};

/** One entry; undefined when there is none. */
export const findEntry = async (db: Database, seq: number): Promise<AuditEntry | undefined> => {
  const rows = await db.selectFrom('audit_entries').select(COLUMNS).where('seq', '=', seq).execute();
  const [entry] = await named(db, rows.map(rowOf));
  return entry;
};

/** The next entries of a walk in an order, after the one that was the last so far. */
export const walkEntries = async (
  db: Database,
  fits: Condition,
  sort: AuditPaging['sort'],
  last: Pick<AuditEntry, 'seq' | 'action'> | undefined,
  limit: number,
): Promise<readonly AuditEntry[]> => {
  const beyond = orderOf(sort).direction === 'desc' ? sql`<` : sql`>`;
  const rows = await inOrder(db, fits, sort)
    .$if(last !== undefined && orderOf(sort).by === 'seq', (query) =>
      query.where(sql<boolean>`seq ${beyond} ${last?.seq}`),
    )
    .$if(last !== undefined && orderOf(sort).by === 'action', (query) =>
      query.where(sql<boolean>`(action, seq) ${beyond} (${last?.action}, ${last?.seq}::bigint)`),
    )
    .limit(limit)
    .execute();
  return named(db, rows.map(rowOf));
};

const inOrder = (db: Database, fits: Condition, sort: AuditPaging['sort']) => {
  const { by, direction } = orderOf(sort);
  const ordered = db.selectFrom('audit_entries').select(COLUMNS).where(fits).orderBy(by, direction);
  return by === 'seq' ? ordered : ordered.orderBy('seq', direction);
};

/** The first rows of the chain, or the next after the one numbered `after`, as their hashes cover them. */
export const chainAfter = async (
  db: Database,
  after: number | undefined,
  limit: number,
): Promise<readonly AuditRow[]> => {
  const rows = await db
    .selectFrom('audit_entries')
    .select(COLUMNS)
    .$if(after !== undefined, (query) => query.where('seq', '>', after ?? 0))
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
};

const rowOf = ({ at, hash, before, after, ...rest }: StoredRow): AuditRow => ({
  ...rest,
  before: before as AuditRow['before'],
  after: after as AuditRow['after'],
  at: at.toISOString(),
  hash: hash.toString('hex'),
});

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Subjects that are people, by whatever name. */
const PEOPLE: readonly (string | null)[] = ['person', 'account'];

/** Reads today's names of the people and conversations that rows speak of. */
const named = async (db: Database, rows: readonly AuditRow[]): Promise<readonly AuditEntry[]> => {
  const subjectIn = (kinds: readonly (string | null)[], { subject_kind, subject_id }: AuditRow) =>
    kinds.includes(subject_kind) && subject_id !== null && UUID.test(subject_id) ? [subject_id] : [];
  const people = rows.flatMap((row) => [row.actor_id ?? [], subjectIn(PEOPLE, row)].flat());
  const conversations = rows.flatMap((row) => subjectIn(['conversation'], row));
  if (people.length + conversations.length === 0)
    return rows.map((row) => ({ ...row, actor_name: null, subject_name: null }));
  const { rows: found } = await sql<{ id: string; name: string }>`
    select id, name from people where id = any(${people}::uuid[])
    union all
    select c.id, coalesce(nullif(p.name, ''), c.title) from conversations c left join people p on p.id = c.person_id
    where c.id = any(${conversations}::uuid[])
  `.execute(db);
  const names = new Map(found.map(({ id, name }) => [id, name]));
  const subjects = [...PEOPLE, 'conversation'];
  return rows.map((row) => ({
    ...row,
    actor_name: names.get(row.actor_id ?? '') ?? null,
    subject_name: names.get(subjectIn(subjects, row)[0] ?? '') ?? null,
  }));
};
