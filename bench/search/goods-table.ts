import pg from 'pg';
import type { Contender } from './contender.ts';
import { makeDatabase } from './own-database.ts';
import { orTimedOut } from './timed-out.ts';

/** How a contender of SQL searches the table `goods (id, title, category)`. */
export interface Way {
  /** Run after the goods are there: extensions, columns, indexes. */
  readonly prepare: readonly string[];
  /** Settings of every connection. */
  readonly settings?: readonly string[];
  /** Answers rows with an `id`, best first. */
  query(text: string): { readonly text: string; readonly values: readonly unknown[] } | undefined;
}

/** A query that takes longer than this found nothing. */
export const STATEMENT_TIMEOUT_MS = 10_000;

/** A table in a database of its own. */
export const tableContender = async (server: pg.ClientConfig, way: Way): Promise<Contender> => {
  const database = await makeDatabase(server);
  const client = new pg.Client(database.connection);
  await client.connect();
  for (const statement of ["set maintenance_work_mem = '1GB'", 'set jit = off', ...(way.settings ?? [])])
    await client.query(statement);
  await client.query(
    'create table goods (id integer primary key, title text not null, category text not null)',
  );
  return {
    load: async (products) => {
      await client.query('insert into goods select * from unnest($1::integer[], $2::text[], $3::text[])', [
        products.map(({ id }) => id),
        products.map(({ title }) => title),
        products.map(({ category }) => category),
      ]);
    },
    finish: async () => {
      for (const statement of [...way.prepare, 'vacuum analyze goods']) await client.query(statement);
      await client.query(`set statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
    },
    find: async (text) => {
      // PostgreSQL has no text with a NUL.
      const query = way.query(text.replaceAll('\0', ' '));
      if (!query) return [];
      const { rows } = await orTimedOut(client.query<{ id: number }>(query.text, [...query.values]));
      return rows.map(({ id }) => id);
    },
    megabytes: async () => {
      const { rows } = await client.query<{ bytes: string }>(
        `select sum(pg_relation_size(indexrelid)) as bytes from pg_index
          where indrelid = 'goods'::regclass and not indisprimary`,
      );
      return Number(rows[0]?.bytes ?? 0) / 2 ** 20;
    },
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
};
