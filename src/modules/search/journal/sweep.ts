import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';

const DAY_MS = 24 * 3_600_000;
/** Searches stay this long. */
const KEPT_MS = 180 * DAY_MS;
/** Rows removed by one statement. */
const AT_ONCE = 50_000;

/** Removes searches that are too old to tell anything. */
export const createSearchSweep = ({ db, clock }: { db: Database; clock: Clock }) => {
  const sweep = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await sweepOnce()) === AT_ONCE);
  };

  const sweepOnce = async (): Promise<number> => {
    const { numAffectedRows } = await sql`
      delete from search_log where id in (
        select id from search_log where at < ${new Date(clock.now() - KEPT_MS)} order by at limit ${AT_ONCE}
      )
    `.execute(db);
    return Number(numAffectedRows ?? 0);
  };

  return { sweep };
};
