import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { FoundProduct, IndexHit } from '../contract.ts';
import { bandsOf } from './bands.ts';
import type { PinKeys } from './pins.ts';

/** A product of a page as it is now. */
export type FoundRow = Omit<FoundProduct, 'share' | 'coverage' | 'marks' | 'matches' | 'missed'>;

/** One page of what was found; `total` counts all pages. */
export interface FoundRows {
  readonly rows: readonly FoundRow[];
  readonly total: number;
  /** Skus of the products that were named, whatever the page. */
  readonly named: readonly { readonly sku: string; readonly by: 'sku' | 'barcode' }[];
  /** From 1; one past the end is the last. */
  readonly page: number;
}

/** Products that share a sku with more than so many others are not meant by it: it is a placeholder. */
const MOST_PINNED = 20;

/** Whoever types a whole sku means that product: beside it only what has so much of the text is worth showing. */
const BESIDE_NAMED = 0.75;
/** The last band of what the whole text is. */
const WHOLE_BAND = 2;

/** What a customer sees of a row `p` of products. */
export const FOUND = sql`
  p.id, p.title, p.sku, p.unit, p.price, greatest(p.stock_qty, 0) as stock, p.hidden`;

/**
 * One page of products, in one round trip: those whose sku or barcode the query is, then the hits, those in stock first
 * among equals. Hidden and deleted ones are left out before anything is counted.
 */
export const readFound = async (
  db: Database,
  {
    hits,
    pins,
    page,
    size,
    withHidden,
  }: { hits: readonly IndexHit[]; pins: PinKeys; page: number; size: number; withHidden: boolean },
): Promise<FoundRows> => {
  const { skus, barcode } = pins;
  // Laterals with a limit: row by row through an index, whatever the planner believes of the arrays.
  const { rows } = await sql<FoundRow & Omit<FoundRows, 'rows'>>`
    with called as (
      select p.id, 'sku' as by, 2 * key.place - (p.sku = key.typed)::integer as band,
             count(*) over (partition by key.place) as namesakes
      from unnest(${skus.map(({ normal }) => normal)}::text[], ${skus.map(({ typed }) => typed)}::text[],
                  ${skus.map(({ strict }) => strict)}::boolean[]) with ordinality as key(normal, typed, strict, place)
      cross join lateral (
        select id, sku from products
        where sku_normal = key.normal and (not key.strict or lower(sku) = lower(key.typed))
          and (${withHidden} or not hidden)
        limit ${MOST_PINNED + 1}
      ) p
      union all
      select p.id, 'barcode', ${Number.MAX_SAFE_INTEGER}::bigint, count(*) over ()
      from (
        select id from products where barcode = ${barcode} and (${withHidden} or not hidden)
        limit ${MOST_PINNED + 1}
      ) p
    ), pin as materialized (
      select distinct on (id) id, by, band from called where namesakes <= ${MOST_PINNED} order by id, band
    ), standing as materialized (
      select c.*, p.sku, p.stock_qty > 0 as in_stock
      from (
        select id, by, 0 as tier, band, 0 as place from pin
        union all
        select hit.id, 'words', 1, hit.band, hit.place
        from unnest(${hits.map(({ productId }) => productId)}::integer[], ${bandsOf(hits)}::integer[],
                    ${hits.map(({ coverage }) => coverage >= BESIDE_NAMED)}::boolean[])
          with ordinality as hit(id, band, fits, place)
        where hit.id not in (select id from pin)
          and (fits or not exists (select from pin where by = 'barcode' or band <= ${WHOLE_BAND}))
      ) c
      cross join lateral (
        select sku, stock_qty from products where id = c.id and (${withHidden} or not hidden) limit 1
      ) p
    ), counted as (
      select total, least(${page}::integer, greatest(1, ceil(total::numeric / ${size}::integer)))::integer as page
      from (select count(*) as total from standing) s
    ), placed as (
      select id, by, row_number() over (order by tier, band, in_stock desc, place, id) as position from standing
    )
    select ${FOUND}, placed.position, placed.by, counted.total, counted.page,
           (select coalesce(jsonb_agg(jsonb_build_object('sku', sku, 'by', by) order by band), '[]')
            from standing where tier = 0) as named
    from counted join placed
      on placed.position > (counted.page - 1) * ${size}::integer and placed.position <= counted.page * ${size}::integer
    cross join lateral (select * from products where id = placed.id limit 1) p
    order by placed.position
  `.execute(db);
  const [first] = rows;
  return {
    rows: rows.map(({ total: _, named: __, page: ___, ...row }) => row),
    total: first?.total ?? 0,
    named: first?.named ?? [],
    page: first?.page ?? 1,
  };
};
