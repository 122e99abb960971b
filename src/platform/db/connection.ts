import type pg from 'pg';
import { columnTypes } from './types.ts';

/** Where PostgreSQL is: `{ connectionString }`, or host (a folder means its Unix socket), port, user, … */
export type Connection = pg.ClientConfig;

/** The settings that every connection of ours shares; `name` shows in pg_stat_activity as `kontora/<name>`. */
export const clientConfig = (connection: Connection, name = String(process.pid)): pg.ClientConfig => ({
  connectionTimeoutMillis: 3_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  ...connection,
  application_name: `kontora/${name}`,
  types: columnTypes(),
});

/** The same server, another database. */
export const onDatabase = (connection: Connection, database: string): Connection => {
  if (connection.connectionString === undefined) return { ...connection, database };
  const url = new URL(connection.connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return { ...connection, connectionString: url.href };
};
