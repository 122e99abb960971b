import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { SearchDocument } from '../contract.ts';

/** A product as the feed brings it. */
export interface FeedProduct extends SearchDocument {
  /** The transaction that changed it last. */
  readonly xid: string;
}

/** Rows that the database hands over at once. */
const PIECE = 4_000;

/** Selects the products that fit the condition over `p`, in order of their ids. */
export const selectProducts = (condition: RawBuilder<unknown>): RawBuilder<FeedProduct> => sql`
  with recursive path as (
    select id, title from categories where parent_id is null
    union all
    select c.id, path.title || E'\n' || c.title from path join categories c on c.parent_id = path.id
  )
  select p.id, p.title, concat_ws(E'\n', path.title, p.title_lat) as context, p.hidden, p.search_xid::text as xid
  from products p left join path on path.id = p.category_id
  where ${condition}
  order by p.id`;

/** The products of the condition in pieces. */
export const productPieces = (tx: Tx, condition: RawBuilder<unknown>) =>
  inPieces(tx, selectProducts(condition));

/** The rows of a select in pieces; the next one is fetched while one is worked on. One at a time in a transaction. */
export async function* inPieces<Row>(tx: Tx, select: RawBuilder<Row>): AsyncGenerator<readonly Row[]> {
  await sql`set local cursor_tuple_fraction = 1`.execute(tx);
  await sql`declare pieces no scroll cursor for ${select}`.execute(tx);
  const fetch = async () => (await sql<Row>`fetch ${sql.lit(PIECE)} from pieces`.execute(tx)).rows;
  let coming = fetch();
  for (;;) {
    const rows = await coming;
    if (rows.length === 0) break;
    coming = fetch();
    // Awaited only when the consumer comes back for it.
    coming.catch(() => {});
    yield rows;
  }
  await sql`close pieces`.execute(tx);
}
