import type { Connection } from '#platform/db/connection.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { createNotifications } from '#platform/db/notifications.ts';
import type { Log } from '#platform/log/log.ts';
import { silent } from '#test/database.ts';
import type { IndexQuery } from '../contract.ts';
import { createIndexer } from '../stored/indexer.ts';
import { createReplica, type Replica } from './replica.ts';

/** For tests: an index of this process over the database, following it until `stop`; with an indexer of posting lists. */
export const startReplica = (
  database: OpenDatabase,
  {
    connection = database.connection,
    memoryMb = 64,
    log = silent,
    indexing = false,
  }: { connection?: Connection; memoryMb?: number; log?: Log; indexing?: boolean } = {},
) => {
  const ending = new AbortController();
  const notifications = createNotifications({ db: database.db, connection, log });
  const replica: Replica = createReplica({ connection, notifications, memoryMb, log });
  const indexer = createIndexer({ connection, notifications, log });
  const running = Promise.all([
    replica.run(ending.signal),
    notifications.run(ending.signal),
    ...(indexing ? [indexer.run(ending.signal)] : []),
  ]);
  return {
    ...replica,
    /** Ids of what is found, best first; `unavailable` and the like as text. */
    find: (text: string, wish: Partial<IndexQuery> = {}): Promise<readonly number[] | string> =>
      replica.index.search({ text, limit: 10, ...wish }).then(
        ({ hits }) => hits.map(({ productId }) => productId),
        (error: { code?: string }) => error.code ?? String(error),
      ),
    stop: async () => {
      ending.abort();
      await running;
    },
  };
};

/** For tests: rows of a catalogue, by SQL. */
export const rowsOf = ({ pool }: OpenDatabase) => {
  const idOf = async (text: string, values: unknown[]): Promise<number> =>
    (await pool.query<{ id: number }>(text, values)).rows[0]?.id ?? 0;
  return {
    addProduct: (title: string, category: number | null = null) =>
      idOf(
        `insert into products (sku, sku_normal, title, category_id)
         values (gen_random_uuid(), '', $1, $2) returning id`,
        [title, category],
      ),
    addCategory: (title: string, parent: number | null = null) =>
      idOf('insert into categories (title, parent_id, position) values ($1, $2, 0) returning id', [
        title,
        parent,
      ]),
    query: async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
      (await pool.query(text, values)).rows,
  };
};
