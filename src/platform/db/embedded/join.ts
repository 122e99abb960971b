import type { Log } from '#platform/log/log.ts';
import type { Connection } from '../connection.ts';
import { addressOf } from './address.ts';
import { prepareHome } from './home.ts';
import { DATABASE, InUse } from './ownership.ts';
import { startEmbeddedPostgres } from './supervisor.ts';

/** A server that this process may use; it is not always its own. */
export interface JoinedPostgres {
  readonly connection: Connection;
  /** Ends the server if this process started it. */
  stop(): Promise<void>;
}

/**
 * The embedded server of `dir` for a short errand: the one that a running office keeps, or, where none runs, one
 * of our own until `stop`. Throws as `startEmbeddedPostgres` does when neither is possible.
 */
export const joinEmbeddedPostgres = async (options: { dir: string; log: Log }): Promise<JoinedPostgres> => {
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    if (!(error instanceof InUse)) throw error;
    const { connection } = await addressOf(await prepareHome(options.dir, options.log));
    return { connection: { ...connection, database: DATABASE }, stop: async () => {} };
  }
};
