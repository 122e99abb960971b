/**
 * Writes the TypeScript types of the database schema, read from a scratch database with all migrations.
 * With `--check`, writes nothing and exits 1 when the file is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generate, PostgresDialect } from 'kysely-codegen';
import { pino } from 'pino';
import type { Connection } from '#platform/db/connection.ts';
import { startTemporaryPostgres } from '#platform/db/embedded/temporary.ts';
import { migrate } from '#platform/db/migrate.ts';

const TARGET = 'src/platform/db/schema.generated.ts';

const main = async (): Promise<void> => {
  const types = await typesOf(fromRoot('migrations'));
  const file = fromRoot(TARGET);
  if (!process.argv.includes('--check')) return writeFile(file, types);
  if ((await readFile(file, 'utf8').catch(() => '')) === types) return;
  console.error(`${TARGET} does not match migrations/: run npm run generate and look at git diff.`);
  process.exitCode = 1;
};

const typesOf = async (migrations: string): Promise<string> => {
  const log = pino({ level: 'warn' });
  const postgres = await startTemporaryPostgres({ log });
  try {
    const { connection } = postgres;
    await migrate({ connection, dir: migrations, log });
    const dialect = new PostgresDialect({ dateParser: 'string' });
    const db = await dialect.introspector.connect({ connectionString: urlOf(connection), dialect });
    const types = await generate({
      db,
      dialect,
      excludePattern: 'schema_migrations',
      outFile: null,
      typeMapping: { int8: 'number' },
    });
    await db.destroy();
    return types;
  } finally {
    await postgres.stop();
  }
};

const urlOf = ({ user, port, database, host }: Connection): string =>
  `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`;

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

await main();
