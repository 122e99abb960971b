import { sql } from 'kysely';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import { bySku, fitting, type ProductFilter } from './filter.ts';
import { readProducts, readWholeProducts } from './rows.ts';
import type { ExportedProduct, ListedProduct } from './schema.ts';

/** What products are sorted by. */
export const PRODUCT_SORTS = ['title', 'sku', 'price', 'stock_qty', 'changed_at'] as const;
const SORT_COLUMNS = sql.join(PRODUCT_SORTS.map((name) => sql.ref(`p.${name}`)));
type ProductPaging = Paging<(typeof PRODUCT_SORTS)[number]>;

/** Products read at once for a table of all. */
const BATCH = 1_000;
/** The last page of 100 000 products is sorted in memory, not on disk. */
const SORT_MEMORY = sql`set local work_mem = '32MB'`;

/** The office's list of products: pages, and all rows for a table. */
export const createProductList = ({ db }: { db: Database }) => {
  const page = async (
    by: Actor,
    filter: ProductFilter,
    { page, size, sort }: ProductPaging,
  ): Promise<ListPage<ListedProduct>> => {
    assertMay(by, 'catalogue.read');
    const found = await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await SORT_MEMORY.execute(tx);
        // Words are looked for once, whatever that takes; everything else is counted and sorted apart.
        const { rows } = await sql<{ ids: number[]; total: number }>`
          with found as ${filter.q ? sql`materialized` : sql`not materialized`} (
            select p.id, p.sku_normal, ${SORT_COLUMNS} from products p where ${fitting(filter)}
          )
          select (select count(*) from found) as total,
                 array(select p.id from found p order by ${order(sort, filter)}
                       limit ${size} offset ${(page - 1) * size}) as ids
        `.execute(tx);
        return rows[0];
      });
    return { items: await readProducts(db, found?.ids ?? []), total: found?.total ?? 0 };
  };

  /** Everything that fits, by id, read as it is consumed. */
  const everyProduct = (by: Actor, filter: ProductFilter): AsyncIterable<ExportedProduct> => {
    assertMay(by, 'catalogue.read');
    return walk(filter);
  };

  async function* walk(filter: ProductFilter): AsyncGenerator<ExportedProduct> {
    for (let last = 0; ; ) {
      const { rows } = await sql<{ id: number }>`
        select p.id from products p where p.id > ${last} and ${fitting(filter)} order by p.id limit ${BATCH}
      `.execute(db);
      yield* await readWholeProducts(
        db,
        rows.map(({ id }) => id),
      );
      if (rows.length < BATCH) return;
      last = rows.at(-1)?.id ?? last;
    }
  }

  return { page, everyProduct };
};

const order = (sort: ProductPaging['sort'], { q = '' }: ProductFilter) => {
  const { by, direction } = orderOf(sort);
  const down = sql.raw(direction);
  const column = sql.ref(`p.${by}`);
  // What is not known stands at the end either way.
  const places = by === 'price' ? sql`${column} ${down} nulls last` : sql`${column} ${down}`;
  // Whoever types the beginning of a sku looks for that product, unless an order was asked for.
  const isMeant = sort === 'title' ? bySku(q) : undefined;
  return sql`${isMeant ? sql`(${isMeant}) desc, ` : sql``}${places}, p.id ${down}`;
};
