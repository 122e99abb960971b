import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { OrderEvent } from '../contract.ts';
import type { Emit } from '../ports.ts';

/** The NOTIFY channel that tells panels of orders; the payload is the type of the event and the id of the order. */
export const ORDERS_CHANNEL = 'kontora_orders';

/** Tells other systems and the panels of a change, at its commit. */
export type Tell = (tx: Tx, event: OrderEvent) => Promise<void>;

export const createTell =
  ({ emit }: { emit: Emit }): Tell =>
  async (tx, event) => {
    await emit(tx, event);
    await sql`select pg_notify(${ORDERS_CHANNEL}, ${`${event.type} ${event.orderId}`})`.execute(tx);
  };
