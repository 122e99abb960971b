import { createHash } from 'node:crypto';
import { sql, type Updateable } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import type { DB } from '#platform/db/schema.generated.ts';
import type { ImportCounts, ImportWish } from './contract.ts';

/** What a batch becomes. */
export type BatchChange = Updateable<DB['import_batches']>;

const WRITER = sql`hashtextextended('kontora catalogue', 0)`;

/** Takes the one lock of whoever writes the catalogue until this transaction ends; false: somebody has it. */
export const lockWriter = async (tx: Tx): Promise<boolean> => {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${WRITER}) as locked
  `.execute(tx);
  return rows[0]?.locked === true;
};

/** Whether somebody holds the lock of the writer; looks without touching it, so that nobody is told `busy` for it. */
export const isWritten = async (db: Database | Tx): Promise<boolean> => {
  const { rows } = await sql`
    select from pg_locks
    where locktype = 'advisory' and granted and objsubid = 1
      and database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32 | objid::bigint) = ${WRITER}
  `.execute(db);
  return rows.length > 0;
};

/** What makes two loads the same: the content, and everything that says how to take it. */
export const sameness = ({ file, fullLoad, skipBad }: ImportWish): Buffer =>
  createHash('sha256')
    .update(file.hash)
    .update(JSON.stringify([file.format, ordered(file.reading), fullLoad ?? null, skipBad ?? true]))
    .digest();

/** JSON comes back from the database with its keys in another order. */
const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, ordered(inner)]);
};

/** Writes the row of a batch: one that begins now, or another as `change` says. */
export const openBatch = async (
  db: Database | Tx,
  wish: ImportWish,
  at: Date,
  change: BatchChange = { started_at: at },
): Promise<number> => {
  const { id } = await db
    .insertInto('import_batches')
    .values({
      source: wish.source,
      status: 'running',
      task: 'apply',
      skip_bad: wish.skipBad ?? true,
      accepted: wish.accepted ?? false,
      full_load: wish.fullLoad ?? false,
      file_name: wish.file.name ?? null,
      file_size: wish.file.bytes,
      format: wish.file.format,
      reading: JSON.stringify(wish.file.reading),
      person_id: wish.by.personId,
      created_at: at,
      ...(change as object),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** Changes the row of a batch that is at work; false when it is not any more. */
export const settleBatch = async (db: Database | Tx, id: number, change: BatchChange): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('import_batches')
    .set({ progress: null, ...change })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** The batch before, when this load is the same and nothing has been imported or undone since. */
export const findRepeat = async (
  tx: Tx,
  hash: Buffer,
): Promise<{ id: number; full_load: boolean; counts: ImportCounts } | undefined> => {
  const newest = await tx
    .selectFrom('import_batches')
    .selectAll()
    .where('status', 'in', ['done', 'undone'])
    .where('repeat_of', 'is', null)
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest?.status !== 'done' || !newest.finished_at || !newest.body_hash?.equals(hash)) return undefined;
  const undoneSince = await tx
    .selectFrom('import_batches')
    .select('id')
    .where('undone_at', '>=', newest.finished_at)
    .limit(1)
    .executeTakeFirst();
  if (undoneSince) return undefined;
  const { received, inserted, updated, unchanged, hidden, skipped, warnings } = newest;
  return {
    id: newest.id,
    full_load: newest.full_load,
    counts: { received, inserted, updated, unchanged, hidden, skipped, warnings },
  };
};
