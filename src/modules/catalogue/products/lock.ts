import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/**
 * Locks products (a query of ids) until the transaction ends, in one order: whoever changes several of them does so
 * first, and waits for the others instead of meeting them halfway.
 */
export const lockProducts = (tx: Tx, ids: RawBuilder<unknown>): Promise<unknown> =>
  sql`
    select count(*) from (select from products where id in (${ids}) order by id for no key update) locked
  `.execute(tx);
