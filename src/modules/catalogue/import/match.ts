import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { MOST_PROBLEMS, type NotedProblem } from './problems.ts';
import { STAGED } from './row.ts';

/** What matching left out: rows that a later one overrides, and rows that could mean several products. */
export interface LeftOut {
  readonly overridden: number;
  readonly ambiguous: number;
  readonly problems: readonly NotedProblem[];
}

/** The statement that fills the staging table. */
export const COPY_STAGED = 'copy incoming from stdin';

/** Makes the staging table of this transaction. */
export const makeStaging = (tx: Tx): Promise<unknown> =>
  sql`create temp table incoming (${sql.raw(STAGED.join(', '))}) on commit drop`.execute(tx);

/**
 * Finds whom each staged row means: table `matched`, one row per product, `product_id` null for new ones. A guid
 * is the identity; else the sku, among goods without guid first. Rows left out are gone from `matched`.
 */
export const matchRows = async (tx: Tx): Promise<LeftOut> => {
  await sql`analyze incoming`.execute(tx);
  await sql`
    create temp table matched on commit drop as
    select i.n, i.index, i.sku, i.guid, i.deleted, i.hash,
           i.stock_qty is not null or i.stocks is not null as stock_known,
           coalesce(by_guid.id, by_sku.id) as product_id,
           by_guid.id is null and by_sku.id is not null and i.guid is not null as takes_over
    from incoming i
    left join products by_guid on by_guid.guid = i.guid
    left join products by_sku on by_sku.sku = i.sku and by_sku.guid is null
    where i.hash is not null
  `.execute(tx);
  await sql`analyze matched`.execute(tx);
  const said = await dropSaidAgain(tx);
  await settleTakeovers(tx);
  const ambiguous = await matchSkusWithGuid(tx);
  const meant = await dropMeantAgain(tx);
  return {
    overridden: said.count + meant.count,
    ambiguous: ambiguous.count,
    problems: [...said.problems, ...meant.problems, ...ambiguous.problems],
  };
};

/** One guid takes a product without guid over, and only when no row means it by its sku alone. */
const settleTakeovers = (tx: Tx): Promise<unknown> =>
  sql`
    update matched m set product_id = null, takes_over = false
    from (
      select product_id, bool_or(not takes_over) as meant, (array_agg(guid order by n))[1] as first_guid
      from matched
      where product_id in (select product_id from matched where takes_over)
      group by product_id having count(*) > 1
    ) contended
    where m.takes_over and m.product_id = contended.product_id
      and (contended.meant or m.guid <> contended.first_guid)
  `.execute(tx);

/** A sku alone means the one product with a guid that has it; a row that could mean several is a bad one. */
const matchSkusWithGuid = async (tx: Tx) => {
  await sql`
    update matched m set product_id = found.id
    from (
      select m.n, min(p.id) as id
      from matched m join products p on p.sku = m.sku and p.guid is not null
      where m.product_id is null and m.guid is null
      group by m.n having count(*) = 1
    ) found
    where m.n = found.n
  `.execute(tx);
  const ambiguous = await noted(
    tx,
    'ambiguous_sku',
    sql`
    update incoming i set hash = null from matched m
    where i.n = m.n and m.product_id is null and m.guid is null
      and exists (select from products p where p.sku = m.sku and p.guid is not null)
    returning m.index, m.sku,
      jsonb_strip_nulls(to_jsonb(i) - array['n', 'index', 'hash', 'sku_normal', 'deleted'])::text as row
  `,
  );
  if (ambiguous.count > 0)
    await sql`delete from matched m using incoming i where i.n = m.n and i.hash is null`.execute(tx);
  return ambiguous;
};

/** Of rows that name the same guid, or the same sku without one, the last counts. */
const dropSaidAgain = (tx: Tx) =>
  noted(
    tx,
    'duplicate',
    sql`
      delete from matched m
      using (
        select coalesce(guid, '') as guid, case when guid is null then sku else '' end as bare_sku, max(n) as last
        from matched group by 1, 2 having count(*) > 1
      ) repeated
      where m.n < repeated.last
        and coalesce(m.guid, '') = repeated.guid
        and case when m.guid is null then m.sku else '' end = repeated.bare_sku
      returning m.index, m.sku, null::text as row
    `,
  );

/** A guid and a sku may mean the same product all the same: again the last counts. */
const dropMeantAgain = (tx: Tx) =>
  noted(
    tx,
    'duplicate',
    sql`
      delete from matched m
      using (
        select product_id, max(n) as last from matched where product_id is not null
        group by 1 having count(*) > 1
      ) repeated
      where m.product_id = repeated.product_id and m.n < repeated.last
      returning m.index, m.sku, null::text as row
    `,
  );

/** Runs a statement that leaves rows out; answers how many, and the first as problems. */
const noted = async (
  tx: Tx,
  reason: 'duplicate' | 'ambiguous_sku',
  removal: ReturnType<typeof sql>,
): Promise<{ count: number; problems: NotedProblem[] }> => {
  const { rows } = await sql<{ index: number; sku: string; row: string | null; count: number }>`
    with removed as (${removal})
    select index, sku, row, (count(*) over ())::integer as count from removed order by index limit ${MOST_PROBLEMS}
  `.execute(tx);
  const level = reason === 'duplicate' ? 'warning' : 'error';
  return {
    count: rows[0]?.count ?? 0,
    problems: rows.map(({ index, sku, row }) => ({
      index,
      level,
      sku,
      field: 'sku',
      reason,
      row: row ?? undefined,
    })),
  };
};
