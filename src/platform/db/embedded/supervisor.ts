import type { Log } from '#platform/log/log.ts';
import type { Connection } from '../connection.ts';
import { addressOf } from './address.ts';
import { findBinaries } from './binaries.ts';
import { prepareHome } from './home.ts';
import { initialise } from './initdb.ts';
import { createKeeper } from './keeper.ts';
import { DATABASE } from './ownership.ts';
import type { Settings } from './settings.ts';

/** A PostgreSQL server of our own, without an installed one. */
export interface EmbeddedPostgres {
  /** The same for the whole life of the folder; it outlives restarts of the server. */
  readonly connection: Connection;
  /** The postmaster's pid; undefined while a dead server is being restarted. */
  pid(): number | undefined;
  /** Ends the server; afterwards another process may use the folder. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL over `dir`: made on the first start, restarted whenever it dies, stopped when this
 * process ends, however it ends. Throws in words for people: another process uses the folder (and
 * which), or why PostgreSQL cannot run here and what to do. `settings` go over `SERVER_SETTINGS`.
 */
export const startEmbeddedPostgres = async (options: {
  dir: string;
  log: Log;
  settings?: Settings;
}): Promise<EmbeddedPostgres> => {
  const { dir, log, settings = {} } = options;
  const home = await prepareHome(dir, log);
  const binaries = await findBinaries(home, log);
  const address = await addressOf(home);
  await initialise(home, binaries, address);

  const stopping = new AbortController();
  const keeper = createKeeper({ home, binaries, address, settings, log, stopping: stopping.signal });
  try {
    await keeper.raise();
  } catch (error) {
    await keeper.stop();
    throw error;
  }
  const watching = keeper.watch();
  return {
    connection: { ...address.connection, database: DATABASE },
    pid: keeper.pid,
    stop: async () => {
      stopping.abort();
      await watching;
      await keeper.stop();
    },
  };
};
