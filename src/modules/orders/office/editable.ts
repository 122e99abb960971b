import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import type { OrderStatus } from '../contract.ts';

/** Statuses in which the office may change what an order is of. */
const EDITABLE: readonly OrderStatus[] = ['pending', 'confirmed', 'assembling'];

/** A locked order that may be changed; AppError `missing`, or `conflict` when it may not or is not as it was seen. */
export const editable = async (
  tx: Tx,
  orderId: string,
  version: number,
): Promise<{
  readonly number: number;
  readonly status: OrderStatus;
  readonly organizationId: string | null;
  readonly priceTypeId: number | null;
}> => {
  const { rows } = await sql<{
    number: number;
    status: OrderStatus;
    version: number;
    organizationId: string | null;
    priceTypeId: number | null;
  }>`
    select number, status, version, organization_id as "organizationId", price_type_id as "priceTypeId"
    from orders where id = ${orderId} and status <> 'draft' for no key update
  `.execute(tx);
  const [order] = rows;
  if (!order) throw new AppError('missing', 'there is no such order');
  if (order.version !== version) throw new AppError('conflict', 'the order was changed in the meantime');
  if (!EDITABLE.includes(order.status))
    throw new AppError('conflict', 'the order is on its way, or over: its contents stay');
  return order;
};
