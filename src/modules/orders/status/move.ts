import { sql } from 'kysely';
import type { Actor } from '#modules/access/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { MOVES, type OrderStatus } from '../contract.ts';
import { noteChange } from './change.ts';
import type { Tell } from './tell.ts';

/** An order as whoever moves it has locked it. */
export interface LockedOrder {
  readonly id: string;
  readonly number: number;
  readonly personId: string;
  readonly organizationId: string | null;
  readonly status: OrderStatus;
  readonly version: number;
}

/** A move that was made. */
export interface Moved {
  readonly id: string;
  readonly changeId: number;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
}

/** Locks placed orders until the transaction ends, in the order of their ids; drafts and unknown ones are left out. */
export const lockPlaced = async (tx: Tx, ids: readonly string[]): Promise<readonly LockedOrder[]> => {
  const { rows } = await sql<LockedOrder>`
    select id, number, person_id as "personId", organization_id as "organizationId", status, version
    from orders where id = any(${ids}::uuid[]) and status <> 'draft' order by id for no key update
  `.execute(tx);
  return rows;
};

/** Whether an order may go from one status to another. */
export const mayMove = (from: OrderStatus, to: OrderStatus): boolean => MOVES[from].includes(to);

/**
 * Moves a locked order, which `mayMove`: the row, its history, and the word to others. What is kept back for it is so by
 * its status. Whoever calls it records it in the audit.
 */
export const moveLocked = async (
  tx: Tx,
  {
    order,
    to,
    reason,
    by,
    at,
    tellAt,
    tell,
  }: {
    order: LockedOrder;
    to: OrderStatus;
    reason: string;
    by: Actor;
    /** Milliseconds since 1970. */
    at: number;
    tellAt: number | null;
    tell: Tell;
  },
): Promise<Moved> => {
  const { id, number, status: from } = order;
  await sql`update orders set status = ${to}, version = version + 1 where id = ${id}`.execute(tx);
  const changeId = await noteChange(tx, { orderId: id, from, to, reason, by, at, tellAt });
  await tell(tx, { type: 'order.status', orderId: id, number, status: to, from });
  return { id, changeId, from, to };
};
