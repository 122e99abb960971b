import { type Selectable, sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { DB } from '#platform/db/schema.generated.ts';
import { isWritten, settleBatch } from './batch-row.ts';

/** A runner that claimed a batch takes the lock of the writer, or says that it lives, well within this time. */
const BEGIN_MS = 5_000;
/** Milliseconds between two signs of life. */
const ALIVE_MS = 1_500;
/** Processes that may die over one batch before it is given up. */
const MOST_TAKEOVERS = 3;

export type ClaimedBatch = Selectable<DB['import_batches']>;

/**
 * Claims the oldest batch that waits, or whose runner died: nobody holds the lock of the writer. Undefined: nothing
 * to do, or somebody writes just now. A batch that ended several processes fails.
 */
export const claimBatch = async (db: Database, clock: Clock): Promise<ClaimedBatch | undefined> => {
  const now = new Date(clock.now());
  const claimed = await db.transaction().execute(async (tx) => {
    if (await isWritten(tx)) return undefined;
    const { rows } = await sql<ClaimedBatch & { takeovers: number }>`
      update import_batches b
      set status = 'running', started_at = ${now},
          progress = jsonb_build_object('phase', 'reading', 'share', 0, 'takeovers',
            case b.status when 'running' then coalesce((b.progress->>'takeovers')::integer, 0) + 1 else 0 end)
      where b.id = (
        select id from import_batches
        where status = 'queued' or status = 'running' and started_at < ${new Date(clock.now() - BEGIN_MS)}
        order by id limit 1 for update skip locked
      )
      returning b.*, (b.progress->>'takeovers')::integer as takeovers
    `.execute(tx);
    return rows[0];
  });
  if (!claimed || claimed.takeovers <= MOST_TAKEOVERS) return claimed;
  const failure = JSON.stringify({ reason: 'crashed' });
  // What could not be undone is done, as before.
  const end =
    claimed.task === 'undo' ? { status: 'done', task: 'apply' } : { status: 'failed', finished_at: now };
  await settleBatch(db, claimed.id, { ...end, failure });
  return claimBatch(db, clock);
};

/** Lets nobody take this runner for dead while it works on what comes before the lock. */
export const keepClaimed = async <T>(
  { db, clock, id }: { db: Database; clock: Clock; id: number },
  work: () => Promise<T>,
): Promise<T> => {
  const isAlive = () =>
    db
      .updateTable('import_batches')
      .set({ started_at: new Date(clock.now()) })
      .where('id', '=', id)
      .where('status', '=', 'running')
      .execute()
      .catch(() => undefined);
  const living = setInterval(() => void isAlive(), ALIVE_MS);
  try {
    return await work();
  } finally {
    clearInterval(living);
  }
};

/** Puts a batch back into the queue. */
export const putBack = async (db: Database, id: number): Promise<void> => {
  await db
    .updateTable('import_batches')
    .set({ status: 'queued', progress: null })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute();
};
