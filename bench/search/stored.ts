import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type pg from 'pg';
import { reindex } from '#modules/search/stored/reindex.ts';
import { createStoredSearch } from '#modules/search/stored/search.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { createLog } from '#platform/log/log.ts';
import { type Contender, MOST_ANSWERS, type Product } from './contender.ts';
import { makeDatabase } from './own-database.ts';
import { orTimedOut } from './timed-out.ts';

/** The posting lists over an office's database, built as `kontora reindex` builds them. */
export const storedContender = async (server: pg.ClientConfig): Promise<Contender> => {
  const { log } = createLog({ level: 'warn', format: 'line' });
  const own = await makeDatabase(server);
  await migrate({
    connection: own.connection,
    dir: fileURLToPath(new URL('../../migrations', import.meta.url)),
    log,
  });
  const { db, close } = openDatabase({ connection: own.connection, log, name: 'bench' });
  const categories = new Map<string, number>();
  const search = createStoredSearch({ db });
  const { signal } = new AbortController();
  return {
    load: async (products) => {
      for (const { category } of products) await addCategory(db, categories, category);
      await insertProducts(db, categories, products);
    },
    finish: async () => {
      const end = await reindex({ connection: own.connection, log, signal, onProgress: () => {} });
      if (end.kind !== 'done') throw new Error(`the index was not built: ${end.kind}`);
      await search.refresh(signal);
    },
    find: async (text) => {
      const { hits } = await orTimedOut(search.search({ text, limit: MOST_ANSWERS }));
      return hits.map(({ productId }) => productId);
    },
    megabytes: async () => {
      const { rows } = await sql<{ bytes: string }>`
        select sum(pg_total_relation_size(name::regclass)) as bytes
        from unnest(array['search_documents', 'search_terms', 'search_words']) as t (name)
      `.execute(db);
      return Number(rows[0]?.bytes ?? 0) / 2 ** 20;
    },
    close: async () => {
      await close();
      await own.drop();
    },
  };
};

/** Makes the category and all above it, once each. */
const addCategory = async (db: Database, known: Map<string, number>, path: string): Promise<void> => {
  if (known.has(path)) return;
  let id: number | null = null;
  for (const title of path.split(' / ').filter((name) => name.trim() !== '')) {
    const { rows } = await sql<{ id: number }>`
      insert into categories (title, parent_id) values (${title}, ${id})
      on conflict (parent_id, lower(title)) do update set title = categories.title returning id
    `.execute(db);
    id = rows[0]?.id ?? null;
  }
  if (id !== null) known.set(path, id);
};

const insertProducts = async (
  db: Database,
  categories: ReadonlyMap<string, number>,
  products: readonly Product[],
): Promise<void> => {
  await sql`
    insert into products (id, sku, sku_normal, title, category_id) overriding system value
    select id, id::text, id::text, title, category_id
    from unnest(
      ${products.map(({ id }) => id)}::integer[], ${products.map(({ title }) => title)}::text[],
      ${products.map(({ category }) => categories.get(category) ?? null)}::integer[]
    ) as p (id, title, category_id)
  `.execute(db);
};
