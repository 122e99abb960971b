import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { vi } from 'vitest';
import { readPid } from './pidfile.ts';

const PROGRAM = new URL('test-process.ts', import.meta.url).pathname;
/** For `vi.waitFor`: a start with initdb fits in. */
export const WAIT = { timeout: 20_000, interval: 20 };

/** Who starts Kontora; without ids: whoever runs the tests. */
export interface User {
  readonly label: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Root is also tested as an ordinary user, where such a user can read this project at all. */
export const users = (): User[] => {
  if (process.getuid?.() !== 0) return [{ label: 'an ordinary user' }];
  const nobody = { label: 'an ordinary user', uid: 65534, gid: 65534 };
  try {
    execFileSync(process.execPath, ['--eval', `fs.accessSync('${PROGRAM}')`], {
      uid: 65534,
      gid: 65534,
      cwd: '/',
    });
    return [{ label: 'root' }, nobody];
  } catch {
    return [{ label: 'root' }];
  }
};

/** A running test process: what it printed so far, and its end. */
export interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly log: () => string;
  readonly exit: Promise<number | null>;
}

const cleanups: (() => unknown)[] = [];

/** Something to do when the test is over; what came last is done first. */
export const afterwards = (cleanup: () => unknown): void => {
  cleanups.push(cleanup);
};

/** Stops what the test started and removes what it made. */
export const cleanUp = async (): Promise<void> => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
};

/** Runs the test process over the folder as the user. */
export const start = (dir: string, user: User, mode = ''): Started => {
  const child = spawn(process.execPath, [PROGRAM, dir, mode], {
    ...(user.uid === undefined ? {} : { uid: user.uid, gid: user.gid }),
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let log = '';
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk) => {
    log += chunk;
  });
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  afterwards(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  return { child, lines, log: () => log, exit };
};

/** Waits until it serves; returns where. */
export const ready = async (started: Started): Promise<pg.ClientConfig> => {
  const line = await vi.waitFor(() => {
    const found = started.lines.find((text) => text.startsWith('ready'));
    if (!found) throw new Error(`not ready: ${started.log()}`);
    return found;
  }, WAIT);
  return JSON.parse(line.slice(line.indexOf('{')));
};

/** One query over a connection of its own. */
export const query = async <Row extends pg.QueryResultRow>(
  connection: pg.ClientConfig,
  sql: string,
): Promise<Row[]> => {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** How many rows the test process has written, once the server answers. */
export const rowCount = (connection: pg.ClientConfig): Promise<number> =>
  vi.waitFor(async () => {
    const [row] = await query<{ n: number }>(connection, 'select count(*)::int as n from rows');
    return row?.n ?? 0;
  }, WAIT);

/** How many rows the test process knows to be committed. */
export const acknowledged = (started: Started): number =>
  started.lines.filter((line) => line.startsWith('row')).length;

const isPostgres = (pid: number | undefined): boolean =>
  pid !== undefined && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';

/** Postmasters over this cluster: the only processes whose command line names it. */
export const postmasters = (dir: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        const isOurs = words[0]?.endsWith('/postgres') && words.includes(join(dir, 'data'));
        // A child that was just forked still bears the words of its postmaster.
        return isOurs && !isPostgres(parentOf(Number(pid)));
      } catch {
        return false;
      }
    })
    .map(Number);

/** A path for a server, in a temporary folder of the user. */
export const newFolder = async (user: User): Promise<string> => {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'kontora-supervisor-')));
  await chmod(base, 0o711);
  if (user.uid !== undefined) await chown(base, user.uid, user.gid ?? user.uid);
  afterwards(() => rm(base, { recursive: true, force: true, maxRetries: 20 }));
  return join(base, 'postgres');
};

/** The pid in the cluster's pid file. */
export const postmasterOf = async (dir: string): Promise<number> => {
  const pid = await readPid(join(dir, 'data'));
  if (pid === undefined) throw new Error('no postmaster');
  return pid;
};

/** Backends that hold the lock of the folder. */
export const keepersOf = async (connection: pg.ClientConfig): Promise<number[]> => {
  const rows = await query<{ pid: number }>(
    { ...connection, database: 'postgres' },
    "select pid from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and granted and application_name like 'kontora/keeper %'",
  );
  return rows.map(({ pid }) => pid);
};

/** Of a postmaster: its watchdog. */
export const parentOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
};

/** The direct children of a process. */
export const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

/** Clusters that were not made to the end. */
export const unfinishedIn = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir).filter((name) => name.startsWith('data.new')) : [];

/** Kills Node, the watchdog and the server at once. */
export const killAll = async (started: Started, dir: string): Promise<void> => {
  const postmaster = await postmasterOf(dir);
  for (const pid of [started.child.pid ?? 0, parentOf(postmaster), postmaster]) process.kill(pid, 'SIGKILL');
  await started.exit;
};

/** Runs the test process until it has committed some rows. */
export const startWriting = async (
  dir: string,
  user: User,
): Promise<{ started: Started; connection: pg.ClientConfig }> => {
  const started = start(dir, user, 'write');
  const connection = await ready(started);
  await vi.waitFor(() => {
    if (acknowledged(started) < 20) throw new Error('too few rows yet');
  }, WAIT);
  return { started, connection };
};
