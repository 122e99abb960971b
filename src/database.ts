import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OpenDatabase, openDatabase } from '#platform/db/database.ts';
import { joinEmbeddedPostgres } from '#platform/db/embedded/join.ts';
import { startEmbeddedPostgres } from '#platform/db/embedded/supervisor.ts';
import { migrate } from '#platform/db/migrate.ts';
import { assertRequirements } from '#platform/db/requirements.ts';
import type { Log } from '#platform/log/log.ts';
import type { Config } from './config.ts';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));

/** The office's database, checked and migrated. */
export interface OfficeDatabase extends OpenDatabase {
  /** It is our own, so this process is the only one. */
  readonly embedded: boolean;
  /** It was empty before this start. */
  readonly fresh: boolean;
  /** The migrations applied at this start. */
  readonly applied: readonly string[];
}

/**
 * Opens DATABASE_URL, or the embedded server; throws in words for people when it cannot be used. `errand`: this
 * process only does something short, and uses the server of a running office where there is one.
 */
export const openOfficeDatabase = async (
  core: Config['core'],
  log: Log,
  { errand = false }: { errand?: boolean } = {},
): Promise<OfficeDatabase> => {
  const raise = errand ? joinEmbeddedPostgres : startEmbeddedPostgres;
  const server = core.databaseUrl ? undefined : await raise({ dir: join(core.dataDir, 'postgres'), log });
  const connection = server?.connection ?? { connectionString: core.databaseUrl };
  const database = openDatabase({ connection, log, poolSize: core.poolSize });
  const close = async () => {
    await database.close();
    await server?.stop();
  };
  try {
    await assertRequirements(database.pool);
    const applied = await migrate({ connection, dir: MIGRATIONS, log });
    const fresh = applied.some((name) => name.startsWith('0001'));
    return { ...database, close, embedded: server !== undefined, fresh, applied };
  } catch (error) {
    await close();
    throw error;
  }
};
