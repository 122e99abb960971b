import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/**
 * Milliseconds that a statement over all posting lists may take, and that one who writes them waits for another: at a
 * million products, or on a busy disk, counting takes minutes.
 */
export const LONGEST_STATEMENT_MS = 600_000;

/** Nothing comes from the connection meanwhile: pools of whoever works on posting lists wait a little longer. */
export const LONGEST_SILENCE_MS = LONGEST_STATEMENT_MS + 60_000;

/** Lets statements of the transaction take long; its connection must bear `LONGEST_SILENCE_MS`. */
export const takeYourTime = async (tx: Tx): Promise<void> => {
  await sql`select set_config('statement_timeout', ${String(LONGEST_STATEMENT_MS)}, true)`.execute(tx);
};
