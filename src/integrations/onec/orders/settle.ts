import type { Actor } from '#modules/access/index.ts';
import {
  findOrder,
  nameOutside,
  type OrderMoves,
  type OrderName,
  type PlacedStatus,
  statusOf,
} from '#modules/orders/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { StatusChange } from './status-change.ts';

/** What became of one change that 1C told. */
export interface Settled {
  readonly id: string | null;
  readonly outcome: 'moved' | 'unchanged' | 'missing' | 'ambiguous' | 'not_allowed';
  readonly status: PlacedStatus | null;
}

export type Settle = (by: Actor, change: StatusChange) => Promise<Settled>;

/** Does what 1C tells of one order, in one transaction. */
export const createSettle =
  ({ db, moves }: { db: Database; moves: Pick<OrderMoves, 'moveIn'> }): Settle =>
  async (by, change) =>
    db.transaction().execute(async (tx) => {
      const found = await findOrder(tx, nameOf(change));
      if (found.kind !== 'one') return { id: null, outcome: found.kind, status: null };
      const { id } = found;
      const { external_id: externalId, status: wanted, reason } = change;
      if (externalId !== undefined) await nameOutside(tx, id, externalId);
      const before = await statusOf(tx, id);
      if (wanted === undefined || before === wanted) return { id, outcome: 'unchanged', status: before };
      const { moved } = await moves.moveIn(tx, by, { ids: [id], status: wanted, reason });
      const status = await statusOf(tx, id);
      if (moved.length > 0) return { id, outcome: 'moved', status };
      // The same change may have been told twice at once: then it waited for the other.
      return { id, outcome: status === wanted ? 'unchanged' : 'not_allowed', status };
    });

const nameOf = ({ id, number, external_id: externalId }: StatusChange): OrderName => {
  if (id !== undefined) return { id };
  if (number !== undefined) return { number };
  return { externalId: externalId ?? '' };
};
