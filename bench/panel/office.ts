import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { addressOf } from '#platform/db/embedded/address.ts';
import { DATABASE } from '#platform/db/embedded/ownership.ts';
import { type PanelClient, panelClient } from '#test/actors/panel.ts';
import { startOffice } from '#test/process/office-process.ts';

/** A real office over its embedded PostgreSQL, and its administrator. */
export interface Office {
  readonly base: string;
  /** Logged in. */
  readonly client: PanelClient;
  /** A connection of the bench's own, beside those of the office. */
  readonly database: pg.Client;
  stop(): Promise<void>;
}

/** Starts an office in a folder of its own; `stop` leaves nothing behind. */
export const openOffice = async (): Promise<Office> => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-bench-'));
  const data = join(folder, 'data');
  const process = await startOffice(folder, {
    DATA_DIR: data,
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'info',
    LOG_FILE: 'none',
    NODE_ENV: 'development',
  });
  const stop = async () => {
    await process.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const client = panelClient(process.base);
    await client.login(await administrator(process.output));
    const home = join(data, 'postgres');
    const { connection } = await addressOf({ path: home, data: join(home, 'data'), account: undefined });
    const database = new pg.Client({ ...connection, database: DATABASE });
    await database.connect();
    return {
      base: process.base,
      client,
      database,
      stop: async () => {
        await database.end();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Login and password of the first administrator, which are printed once. */
const administrator = async (output: () => string): Promise<{ login: string; password: string }> => {
  for (let look = 0; look < 100; look += 1) {
    const line = output()
      .split('\n')
      .find((text) => text.includes('"the first administrator"'));
    if (line) return JSON.parse(line) as { login: string; password: string };
    await sleep(50);
  }
  throw new Error('the office printed no first administrator');
};
