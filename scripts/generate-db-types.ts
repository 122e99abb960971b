/**
 * Writes the TypeScript types of the database schema, read from a scratch database with all migrations.
 * With `--check`, writes nothing and exits 1 when the file is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { generate, PostgresDialect } from 'kysely-codegen';
import { pino } from 'pino';
import { openDatabase } from '#platform/db/database.ts';
import { startTemporaryPostgres } from '#platform/db/embedded/temporary.ts';
import { migrate } from '#platform/db/migrate.ts';
import type { DB } from '#platform/db/schema.generated.ts';

const TARGET = 'src/platform/db/schema.generated.ts';

/** The generator is CommonJS and takes no Kysely but that of its own module system. */
const commonjs: typeof import('kysely', { with: { 'resolution-mode': 'require' }}) = createRequire(
  import.meta.url,
)('kysely');

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
    const { pool, close } = openDatabase({ connection, log, name: 'types' });
    const types = await generate({
      db: new commonjs.Kysely<DB>({ dialect: new commonjs.PostgresDialect({ pool }) }),
      dialect: new PostgresDialect({ dateParser: 'string' }),
      excludePattern: 'schema_migrations',
      outFile: null,
      typeMapping: { int8: 'number' },
    });
    await close();
    return types;
  } finally {
    await postgres.stop();
  }
};

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

await main();
