import type { Actor } from '#modules/access/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { OrderStatus } from '../contract.ts';

/** A change of status as it is kept. Times in milliseconds since 1970. */
export interface StatusChange {
  readonly orderId: string;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly reason: string;
  readonly by: Actor;
  readonly at: number;
  /** When the customer is told, unless it is undone before; null: never. */
  readonly tellAt: number | null;
}

/** Keeps a change of status; answers its id. */
export const noteChange = async (tx: Tx, change: StatusChange): Promise<number> => {
  const { id } = await tx
    .insertInto('order_changes')
    .values({
      order_id: change.orderId,
      from_status: change.from,
      to_status: change.to,
      reason: change.reason,
      by_id: change.by.personId,
      by_channel: change.by.channel,
      at: new Date(change.at),
      tell_at: change.tellAt === null ? null : new Date(change.tellAt),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};
