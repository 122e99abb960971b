import { Socket } from 'node:net';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Log } from '#platform/log/log.ts';
import { type Connection, clientConfig } from './connection.ts';
import { keepPlans } from './prepared.ts';
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

/** Longer than any statement or idle transaction may last, and than the pool keeps an idle connection. */
const SILENCE_MS = 35_000;

/**
 * Opens a pool; nothing is connected until the first query. Connecting ends after 3 s, waiting for a lock
 * after 2 s, a statement after 30 s, a transaction in which nothing happens after 10 s, a connection from
 * which nothing comes after `silenceMs`. The session time zone is UTC. `name` shows in pg_stat_activity
 * as `kontora/<name>`.
 */
export const openDatabase = (options: {
  connection: Connection;
  log: Log;
  poolSize?: number;
  name?: string;
  silenceMs?: number;
}): OpenDatabase => {
  const { silenceMs = SILENCE_MS } = options;
  const pool = new pg.Pool({
    ...clientConfig(options.connection, options.name),
    statement_timeout: 30_000,
    // A replica that froze in a transaction must not hold up the others.
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    max: options.poolSize ?? 10,
    onConnect: (client) => {
      breakOnSilence(client, silenceMs);
      keepPlans(client);
      return client.query("set time zone 'UTC'");
    },
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

/**
 * Unlike the driver's `query_timeout` this breaks the connection: every query on it fails, and the pool
 * takes it out, whereas the timed out query would stay at the head of its queue.
 */
const breakOnSilence = (client: pg.ClientBase, ms: number): void => {
  const { stream } = (client as pg.Client).connection;
  if (stream instanceof Socket) stream.setTimeout(ms, () => stream.destroy(new Error('Query read timeout')));
};
