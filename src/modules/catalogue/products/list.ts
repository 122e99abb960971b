import { sql } from 'kysely';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import { bySku, type FoundIds, fitting, type ProductFilter } from './filter.ts';
import { readProducts, readWholeProducts } from './rows.ts';
import type { ExportedProduct, ListedProduct } from './schema.ts';

/** What products are sorted by. */
export const PRODUCT_SORTS = ['title', 'sku', 'price', 'stock_qty', 'changed_at'] as const;
const SORT_COLUMNS = sql.join(PRODUCT_SORTS.map((name) => sql.ref(`p.${name}`)));
type ProductPaging = Paging<(typeof PRODUCT_SORTS)[number]>;

/** Products read at once for a table of all. */
const BATCH = 1_000;
/** The last page of 100 000 products is sorted in memory, not on disk; nobody waits longer for words. */
const MANNERS = sql`select set_config('work_mem', '32MB', true), set_config('statement_timeout', '5s', true)`;

/** An index of words: ids of the products that fit a text, hidden ones too, best first; undefined: it cannot answer. */
export type ProductFind = (text: string) => Promise<FoundIds>;

/** The office's list of products: pages, and all rows for a table. `find` spares it a look at every title. */
export const createProductList = ({
  db,
  find = async () => undefined,
}: {
  db: Database;
  find?: ProductFind | undefined;
}) => {
  const page = async (
    by: Actor,
    filter: ProductFilter,
    { page, size, sort }: ProductPaging,
  ): Promise<ListPage<ListedProduct>> => {
    assertMay(by, 'catalogue.read');
    const hits = filter.q ? await find(filter.q) : undefined;
    // Whoever asked for no order gets what fits best first.
    const places = sort === 'title' ? hits : undefined;
    const found = await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await MANNERS.execute(tx);
        // Words are looked for once, whatever that takes; everything else is counted and sorted apart.
        const { rows } = await sql<{ ids: number[]; total: number }>`
          with found as ${filter.q ? sql`materialized` : sql`not materialized`} (
            select p.id, p.sku_normal, ${SORT_COLUMNS} from products p where ${fitting(filter, hits)}
          )
          select (select count(*) from found) as total,
                 array(select p.id from found p ${places ? placedBy(places) : sql``}
                       order by ${order(sort, filter, places !== undefined)}
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
    const hits = filter.q ? await find(filter.q) : undefined;
    for (let last = 0; ; ) {
      const { rows } = await sql<{ id: number }>`
        select p.id from products p where p.id > ${last} and ${fitting(filter, hits)} order by p.id limit ${BATCH}
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

const placedBy = (ids: readonly number[]) =>
  sql`left join unnest(${ids}::integer[]) with ordinality as hit(id, place) on hit.id = p.id`;

const order = (sort: ProductPaging['sort'], { q = '' }: ProductFilter, placed: boolean) => {
  const { by, direction } = orderOf(sort);
  const down = sql.raw(direction);
  const column = sql.ref(`p.${by}`);
  // Whoever types the beginning of a sku looks for that product, unless an order was asked for.
  const isMeant = sort === 'title' ? bySku(q) : undefined;
  return sql.join([
    ...(isMeant ? [sql`(${isMeant}) desc`] : []),
    ...(placed ? [sql`hit.place nulls last`] : []),
    // What is not known stands at the end either way.
    by === 'price' ? sql`${column} ${down} nulls last` : sql`${column} ${down}`,
    sql`p.id ${down}`,
  ]);
};
