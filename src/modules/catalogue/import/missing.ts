import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { NotedProblem } from './problems.ts';

/** A page of a full load that comes in several. */
export interface LoadPage {
  readonly key: string;
  readonly page: number;
  readonly pages: number;
}

/** Whether the whole load has come, so that `gone` counts, and what is to be said about it. */
export interface Missing {
  readonly complete: boolean;
  readonly problems: readonly NotedProblem[];
}

/**
 * Finds what a full load lacks: table `gone` (products shown by the source until now). Of a load in pages nothing
 * is lacking until all pages have come; the last page before that gets a warning. Goods of bad rows are there,
 * only badly told.
 */
export const findMissing = async (
  tx: Tx,
  { fullLoad, page }: { fullLoad: boolean; page?: LoadPage | undefined },
): Promise<Missing> => {
  await sql`create temp table gone (product_id integer, category_id integer, hidden boolean) on commit drop`.execute(
    tx,
  );
  if (!fullLoad) return { complete: false, problems: [] };
  if (page && !(await notePage(tx, page)))
    return { complete: false, problems: page.page === page.pages ? [pagesMissing(page)] : [] };
  await sql`
    insert into gone
    select p.id, p.category_id, p.hidden from products p
    where not p.withdrawn
      and not exists (select from matched m where m.product_id = p.id)
      and not exists (select from import_seen s where s.session_key = ${page?.key ?? ''} and s.product_id = p.id)
      and not ${badlyTold}
  `.execute(tx);
  return { complete: true, problems: [] };
};

const pagesMissing = ({ pages }: LoadPage): NotedProblem => ({
  index: 0,
  level: 'warning',
  reason: 'pages_missing',
  field: 'pages',
  value: String(pages),
});

/** Whether a bad row of this load names the product `p`. */
const badlyTold = sql`exists (select from incoming i where i.hash is null and i.sku = p.sku)`;

/** Remembers the goods of a page; answers whether it completes the load. Page 1 again begins it anew. */
const notePage = async (tx: Tx, { key, page, pages }: LoadPage): Promise<boolean> => {
  const come = await tx
    .selectFrom('import_batches')
    .select('page')
    .where('session_key', '=', key)
    .where('status', '=', 'done')
    .execute();
  const before = new Set(come.map((batch) => batch.page));
  if (page === 1 && before.has(1)) {
    await endSession(tx, key);
    before.clear();
  }
  before.add(page);
  for (let each = 1; each <= pages; each += 1) if (!before.has(each)) return false;
  return true;
};

/** Remembers the goods of this page for the pages to come. */
export const rememberSeen = (tx: Tx, key: string): Promise<unknown> =>
  sql`
    insert into import_seen (session_key, product_id)
    select ${key}, product_id from matched where product_id is not null
    union
    select ${key}, product_id from next
    union
    select ${key}, p.id from products p where ${badlyTold}
    on conflict do nothing
  `.execute(tx);

/** Forgets the pages of a load: it is complete, or begins anew. */
export const endSession = async (tx: Tx, key: string): Promise<void> => {
  await tx.deleteFrom('import_seen').where('session_key', '=', key).execute();
  await tx.updateTable('import_batches').set({ session_key: null }).where('session_key', '=', key).execute();
};
