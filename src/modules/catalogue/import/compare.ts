import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { resolveCategories } from './categories.ts';
import { compareOffers } from './offers.ts';
import type { NotedProblem } from './problems.ts';
import { WITHOUT_CATEGORY } from './row.ts';

/** The columns of a product that imports write, and how `before` tells each. */
const COLUMNS = {
  sku: 'sku',
  sku_normal: 'sku_normal',
  guid: 'guid',
  category_id: 'category_id',
  title: 'title',
  title_lat: 'title_lat',
  description: 'description',
  unit: 'unit',
  barcode: 'barcode',
  pack_qty: 'pack_qty::text',
  price: 'price::text',
  stock_qty: 'stock_qty::text',
  withdrawn: 'withdrawn',
} as const;

/** Names of the columns that imports write. */
export const IMPORTED = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[];

/** `{name: old value}` where a column of `p` differs from `x`, joined into one object. */
const changedColumns = sql.raw(
  Object.entries(COLUMNS)
    .map(
      ([name, told]) =>
        `case when p.${name} is distinct from x.${name} then jsonb_build_object('${name}', p.${told}) else '{}' end`,
    )
    .join('\n || '),
);

/**
 * Compares the matched rows with the catalogue: table `next` has every product that is new or really changes,
 * as it shall be, with `before` (`ProductBefore` without meta; null for new ones). New products are numbered in the
 * order of the rows. Rows whose hash is that of their product are not even looked at. Answers warnings.
 */
export const compareRows = async (
  tx: Tx,
  { fullLoad, ...maker }: { fullLoad: boolean; batchId: number; now: Date },
): Promise<readonly NotedProblem[]> => {
  await sql`
    create temp table work on commit drop as
    select n, known, category_id, coalesce(id, nextval('products_id_seq')::integer) as product_id
    from (
      select m.n, p.id, p.id is not null as known, p.category_id
      from matched m left join products p on p.id = m.product_id
      where case when p.id is null then not m.deleted
                 else p.content_hash is distinct from m.hash or p.withdrawn <> m.deleted
                      or ${fullLoad} and not m.stock_known and not m.deleted and p.stock_qty <> 0 end
      order by m.n
    ) told
  `.execute(tx);
  await sql`analyze work`.execute(tx);
  const problems = await resolveCategories(tx, maker);
  await compareOffers(tx, fullLoad);
  await sql`
    create temp table next on commit drop as
    select x.*, p.price as old_price, p.stock_qty as old_stock, p.category_id as old_category_id, p.hidden as old_hidden,
      case when x.known then ${changedColumns}
        || case when prices.before is null then '{}' else jsonb_build_object('prices', prices.before) end
        || case when stocks.before is null then '{}' else jsonb_build_object('stocks', stocks.before) end
        || case when images.before is null then '{}' else jsonb_build_object('images', images.before) end
      end as before,
      case when x.known then jsonb_build_object('meta', jsonb_build_object(
        'content_hash', encode(p.content_hash, 'hex'), 'changed_batch', p.changed_batch, 'changed_at', p.changed_at))
      end as meta
    from (${shallBe(fullLoad)}) x
    left join products p on p.id = x.product_id and x.known
    left join (select product_id, jsonb_object_agg(price_type_id, before::text) as before
               from new_prices group by product_id) prices on prices.product_id = x.product_id
    left join new_stocks stocks on stocks.product_id = x.product_id
    left join new_images images on images.product_id = x.product_id
  `.execute(tx);
  await sql`delete from next where before = '{}'`.execute(tx);
  await sql`analyze next`.execute(tx);
  return problems;
};

/**
 * Every product at work as it shall be: what came, and what is known where nothing came. A row whose category nobody
 * knows yet leaves no hash: it is looked at again when it comes again.
 */
const shallBe = (fullLoad: boolean) => sql`
  select w.product_id, w.known, i.n, case when path.unknown then null else i.hash end as hash, i.sku, i.sku_normal, coalesce(i.guid, p.guid) as guid,
         coalesce(path.category_id, p.category_id,
                  (select category_id from paths where path = ${WITHOUT_CATEGORY})) as category_id,
         coalesce(i.title, p.title) as title, coalesce(i.title_lat, p.title_lat) as title_lat,
         coalesce(i.description, p.description, '') as description,
         coalesce(i.unit, p.unit) as unit, coalesce(i.barcode, p.barcode) as barcode,
         coalesce(i.pack_qty, p.pack_qty) as pack_qty, coalesce(i.price, p.price) as price,
         case when i.stock_qty is not null then i.stock_qty
              when i.stocks is not null then
                (select coalesce(sum(value::numeric(15, 3)), 0) from jsonb_each_text(i.stocks::jsonb))
              when ${fullLoad} and not i.deleted then 0
              else coalesce(p.stock_qty, 0) end::numeric(15, 3) as stock_qty,
         i.deleted as withdrawn
  from work w
  join incoming i on i.n = w.n
  left join products p on p.id = w.product_id and w.known
  left join paths path
    on path.path = coalesce(i.category, case when w.category_id is null then ${WITHOUT_CATEGORY} end)`;
