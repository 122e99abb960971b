import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { recountCategories } from '../categories/recount.ts';
import { lockProducts } from '../products/lock.ts';
import { IMPORTED } from './compare.ts';

/** Rows after which the planner should look at the catalogue anew before the next load comes. */
const MANY = 10_000;

const columns = sql.raw(IMPORTED.join(', '));
const settings = sql.raw(IMPORTED.map((name) => `${name} = x.${name}`).join(', '));

/**
 * Writes tables `next`, `gone` and the offers into the catalogue, with the history that undoing needs; calls
 * `onStep` after each step with the share that is done.
 */
export const writeChanges = async (
  tx: Tx,
  { batchId, now, onStep }: { batchId: number; now: Date; onStep: (share: number) => void },
): Promise<void> => {
  await lockProducts(tx, CHANGING);
  const inserted = await sql`
    insert into products (id, ${columns}, content_hash, created_batch, changed_batch, created_at, changed_at)
      overriding system value
    select product_id, ${columns}, hash, ${batchId}::bigint, ${batchId}::bigint, ${now}::timestamptz, ${now}::timestamptz from next where not known order by n
  `.execute(tx);
  onStep(0.4);
  const updated = await sql`
    update products p
    set ${settings}, content_hash = x.hash, changed_batch = ${batchId}::bigint, changed_at = ${now}::timestamptz
    from next x where x.known and p.id = x.product_id
  `.execute(tx);
  onStep(0.6);
  await writeChangeRows(tx, batchId);
  await sql`
    update products p set withdrawn = true, changed_batch = ${batchId}::bigint, changed_at = ${now}::timestamptz
    from gone where p.id = gone.product_id
  `.execute(tx);
  onStep(0.7);
  await writeOffers(tx, { batchId, now });
  onStep(0.9);
  await recountCategories(tx, TOUCHED);
  if (Number(inserted.numAffectedRows) + Number(updated.numAffectedRows) > MANY)
    await sql`analyze products, categories`.execute(tx);
};

const CHANGING = sql`select product_id from next where known union all select product_id from gone`;
const TOUCHED = sql`
  select category_id from next union select old_category_id from next union select category_id from gone`;

/** Before the goods that lack are withdrawn: their rows are still as they were. */
const writeChangeRows = (tx: Tx, batchId: number): Promise<unknown> =>
  sql`
    insert into import_changes (batch_id, product_id, kind, before)
    select ${batchId}::bigint, product_id,
           case when not known then 'inserted' when withdrawn and before ? 'withdrawn' then 'hidden' else 'updated' end,
           before || meta
    from next
    union all
    select ${batchId}::bigint, p.id, 'hidden', jsonb_build_object('withdrawn', p.withdrawn, 'meta', jsonb_build_object(
      'content_hash', encode(p.content_hash, 'hex'), 'changed_batch', p.changed_batch, 'changed_at', p.changed_at))
    from gone join products p on p.id = gone.product_id
  `.execute(tx);

const writeOffers = async (tx: Tx, { batchId, now }: { batchId: number; now: Date }): Promise<void> => {
  await sql`
    insert into price_changes (product_id, price_type_id, before, after, batch_id, at)
    select product_id, null::integer, old_price, price, ${batchId}::bigint, ${now}::timestamptz
    from next where known and old_price is distinct from price
    union all
    select product_id, price_type_id, new_prices.before, after, ${batchId}::bigint, ${now}::timestamptz
    from new_prices join next using (product_id) where known
  `.execute(tx);
  await sql`
    insert into product_prices (product_id, price_type_id, price)
    select product_id, price_type_id, after from new_prices
    on conflict (product_id, price_type_id) do update set price = excluded.price
  `.execute(tx);
  await sql`delete from product_stock where product_id in (select product_id from new_stocks)`.execute(tx);
  await sql`
    insert into product_stock (product_id, warehouse_id, qty)
    select product_id, key::integer, value::numeric from new_stocks cross join lateral jsonb_each_text(after)
  `.execute(tx);
  await writeImages(tx, now);
};

/** Pictures that stay keep their content; new ones are fetched later. */
const writeImages = async (tx: Tx, now: Date): Promise<void> => {
  await sql`
    delete from product_images m using new_images x
    where m.product_id = x.product_id and m.source = 'import' and not x.after ? m.url
  `.execute(tx);
  await sql`
    insert into product_images (id, product_id, position, source, url, next_attempt_at, created_at)
    select gen_random_uuid(), product_id, place::integer - 1, 'import', url, ${now}::timestamptz, ${now}::timestamptz
    from new_images cross join lateral jsonb_array_elements_text(after) with ordinality as told (url, place)
    on conflict (product_id, url) where url is not null do update set position = excluded.position
  `.execute(tx);
};
