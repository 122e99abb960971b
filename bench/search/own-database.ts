import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type Connection, onDatabase } from '#platform/db/connection.ts';
import { openSession } from '#platform/db/session.ts';

/** A database of one's own on the server. */
export interface OwnDatabase {
  readonly connection: pg.ClientConfig;
  /** When nobody uses it any more. */
  drop(): Promise<void>;
}

/** Makes an empty one, in a locale whose letters include Russian ones. */
export const makeDatabase = async (server: Connection): Promise<OwnDatabase> => {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await execute(server, `create database ${name} template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'`);
  return {
    connection: onDatabase(server, name),
    drop: () => execute(server, `drop database ${name} with (force)`),
  };
};

const execute = async (server: Connection, sql: string): Promise<void> => {
  const session = await openSession({ connection: server, name: 'bench' });
  try {
    await session.client.query(sql);
  } finally {
    await session.close();
  }
};
