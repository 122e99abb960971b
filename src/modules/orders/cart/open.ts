import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Order } from '../contract.ts';
import { readLines, readOrder, type SeenLine } from '../order-rows.ts';
import type { Buyers } from '../ports.ts';
import { readSeen, writeSeen } from './seen.ts';

/** A placed cart is followed by a new one: that happens once while one waits, hardly twice. */
const ATTEMPTS = 5;

export type CartRows = ReturnType<typeof createCartRows>;

/** The row behind a cart and its lines: found, locked, and read as its owner sees them. */
export const createCartRows = ({ customers, clock }: { customers: Buyers; clock: Clock }) => {
  const wishOf = async (db: Database, personId: string) => ({
    now: clock.now(),
    priceTypeId: (await customers.membershipOf(db, personId))?.priceTypeId ?? null,
  });

  /** The cart, locked until the transaction ends; undefined when there is none. */
  const lock = async (tx: Tx, personId: string): Promise<string | undefined> => {
    const { rows } = await sql<{ id: string }>`
      select id from orders where person_id = ${personId} and status = 'draft' for update
    `.execute(tx);
    return rows[0]?.id;
  };

  /** The same, making one where there is none. */
  const open = async (tx: Tx, personId: string, conversationId: string | null): Promise<string> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await lock(tx, personId);
      if (found) return found;
      await sql`
        insert into orders (id, person_id, conversation_id) values (${newId()}, ${personId}, ${conversationId})
        on conflict (person_id) where status = 'draft' do nothing
      `.execute(tx);
    }
    throw new AppError('conflict', 'the cart is placed again and again');
  };

  const lines = async (db: Database, personId: string, orderId: string): Promise<readonly SeenLine[]> =>
    readLines(db, { ...(await wishOf(db, personId)), ids: [orderId] });

  /** The cart as it is now. */
  const read = async (db: Database, personId: string, orderId: string): Promise<Order> => {
    const order = await readOrder(db, { ...(await wishOf(db, personId)), id: orderId });
    if (!order) throw new AppError('missing', 'there is no such cart');
    return order;
  };

  /** Raises the version after a change; of the lines that were touched the customer sees what there is of them. */
  const changed = async (
    tx: Tx,
    personId: string,
    orderId: string,
    touched: (line: SeenLine) => boolean = () => false,
  ): Promise<Order> => {
    await sql`update orders set version = version + 1 where id = ${orderId}`.execute(tx);
    const seen = (await lines(tx, personId, orderId)).filter(touched);
    if (seen.length > 0) await writeSeen(tx, orderId, { before: await readSeen(tx, orderId), lines: seen });
    return read(tx, personId, orderId);
  };

  return { lock, open, lines, read, changed };
};
