import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Connection } from '#platform/db/connection.ts';
import { addressOf } from '#platform/db/embedded/address.ts';
import { DATABASE } from '#platform/db/embedded/ownership.ts';
import type { BareBotOptions } from './bare-bot.ts';

/** A bot in a process of its own. */
export interface Contender {
  readonly pid: number;
  /** The postmaster of its database. */
  readonly databasePid: number;
  readonly database: Connection;
  stop(): Promise<void>;
}

const START_MS = 60_000;

/** The whole office in one process, over its embedded PostgreSQL in `folder`; `node` are flags for Node. */
export const startKontora = async ({
  folder,
  token,
  apiRoot,
  mode,
  node = [],
}: {
  folder: string;
  token: string;
  apiRoot: string;
  mode: 'polling' | 'webhook';
  node?: readonly string[];
}): Promise<Contender & { readonly url: string }> => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const child = fork(fileURLToPath(new URL('../../src/main.ts', import.meta.url)), {
    // Away from a developer's .env.
    cwd: folder,
    execArgv: [...node],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      SystemRoot: process.env.SystemRoot,
      DATA_DIR: folder,
      PORT: String(port),
      PUBLIC_URL: base,
      BOT_TOKEN: token,
      TELEGRAM_API_ROOT: apiRoot,
      TELEGRAM_MODE: mode,
      TELEGRAM_RATE_TOTAL: '0',
      TELEGRAM_RATE_CHAT: '0',
      KONTORA_DEMO: 'false',
      LOG_LEVEL: 'warn',
      LOG_FILE: 'none',
    },
  });
  await untilReady(child, `${base}/ready`);
  const home = join(folder, 'postgres');
  const { connection } = await addressOf({ path: home, data: join(home, 'data'), account: undefined });
  return {
    ...processOf(child),
    url: base,
    databasePid: Number((await readFile(join(home, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]),
    database: { ...connection, database: DATABASE },
  };
};

/** The baseline; `databasePid` is the postmaster of the database it is given. */
export const startBareBot = async (options: BareBotOptions, databasePid: number): Promise<Contender> => {
  const child = fork(fileURLToPath(new URL('./bare-bot.ts', import.meta.url)), [JSON.stringify(options)]);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the bare bot could not start'))),
  ]);
  return { ...processOf(child), databasePid, database: options.connection };
};

const processOf = (child: ChildProcess): Pick<Contender, 'pid' | 'stop'> => {
  if (child.pid === undefined) throw new Error('a contender did not start');
  return {
    pid: child.pid,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
};

const untilReady = async (child: ChildProcess, url: string): Promise<void> => {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`Kontora ended with code ${child.exitCode} at its start`);
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  throw new Error(`Kontora was not ready within ${START_MS / 1_000} s`);
};

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};
