import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Log } from '#platform/log/log.ts';
import { type Connection, clientConfig } from './connection.ts';
import type { DB } from './schema.generated.ts';

export type Database = Kysely<DB>;

/** A running transaction: what every store function that writes takes. */
export type Tx = Transaction<DB>;

export interface OpenDatabase {
  readonly db: Database;
  /** The pool under `db`, for code that needs the driver itself. */
  readonly pool: pg.Pool;
  /** For connections of one's own: `openSession`, `listen`, `lead`. */
  readonly connection: Connection;
  /** Waits for running queries, then closes every connection of the pool. */
  close(): Promise<void>;
}

/**
 * Opens a pool; nothing is connected until the first query. Statements end after 30 s, connecting after
 * 3 s, the session time zone is UTC. `name` shows in pg_stat_activity as `kontora/<name>`.
 */
export const openDatabase = (options: {
  connection: Connection;
  log: Log;
  poolSize?: number;
  name?: string;
}): OpenDatabase => {
  const pool = new pg.Pool({
    ...clientConfig(options.connection, options.name),
    statement_timeout: 30_000,
    max: options.poolSize ?? 10,
    onConnect: (client) => client.query("set time zone 'UTC'"),
  });
  let closing = false;
  // A connection may break while nobody waits for an answer; unheard, its error would end the process.
  pool.on('connect', (client) =>
    client.on('error', (error) => {
      if (!closing) options.log.warn({ err: error }, 'a database connection broke');
    }),
  );
  pool.on('error', () => {});
  return {
    db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    connection: options.connection,
    close: () => {
      closing = true;
      return pool.end();
    },
  };
};
