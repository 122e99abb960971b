import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';

/** Every replica has heard of a deleted product by then; one that slept longer builds its index anew. */
const KEPT_MS = 24 * 3_600_000;
/** Rows removed by one statement. */
const AT_ONCE = 50_000;

/** Removes what is noted of products that were deleted long ago. */
export const createGoneSweep = ({ db, clock }: { db: Database; clock: Clock }) => {
  const sweep = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await sweepSome()) === AT_ONCE);
  };

  const sweepSome = async (): Promise<number> => {
    const { numAffectedRows = 0n } = await sql`
      delete from search_gone where ctid = any (array(
        select ctid from search_gone where at < ${new Date(clock.now() - KEPT_MS)} limit ${AT_ONCE}
      ))
    `.execute(db);
    return Number(numAffectedRows);
  };

  return { sweep };
};
