import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { ImportRisk } from './contract.ts';

/** More than this share of the visible goods hidden by a full load waits for a person. */
const HIDES = 0.3;
/** So does a full load in which more than this share of the known prices moves by more than half. */
const MOVES = 0.5;

/** What a compared load would do. */
export interface Figures {
  readonly inserted: number;
  readonly updated: number;
  readonly hidden: number;
}

/** Counts what tables `next` and `gone` would do to the catalogue. */
export const countChanges = async (tx: Tx): Promise<Figures> => {
  const { rows } = await sql<Figures>`
    select (count(*) filter (where not known))::integer as inserted,
           (count(*) filter (where known))::integer as updated,
           (count(*) filter (where known and withdrawn and before ? 'withdrawn')
             + (select count(*) from gone))::integer as hidden
    from next
  `.execute(tx);
  return rows[0] ?? { inserted: 0, updated: 0, hidden: 0 };
};

/** The guard rails that a full load touches, judged against what customers see before it. */
export const findRisks = async (tx: Tx): Promise<readonly ImportRisk[]> => {
  const { rows } = await sql<Record<'visible' | 'hides' | 'priced' | 'moves', number>>`
    select
      (select count(*) from products where not hidden) as visible,
      (select count(*) from gone where not hidden)
        + (select count(*) from next where known and withdrawn and not old_hidden) as hides,
      (select count(*) from products where not hidden and price > 0) as priced,
      (select count(*) from next where known and not old_hidden and ${jumps}) as moves
  `.execute(tx);
  const { visible, hides, priced, moves } = rows[0] ?? { visible: 0, hides: 0, priced: 0, moves: 0 };
  return [
    ...(hides > visible * HIDES ? [{ kind: 'hides_many', count: hides, of: visible } as const] : []),
    ...(moves > priced * MOVES ? [{ kind: 'moves_prices', count: moves, of: priced } as const] : []),
  ];
};

/** A row of `next` whose usual price moves by more than half of the old one. */
export const jumps = sql`(old_price > 0 and abs(price - old_price) > old_price / 2)`;
