import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Steps } from '../amount.ts';

/** What ordering needs to know of a product. */
export interface Good extends Steps {
  readonly id: number;
  readonly title: string;
  readonly sku: string;
  readonly unit: string | null;
  readonly hidden: boolean;
  /** Null: on request. */
  readonly price: string | null;
}

const LARGEST_ID = 2_147_483_647;

/** Whether a product could have this id. */
export const isProductId = (id: number): boolean => Number.isInteger(id) && id > 0 && id <= LARGEST_ID;

/** Products by id, with the prices of a price type; whatever is no id of one is left out. */
export const readGoods = async (
  db: Database,
  { ids, priceTypeId }: { ids: readonly number[]; priceTypeId: number | null },
): Promise<ReadonlyMap<number, Good>> => {
  const keys = [...new Set(ids)].filter(isProductId);
  if (keys.length === 0) return new Map();
  const { rows } = await sql<Good>`
    select p.id, p.title, p.sku, p.unit, p.hidden, nullif(coalesce(x.price, p.price), 0) as price,
           trim_scale(p.order_min) as "orderMin", trim_scale(p.order_multiple) as "orderMultiple"
    from products p
    left join product_prices x on x.product_id = p.id and x.price_type_id = ${priceTypeId}
    where p.id = any(${keys}::integer[])
  `.execute(db);
  return new Map(rows.map((good) => [good.id, good]));
};

/** Locks products in the order of their ids: of two who order the last piece the second sees that it is gone. */
export const lockGoods = async (db: Database, ids: readonly number[]): Promise<void> => {
  await sql`
    select count(*) from (
      select from products where id = any(${ids}::integer[]) order by id for no key update
    ) locked
  `.execute(db);
};
