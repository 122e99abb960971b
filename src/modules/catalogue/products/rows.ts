import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { pathOf } from '../categories/path.ts';
import type { ExportedProduct, ListedProduct, ProductImage, ProductPage } from './schema.ts';

/** These products in the order of their ids here; those who do not exist are left out. */
export const readProducts = (db: Database, ids: readonly number[]): Promise<ListedProduct[]> =>
  select<ListedProduct>(db, ids, LISTED);

/** The same with everything that a price list tells. */
export const readWholeProducts = (db: Database, ids: readonly number[]): Promise<ExportedProduct[]> =>
  select<ExportedProduct>(db, ids, sql`${LISTED}, ${DETAILS}`);

/** Everything about one product; undefined when there is none. */
export const readProduct = async (db: Database, id: number): Promise<ProductPage | undefined> => {
  const [product] = await select<ProductPage>(
    db,
    [id],
    sql`${LISTED}, ${DETAILS}, p.created_at as "createdAt", p.created_batch as "createdBatch",
        p.changed_batch as "changedBatch", '[]'::jsonb as images`,
  );
  return product && { ...product, images: await readImages(db, id) };
};

/** The pictures of a product in their order, the main one first. */
export const readImages = async (db: Database, productId: number): Promise<ProductImage[]> => {
  const { rows } = await sql<ProductImage>`
    select id, url, mime, stored_at is not null as stored, source, error
    from product_images where product_id = ${productId} order by position, id
  `.execute(db);
  return rows;
};

const select = async <Row>(
  db: Database,
  ids: readonly number[],
  columns: RawBuilder<unknown>,
): Promise<Row[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${columns}
    from unnest(${ids}::integer[]) with ordinality as wanted(id, place)
    join products p on p.id = wanted.id
    order by wanted.place
  `.execute(db);
  return rows;
};

const LISTED = sql`
  p.id, p.sku, p.guid, p.title, p.unit, p.price, p.stock_qty as "stockQty", p.hidden,
  p.hidden_by_office as "hiddenByOffice", p.withdrawn, p.changed_at as "changedAt", ${pathOf(sql`p.category_id`)} as path,
  (select i.id from product_images i where i.product_id = p.id and i.stored_at is not null
   order by i.position, i.id limit 1) as "imageId"`;

// Numbers as text: JSON would lose their exact decimals.
const DETAILS = sql`
  p.title_lat as "titleLat", p.description, p.barcode, p.pack_qty as "packQty", p.order_min as "orderMin",
  p.order_multiple as "orderMultiple",
  (select coalesce(jsonb_agg(jsonb_build_object('priceType', t.name, 'price', x.price::text) order by t.name), '[]')
   from product_prices x join price_types t on t.id = x.price_type_id where x.product_id = p.id) as prices,
  (select coalesce(jsonb_agg(jsonb_build_object('warehouse', w.name, 'qty', s.qty::text) order by w.name), '[]')
   from product_stock s join warehouses w on w.id = s.warehouse_id where s.product_id = p.id) as stocks`;
