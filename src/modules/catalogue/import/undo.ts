import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { recountCategories } from '../categories/recount.ts';
import { lockProducts } from '../products/lock.ts';

/** The parts of `ProductBefore` that are columns, and how each comes back from text. */
const RESTORED = {
  sku: '',
  sku_normal: '',
  guid: '',
  category_id: '::integer',
  title: '',
  title_lat: '',
  description: '',
  unit: '',
  barcode: '',
  pack_qty: '::numeric',
  price: '::numeric',
  stock_qty: '::numeric',
  withdrawn: '::boolean',
} as const;

const settings = sql.raw(
  Object.entries(RESTORED)
    .map(
      ([name, type]) =>
        `${name} = case when x.before ? '${name}' then (x.before->>'${name}')${type} else p.${name} end`,
    )
    .join(', '),
);

/**
 * Puts the catalogue back to before a batch that is the newest one: what it inserted goes, what it changed is
 * restored. What the office did since stays. Content of pictures nobody needs any more goes with their sweep.
 */
export const undoChanges = async (
  tx: Tx,
  { batchId, now }: { batchId: number; now: Date },
): Promise<void> => {
  await lockProducts(tx, sql`select product_id from import_changes where batch_id = ${batchId}`);
  await sql`
    create temp table undone on commit drop as
    select c.product_id, c.kind, c.before, p.category_id, p.price, p.id is not null as there
    from import_changes c left join products p on p.id = c.product_id
    where c.batch_id = ${batchId}
  `.execute(tx);
  await sql`analyze undone`.execute(tx);
  await removeInserted(tx);
  await restoreOffers(tx, { batchId, now });
  await restoreImages(tx);
  await sql`
    update products p
    set ${settings},
        content_hash = decode(x.before->'meta'->>'content_hash', 'hex'),
        changed_batch = (x.before->'meta'->>'changed_batch')::bigint,
        changed_at = (x.before->'meta'->>'changed_at')::timestamptz
    from undone x where x.kind <> 'inserted' and p.id = x.product_id
  `.execute(tx);
  await recountCategories(
    tx,
    sql`select category_id from undone union select p.category_id from undone join products p on p.id = product_id`,
  );
  await removeEmptyCategories(tx, batchId);
};

const removeInserted = async (tx: Tx): Promise<void> => {
  await sql`
    delete from import_seen s using undone x where x.kind = 'inserted' and s.product_id = x.product_id
  `.execute(tx);
  await sql`delete from products p using undone x where x.kind = 'inserted' and p.id = x.product_id`.execute(
    tx,
  );
};

const restoreOffers = async (tx: Tx, { batchId, now }: { batchId: number; now: Date }): Promise<void> => {
  await sql`
    create temp table old_prices on commit drop as
    select product_id, key::integer as price_type_id, value::numeric as price
    from undone cross join lateral jsonb_each_text(before->'prices')
    where there and before ? 'prices'
  `.execute(tx);
  await sql`
    insert into price_changes (product_id, price_type_id, before, after, batch_id, at)
    select product_id, null::integer, price, (before->>'price')::numeric, ${batchId}::bigint, ${now}::timestamptz
    from undone where there and before ? 'price'
    union all
    select o.product_id, o.price_type_id, r.price, o.price, ${batchId}::bigint, ${now}::timestamptz
    from old_prices o left join product_prices r using (product_id, price_type_id)
  `.execute(tx);
  await sql`
    delete from product_prices r using old_prices o
    where r.product_id = o.product_id and r.price_type_id = o.price_type_id and o.price is null
  `.execute(tx);
  await sql`
    insert into product_prices (product_id, price_type_id, price)
    select product_id, price_type_id, price from old_prices where price is not null
    on conflict (product_id, price_type_id) do update set price = excluded.price
  `.execute(tx);
  await sql`
    delete from product_stock s using undone x where s.product_id = x.product_id and x.before ? 'stocks'
  `.execute(tx);
  await sql`
    insert into product_stock (product_id, warehouse_id, qty)
    select product_id, key::integer, value::numeric
    from undone cross join lateral jsonb_each_text(before->'stocks')
    where there and before ? 'stocks'
  `.execute(tx);
};

/** Pictures that stayed keep what was fetched meanwhile; those that went come back as they were. */
const restoreImages = async (tx: Tx): Promise<void> => {
  await sql`
    create temp table old_images on commit drop as
    select row.* from undone
    cross join lateral jsonb_populate_recordset(null::product_images, before->'images') row
    where there and before ? 'images'
  `.execute(tx);
  await sql`
    delete from product_images m using undone x
    where m.product_id = x.product_id and x.before ? 'images' and m.source = 'import'
      and not exists (select from old_images o where o.id = m.id)
  `.execute(tx);
  await sql`
    insert into product_images select * from old_images
    on conflict (id) do update set position = excluded.position
  `.execute(tx);
};

/** From the leaves up; a category that the office or a later load uses stays. */
const removeEmptyCategories = async (tx: Tx, batchId: number): Promise<void> => {
  for (;;) {
    const { numAffectedRows } = await sql`
      delete from categories c
      where created_batch = ${batchId}
        and not exists (select from products p where p.category_id = c.id)
        and not exists (select from categories child where child.parent_id = c.id)
    `.execute(tx);
    if (!numAffectedRows) return;
  }
};
