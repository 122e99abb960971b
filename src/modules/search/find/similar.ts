import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Database } from '#platform/db/database.ts';
import type { FoundProduct, IndexHit, SearchIndex } from '../contract.ts';
import { queryText } from './query-text.ts';
import { FOUND, type FoundRow } from './rows.ts';

/** Hits that are looked through for some in stock. */
const HITS = 100;
/** Neighbours by title in the same category, on either side. */
const NEIGHBOURS = 25;
const LARGEST_KEY = 2 ** 31 - 1;

/**
 * Visible products like one, those in stock first: what the index finds by its title and category, then its neighbours in
 * the category, which are found while the index is down, too.
 */
export const createSimilar =
  ({ db, index }: { db: Database; index: SearchIndex }) =>
  async (productId: number, most: number): Promise<readonly FoundProduct[]> => {
    const model = await readModel(db, productId);
    if (!model) return [];
    const hits = await ask(index, queryText(`${model.title} ${model.category ?? ''}`));
    const rows = await readSimilar(db, { ...model, id: productId, hits, most });
    const hitOf = new Map(hits.map((hit) => [hit.productId, hit]));
    return rows.map((row) => {
      const { share = 0, coverage = 0, matches = [], missed = [] } = hitOf.get(row.id) ?? {};
      return { ...row, share, coverage, matches, missed, marks: [] };
    });
  };

interface Model {
  readonly title: string;
  readonly categoryId: number | null;
  readonly category: string | null;
}

const readModel = async (db: Database, id: number): Promise<Model | undefined> => {
  if (!Number.isInteger(id) || id < 1 || id > LARGEST_KEY) return undefined;
  const { rows } = await sql<Model>`
    select p.title, p.category_id as "categoryId", c.title as category
    from products p left join categories c on c.id = p.category_id where p.id = ${id}
  `.execute(db);
  return rows[0];
};

const ask = async (index: SearchIndex, text: string): Promise<readonly IndexHit[]> => {
  try {
    return (await index.search({ text, limit: HITS })).hits;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return [];
    throw error;
  }
};

const readSimilar = async (
  db: Database,
  { id, title, categoryId, hits, most }: Model & { id: number; hits: readonly IndexHit[]; most: number },
): Promise<FoundRow[]> => {
  const { rows } = await sql<FoundRow>`
    with candidate as (
      select id, place from unnest(${hits.map(({ productId }) => productId)}::integer[]) with ordinality as hit(id, place)
      union all
      (select id, ${HITS} + row_number() over (order by title, id)
       from products where category_id = ${categoryId} and (title, id) > (${title}, ${id}) and not hidden
       order by title, id limit ${NEIGHBOURS})
      union all
      (select id, ${HITS} + row_number() over (order by title desc, id desc)
       from products where category_id = ${categoryId} and (title, id) < (${title}, ${id}) and not hidden
       order by title desc, id desc limit ${NEIGHBOURS})
    ), near as (
      select id, min(place) as place from candidate where id <> ${id} group by id
    )
    select ${FOUND}, 'words' as by,
           row_number() over (order by p.stock_qty > 0 desc, near.place, p.id) as position
    from near cross join lateral (select * from products where id = near.id and not hidden limit 1) p
    order by position limit ${Math.max(0, Math.trunc(most))}
  `.execute(db);
  return rows;
};
