import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { SEARCH_CHANNEL } from '../replica/message.ts';
import { selectProducts } from '../replica/products.ts';
import { NORMALISER_VERSION } from '../text/tokenize.ts';
import { type Entry, entryOf } from './entry.ts';
import { LONGEST_STATEMENT_MS, takeYourTime } from './patience.ts';
import { createTally } from './tally.ts';

/** Writers of the posting lists come one after another: each sees what the one before has counted. */
const WRITER_KEY = 'search postings';

/** Whoever counts all frequencies anew holds the right for as long as that takes. */
const MANNERS = sql`
  select set_config('lock_timeout', ${String(LONGEST_STATEMENT_MS)}, true),
         set_config('synchronous_commit', 'off', true)`;

/**
 * Holds the right to write the posting lists until the transaction ends; what is read afterwards is not older than
 * theirs. The connection must bear `LONGEST_SILENCE_MS`.
 */
export const lockPostings = async (tx: Tx): Promise<void> => {
  await takeYourTime(tx);
  await MANNERS.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${WRITER_KEY}, 0))`.execute(tx);
};

/**
 * Makes the posting lists of these products, and the frequencies, right: those that are there are cut anew, those
 * that are not there any more removed. One short transaction; products that are read are never locked.
 */
export const indexProducts = (db: Database, ids: readonly number[]): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockPostings(tx);
    const { rows: products } = await selectProducts(sql`p.id = any (${ids}::integer[])`).execute(tx);
    const before = await tx
      .selectFrom('search_documents')
      .select(['product_id', 'hidden', 'head', 'terms', 'words'])
      .where('product_id', 'in', sql<number>`(select unnest(${ids}::integer[]))`)
      .execute();

    const tally = createTally();
    for (const row of before) if (!row.hidden) tally.count(row, -1);
    const entries = products.map((product) => ({ product, entry: entryOf(product) }));
    for (const { product, entry } of entries) {
      tally.introduce(entry);
      if (!product.hidden) tally.count(entry, 1);
    }

    const there = new Set(products.map(({ id }) => id));
    const gone = before.map(({ product_id }) => product_id).filter((id) => !there.has(id));
    if (gone.length > 0) await tx.deleteFrom('search_documents').where('product_id', 'in', gone).execute();
    if (entries.length > 0) await writeDocuments(tx, entries);
    await writeTerms(tx, tally);
    await writeWords(tx, tally);
    await sql`select pg_notify(${SEARCH_CHANNEL}, 'stored')`.execute(tx);
  });

type Written = { readonly product: { id: number; hidden: boolean; xid: string }; readonly entry: Entry };

const arrayOf = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;

const writeDocuments = (tx: Tx, rows: readonly Written[]) =>
  sql`
    insert into search_documents (product_id, search_xid, version, hidden, head, terms, words)
    select id, xid::xid8, ${NORMALISER_VERSION}, hidden, head, terms::integer[], words::bigint[]
    from unnest(
      ${rows.map(({ product }) => product.id)}::integer[], ${rows.map(({ product }) => product.xid)}::text[],
      ${rows.map(({ product }) => product.hidden)}::boolean[], ${rows.map(({ entry }) => entry.head)}::integer[],
      ${rows.map(({ entry }) => arrayOf(entry.terms))}::text[], ${rows.map(({ entry }) => arrayOf(entry.words))}::text[]
    ) as r (id, xid, hidden, head, terms, words)
    on conflict (product_id) do update set
      search_xid = excluded.search_xid, version = excluded.version, hidden = excluded.hidden,
      head = excluded.head, terms = excluded.terms, words = excluded.words
  `.execute(tx);

const writeTerms = async (tx: Tx, tally: ReturnType<typeof createTally>): Promise<void> => {
  const kinds = tally.kinds();
  await sql`
    insert into search_terms (term, kind, documents, heads)
    select term, kind, 0, 0
    from unnest(${kinds.map(([term]) => term)}::integer[], ${kinds.map(([, kind]) => kind)}::text[]) as n (term, kind)
    on conflict (term) do nothing
  `.execute(tx);
  const terms = tally.terms();
  await sql`
    update search_terms t set
      documents = t.documents + d.documents, heads = t.heads + d.heads, search_xid = pg_current_xact_id()
    from unnest(
      ${terms.map(([term]) => term)}::integer[], ${terms.map(([, { documents }]) => documents)}::integer[],
      ${terms.map(([, { heads }]) => heads)}::integer[]
    ) as d (term, documents, heads)
    where t.term = d.term
  `.execute(tx);
};

const writeWords = async (tx: Tx, tally: ReturnType<typeof createTally>): Promise<void> => {
  const spelled = tally.spelled().map(([, word]) => word);
  await sql`
    insert into search_words (id, form, term, surface, abbreviated, documents)
    select id, form, term, surface, abbreviated, 0
    from unnest(
      ${spelled.map(({ id }) => id)}::bigint[], ${spelled.map(({ form }) => form)}::text[],
      ${spelled.map(({ term }) => term)}::integer[], ${spelled.map(({ surface }) => surface)}::text[],
      ${spelled.map(({ abbreviated }) => abbreviated)}::boolean[]
    ) as n (id, form, term, surface, abbreviated)
    on conflict (id) do nothing
  `.execute(tx);
  const words = tally.words();
  await sql`
    update search_words w set documents = w.documents + d.documents, search_xid = pg_current_xact_id()
    from unnest(
      ${words.map(([id]) => id)}::bigint[], ${words.map(([, { documents }]) => documents)}::integer[]
    ) as d (id, documents)
    where w.id = d.id
  `.execute(tx);
};
