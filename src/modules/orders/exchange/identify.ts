import type { Database, Tx } from '#platform/db/database.ts';
import type { PlacedStatus } from '../contract.ts';

/** How another system names an order: by our id, by its number, or by the id it gave it itself. */
export type OrderName =
  | { readonly id: string }
  | { readonly number: number }
  | { readonly externalId: string };

/** Which placed order a name means. */
export type NamedOrder =
  | { readonly kind: 'one'; readonly id: string }
  | { readonly kind: 'missing' }
  /** More than one is open. */
  | { readonly kind: 'ambiguous' };

/**
 * The placed order of this name. Other systems number their documents anew each year: of orders with one external id
 * the open one is meant, and the latest where none is.
 */
export const findOrder = async (db: Database, name: OrderName): Promise<NamedOrder> => {
  const [column, value] =
    'id' in name
      ? (['id', name.id] as const)
      : 'number' in name
        ? (['number', name.number] as const)
        : (['external_id', name.externalId] as const);
  const [found, other] = await db
    .selectFrom('orders')
    .select((select) => ['id', select('status', 'in', ['done', 'cancelled']).as('closed')])
    .where(column, '=', value)
    .where('status', '<>', 'draft')
    .orderBy('closed')
    .orderBy('submitted_at', 'desc')
    .orderBy('id')
    .limit(2)
    .execute();
  if (!found) return { kind: 'missing' };
  return other && !other.closed ? { kind: 'ambiguous' } : { kind: 'one', id: found.id };
};

/** Remembers what another system calls an order. */
export const nameOutside = async (tx: Tx, id: string, externalId: string): Promise<void> => {
  await tx
    .updateTable('orders')
    .set({ external_id: externalId })
    .where('id', '=', id)
    .where((is) => is.or([is('external_id', 'is', null), is('external_id', '<>', externalId)]))
    .execute();
};

/** Where a placed order stands; null when there is none. */
export const statusOf = async (db: Database, id: string): Promise<PlacedStatus | null> => {
  const row = await db.selectFrom('orders').select('status').where('id', '=', id).executeTakeFirst();
  return (row?.status as PlacedStatus | undefined) ?? null;
};
