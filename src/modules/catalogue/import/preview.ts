import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { ImportPreview } from './contract.ts';
import { jumps } from './verdict.ts';

/** Samples of each kind. */
const SAMPLES = 100;

/** Samples of what tables `next` and `gone` would do. */
export const takeSamples = async (tx: Tx): Promise<ImportPreview> => {
  const [fresh, changed, hidden, jumping] = [
    await sql<ImportPreview['new'][number]>`
      select sku, title, price::text, stock_qty::text from next where not known order by n limit ${SAMPLES}
    `.execute(tx),
    await sql<ImportPreview['changed'][number]>`
      select product_id, sku, title,
        (select coalesce(jsonb_object_agg(name, jsonb_build_object('before', old, 'after', coming)), '{}')
         from (${fields}) field) as fields
      from (select * from next where known order by n limit ${SAMPLES}) x
      order by n
    `.execute(tx),
    await sql<ImportPreview['hidden'][number]>`
      select product_id, sku, title from (
        select p.id as product_id, p.sku, p.title from gone join products p on p.id = gone.product_id
        union all
        select product_id, sku, title from next where known and withdrawn and before ? 'withdrawn'
      ) hidden order by product_id limit ${SAMPLES}
    `.execute(tx),
    await sql<ImportPreview['jumps'][number]>`
      select product_id, sku, title, old_price::text as before, price::text as after
      from next where known and ${jumps} order by abs(price - old_price) / old_price desc, n limit ${SAMPLES}
    `.execute(tx),
  ];
  return { new: fresh.rows, changed: changed.rows, hidden: hidden.rows, jumps: jumping.rows };
};

/** Name, old and new value of each changed field of the row `x` of `next`; categories, prices and stocks by name. */
const fields = sql`
  select key as name, value as old, to_jsonb(x)->key as coming
  from jsonb_each(x.before)
  where key not in ('prices', 'stocks', 'images', 'sku_normal', 'category_id', 'price', 'stock_qty', 'pack_qty')
  union all
  select key, value, to_jsonb(to_jsonb(x)->>key)
  from jsonb_each(x.before) where key in ('price', 'stock_qty', 'pack_qty')
  union all
  select 'category', to_jsonb(old.title), to_jsonb(coming.title)
  from categories coming left join categories old on old.id = x.old_category_id
  where x.before ? 'category_id' and coming.id = x.category_id
  union all
  select 'price: ' || t.name, to_jsonb(n.before::text), to_jsonb(n.after::text)
  from new_prices n join price_types t on t.id = n.price_type_id where n.product_id = x.product_id
  union all
  select 'stock: ' || h.name, n.before->h.id::text, n.after->h.id::text
  from new_stocks n join warehouses h on n.before->h.id::text is distinct from n.after->h.id::text
  where n.product_id = x.product_id
  union all
  select 'images', to_jsonb(jsonb_array_length(n.before)), to_jsonb(jsonb_array_length(n.after))
  from new_images n where n.product_id = x.product_id`;
