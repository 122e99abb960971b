import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/**
 * Compares what the goods of table `work` have beside their own columns with what came: tables `new_prices`
 * (one row per changed price), `new_stocks` and `new_images` (one row per changed product, old and new as JSON).
 * Makes unknown price types and warehouses.
 */
export const compareOffers = async (tx: Tx, fullLoad: boolean): Promise<void> => {
  await comparePrices(tx);
  await compareStocks(tx, fullLoad);
  await compareImages(tx);
};

/** The names that `column`, an object as JSON text, has in the rows at work. */
const namesIn = (column: 'prices' | 'stocks') => sql`
  select distinct on (lower(said.key)) said.key
  from work w join incoming i on i.n = w.n cross join lateral jsonb_each_text(i.${sql.ref(column)}::jsonb) said
  where said.key <> '' order by lower(said.key), said.key`;

const comparePrices = async (tx: Tx): Promise<void> => {
  await sql`
    insert into price_types (name)
    select key from (${namesIn('prices')}) named
    where not exists (select from price_types t where lower(t.name) = lower(key))
  `.execute(tx);
  await sql`
    create temp table new_prices on commit drop as
    select said.product_id, said.price_type_id, known.price as before, said.price as after
    from (
      select distinct on (w.product_id, t.id) w.product_id, t.id as price_type_id, said.value::numeric(12, 2) as price
      from work w join incoming i on i.n = w.n
      cross join lateral jsonb_each_text(i.prices::jsonb) said
      join price_types t on lower(t.name) = lower(said.key)
      order by w.product_id, t.id, said.key
    ) said
    left join product_prices known using (product_id, price_type_id)
    where known.price is distinct from said.price
  `.execute(tx);
};

/** Stock by warehouse is told whole; a full load that tells no stock says there is none. */
const compareStocks = async (tx: Tx, fullLoad: boolean): Promise<void> => {
  await sql`
    insert into warehouses (name)
    select key from (${namesIn('stocks')}) named
    where not exists (select from warehouses h where lower(h.name) = lower(key))
  `.execute(tx);
  await sql`
    create temp table new_stocks on commit drop as
    with told as (
      select w.product_id, coalesce(i.stocks, '{}')::jsonb as stocks
      from work w join incoming i on i.n = w.n
      where i.stocks is not null or ${fullLoad} and i.stock_qty is null and not i.deleted
    ), named as (
      select distinct on (told.product_id, h.id) told.product_id, h.id, said.value::numeric(15, 3)::text as qty
      from told cross join lateral jsonb_each_text(told.stocks) said join warehouses h on lower(h.name) = lower(said.key)
      order by told.product_id, h.id, said.key
    ), coming as (
      select product_id, jsonb_object_agg(id, qty) as stocks from named group by product_id
    ), known as (
      select product_id, jsonb_object_agg(warehouse_id, qty::text) as stocks
      from product_stock where product_id in (select product_id from told) group by product_id
    )
    select told.product_id, coalesce(known.stocks, '{}') as before, coalesce(coming.stocks, '{}') as after
    from told left join coming using (product_id) left join known using (product_id)
    where coalesce(known.stocks, '{}') <> coalesce(coming.stocks, '{}')
  `.execute(tx);
};

const compareImages = (tx: Tx): Promise<unknown> =>
  sql`
    create temp table new_images on commit drop as
    with told as (
      select w.product_id, i.images::jsonb as urls from work w join incoming i on i.n = w.n where i.images is not null
    ), known as (
      select product_id, jsonb_agg(url order by position, id) as urls, jsonb_agg(to_jsonb(m) order by position, id) as rows
      from product_images m
      where source = 'import' and product_id in (select product_id from told)
      group by product_id
    )
    select told.product_id, coalesce(known.rows, '[]') as before, told.urls as after
    from told left join known using (product_id)
    where coalesce(known.urls, '[]') <> told.urls
  `.execute(tx);
