import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Good } from '../cart/goods.ts';
import type { OrderLine } from '../contract.ts';

/** A line as it is stored. */
export type StoredLine = Pick<OrderLine, 'id' | 'productId' | 'title' | 'qty' | 'price' | 'note' | 'doubt'>;

export const linesOf = async (tx: Tx, orderId: string): Promise<readonly StoredLine[]> => {
  const { rows } = await sql<StoredLine>`
    select id, product_id as "productId", title, trim_scale(qty) as qty, price, note, doubt
    from order_lines where order_id = ${orderId} order by position, id
  `.execute(tx);
  return rows;
};

/** Writes a line; with a product it becomes that, and what the customer said of it stays. */
export const writeLine = async (
  tx: Tx,
  id: number,
  { qty, price, note, good }: { qty: string; price: string | null; note: string; good: Good | undefined },
): Promise<void> => {
  await sql`
    update order_lines set qty = ${qty}::numeric, price = ${price}::numeric, note = ${note}, qty_assumed = false
    where id = ${id}
  `.execute(tx);
  if (good)
    await sql`
      update order_lines set product_id = ${good.id}, sku = ${good.sku}, unit = ${good.unit}, title = ${good.title},
             said = case when doubt is not null then coalesce(said, title) else said end, doubt = null, choices = '{}'
      where id = ${id}
    `.execute(tx);
};
