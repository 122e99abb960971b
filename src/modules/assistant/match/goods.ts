import { sql } from 'kysely';
import type { FoundProduct } from '#modules/search/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Buyer } from '../contract.ts';
import type { Counted } from './amount.ts';

/** A product as its buyer sees it now. */
export type Good = Pick<FoundProduct, 'id' | 'title' | 'sku' | 'unit' | 'price' | 'stock'> & Counted;

/** Those of these products that are visible, with the buyer's prices. */
export const readGoods = async (
  db: Database,
  { ids, buyer }: { ids: readonly number[]; buyer: Buyer },
): Promise<ReadonlyMap<number, Good>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Good>`
    select p.id, p.title, p.sku, p.unit, coalesce(own.price, p.price) as price,
           greatest(p.stock_qty, 0) as stock, p.pack_qty as "packQty"
    from products p
    left join organizations o on o.id = ${buyer.organizationId}::uuid
    left join product_prices own on own.product_id = p.id and own.price_type_id = o.price_type_id
    where p.id = any(${[...new Set(ids)]}::integer[]) and not p.hidden
  `.execute(db);
  return new Map(rows.map((good) => [good.id, good]));
};

/** A product that was not searched for, in the shape of one that was found. */
export const asFound = ({ packQty: _, ...good }: Good): FoundProduct => ({
  ...good,
  hidden: false,
  position: 1,
  by: 'words',
  share: 1,
  coverage: 1,
  marks: [],
  matches: [],
  missed: [],
});
