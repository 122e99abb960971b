import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { ProductBefore } from '../import/contract.ts';

export const CHANGE_KINDS = ['inserted', 'updated', 'hidden'] as const;

/** What of a product a batch can change; prices and stock by id. */
export type ProductFields = Partial<Omit<ProductBefore, 'meta'>>;

/** What a batch did to a product, as it is stored. */
export interface ChangeRow {
  readonly product_id: number;
  readonly kind: (typeof CHANGE_KINDS)[number];
  readonly before: ProductFields | null;
  /** What later batches changed, the first first: each knows what it found. */
  readonly later: readonly ProductFields[];
  /** The product as it is; null: it is gone. */
  readonly present: (Required<Omit<ProductFields, 'images'>> & { readonly images: number }) | null;
}

export interface ChangeFilter {
  readonly kind?: ChangeRow['kind'] | undefined;
}

const ofKind = ({ kind }: ChangeFilter) => (kind === undefined ? sql`` : sql`and c.kind = ${kind}`);

/** How many products a batch changed. */
export const countChanges = async (db: Database, batchId: number, filter: ChangeFilter): Promise<number> => {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from import_changes c where c.batch_id = ${batchId} ${ofKind(filter)}
  `.execute(db);
  return rows[0]?.total ?? 0;
};

/** One page of changes, by the id of the product. */
export const pageOfChanges = async (
  db: Database,
  batchId: number,
  filter: ChangeFilter,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<readonly ChangeRow[]> => {
  const { rows } = await sql<ChangeRow>`
    select c.product_id, c.kind, c.before,
           coalesce((select jsonb_agg(l.before order by l.batch_id) from import_changes l
                     where l.product_id = c.product_id and l.batch_id > c.batch_id and l.before is not null),
                    '[]') as later,
           case when p.id is not null then jsonb_build_object(
             'sku', p.sku, 'guid', p.guid, 'category_id', p.category_id, 'title', p.title,
             'title_lat', p.title_lat, 'description', p.description, 'unit', p.unit, 'barcode', p.barcode,
             'pack_qty', p.pack_qty::text, 'price', p.price::text, 'stock_qty', p.stock_qty::text,
             'withdrawn', p.withdrawn,
             'prices', (select coalesce(jsonb_object_agg(price_type_id, price::text), '{}')
                        from product_prices where product_id = p.id),
             'stocks', (select coalesce(jsonb_object_agg(warehouse_id, qty::text), '{}')
                        from product_stock where product_id = p.id),
             'images', (select count(*) from product_images where product_id = p.id and source = 'import')
           ) end as present
    from (select * from import_changes c where c.batch_id = ${batchId} ${ofKind(filter)}
          order by c.product_id limit ${size} offset ${(page - 1) * size}) c
    left join products p on p.id = c.product_id
    order by c.product_id
  `.execute(db);
  return rows;
};

/** Names by id, of what the fields of products refer to. */
export interface Names {
  readonly categories: ReadonlyMap<number, string>;
  readonly priceTypes: ReadonlyMap<number, string>;
  readonly warehouses: ReadonlyMap<number, string>;
}

/** The names of these categories, and of all price types and warehouses. */
export const readNames = async (db: Database, categories: readonly number[]): Promise<Names> => {
  const { rows } = await sql<{ kind: keyof Names; id: number; name: string }>`
    select 'categories' as kind, id, title as name from categories where id = any(${[...categories]}::integer[])
    union all select 'priceTypes', id, name from price_types
    union all select 'warehouses', id, name from warehouses
  `.execute(db);
  const mapOf = (kind: keyof Names) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ id, name }) => [id, name]));
  return {
    categories: mapOf('categories'),
    priceTypes: mapOf('priceTypes'),
    warehouses: mapOf('warehouses'),
  };
};
