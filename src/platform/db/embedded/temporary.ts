import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#platform/log/log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './supervisor.ts';

/** A server for a test run or a script: in a folder that `stop()` removes, fast instead of durable. */
export const startTemporaryPostgres = async (options: { log: Log }): Promise<EmbeddedPostgres> => {
  const dir = await mkdtemp(join(tmpdir(), 'kontora-'));
  // When root starts it, the server's account must be able to pass.
  await chmod(dir, 0o711);
  const postgres = await startEmbeddedPostgres({
    dir: join(dir, 'postgres'),
    log: options.log,
    settings: { fsync: false, synchronous_commit: false, full_page_writes: false, max_connections: 200 },
  });
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop();
      await rm(dir, { recursive: true });
    },
  };
};
