import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import type { FileStorage } from '#platform/storage/storage.ts';

const DAY_MS = 24 * 3_600_000;
/** The history of a batch stays this long, … */
const HISTORY_MS = 30 * DAY_MS;
/** … and that of so many newest ones for good. */
const KEPT_BATCHES = 20;
/** Drafts nobody came back to, and sources a failed batch might still be asked for. */
const DRAFT_MS = 7 * DAY_MS;
/** Rows removed by one statement. */
const AT_ONCE = 50_000;

/** Removes what imports leave behind: old history, pages of loads that never ended, sources nobody needs. */
export const createImportSweep = ({
  db,
  storage,
  clock,
}: {
  db: Database;
  storage: FileStorage;
  clock: Clock;
}) => {
  const ago = (ms: number) => new Date(clock.now() - ms);

  const sweep = async (signal: AbortSignal): Promise<void> => {
    await sweepDrafts();
    await sweepSources(signal);
    await sweepSessions();
    await sweepRepeats();
    while (!signal.aborted && (await sweepHistory()) === AT_ONCE);
  };

  const sweepDrafts = () =>
    sql`
    update import_batches set status = 'cancelled', finished_at = ${new Date(clock.now())}
    where status = 'draft' and created_at < ${ago(DRAFT_MS)}
  `.execute(db);

  /** The row forgets its source last: a failure in between is found again. */
  const sweepSources = async (signal: AbortSignal): Promise<void> => {
    const rows = await db
      .selectFrom('import_batches')
      .select(['id', 'file_id'])
      .where('file_id', 'is not', null)
      .where('status', 'in', ['done', 'failed', 'cancelled', 'undone'])
      .execute();
    for (const { id, file_id } of rows) {
      if (signal.aborted || file_id === null) return;
      await storage.remove(file_id);
      await db.updateTable('import_batches').set({ file_id: null }).where('id', '=', id).execute();
    }
  };

  const sweepSessions = () =>
    sql`
    with stale as (
      update import_batches set session_key = null
      where session_key in (
        select session_key from import_batches where session_key is not null
        group by session_key having max(created_at) < ${ago(DAY_MS)}
      )
      returning session_key
    )
    delete from import_seen s
    where not exists (
      select from import_batches b where b.session_key = s.session_key and b.created_at >= ${ago(DAY_MS)}
    )
  `.execute(db);

  const sweepRepeats = () =>
    sql`
    delete from import_batches b
    where repeat_of is not null and created_at < ${ago(HISTORY_MS)}
      and not exists (select from exchange_state e where e.batch_id = b.id)
  `.execute(db);

  const sweepHistory = async (): Promise<number> => {
    const { rows } = await sql<{ swept: number }>`
      with old as (
        select id from import_batches
        where status in ('done', 'undone') and finished_at < ${ago(HISTORY_MS)}
          and id not in (
            select id from import_batches where status in ('done', 'undone') and repeat_of is null
            order by finished_at desc, id desc limit ${KEPT_BATCHES}
          )
      ), gone as (
        delete from import_changes c
        where (batch_id, product_id) in (
          select batch_id, product_id from import_changes where batch_id in (select id from old) limit ${AT_ONCE}
        )
        returning product_id
      )
      select count(*)::integer as swept from gone
    `.execute(db);
    return rows[0]?.swept ?? 0;
  };

  return { sweep };
};
