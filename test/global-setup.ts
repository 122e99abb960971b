import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { type Connection, onDatabase } from '#platform/db/connection.ts';
import { startTemporaryPostgres } from '#platform/db/embedded/temporary.ts';
import { migrate } from '#platform/db/migrate.ts';
import { openSession } from '#platform/db/session.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The PostgreSQL server of this run, and the migrated database on it that tests copy. */
    postgres: { readonly server: Connection; readonly template: string };
  }
}

const log = pino({ level: process.env.LOG_LEVEL ?? 'warn' });

/** One PostgreSQL for the whole run: `TEST_DATABASE_URL` when set, else an embedded one in a temporary folder. */
const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const { server, stop } = await startServer();
  const template = `kontora_test_${randomBytes(4).toString('hex')}`;
  const session = await openSession({ connection: server, name: 'test' });
  await session.client.query(
    `create database ${template} template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'`,
  );
  const dir = fileURLToPath(new URL('../migrations', import.meta.url));
  await migrate({ connection: onDatabase(server, template), dir, log });
  project.provide('postgres', { server, template });

  return async () => {
    const { rows } = await session.client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [template],
    );
    for (const { name } of rows) await session.client.query(`drop database ${name} with (force)`);
    await session.close();
    await stop();
  };
};

export default setup;

const startServer = async (): Promise<{ server: Connection; stop: () => Promise<void> }> => {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { server: { connectionString: url }, stop: async () => undefined };
  const { connection, stop } = await startTemporaryPostgres({ log });
  return { server: connection, stop };
};
