import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { processExists, readPid } from './pidfile.ts';

const PROGRAM = new URL('test-process.ts', import.meta.url).pathname;
const WAIT = { timeout: 20_000, interval: 20 };

interface User {
  readonly label: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** Root is also tested as an ordinary user, where such a user can read this project at all. */
const users = (): User[] => {
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
interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly log: () => string;
  readonly exit: Promise<number | null>;
}

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const start = (dir: string, user: User, mode = ''): Started => {
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
  cleanups.push(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  return { child, lines, log: () => log, exit };
};

/** Waits until it serves; returns where. */
const ready = async (started: Started): Promise<pg.ClientConfig> => {
  const line = await vi.waitFor(() => {
    const found = started.lines.find((text) => text.startsWith('ready'));
    if (!found) throw new Error(`not ready: ${started.log()}`);
    return found;
  }, WAIT);
  return JSON.parse(line.slice(line.indexOf('{')));
};

const query = async <Row extends pg.QueryResultRow>(
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

const rowCount = (connection: pg.ClientConfig): Promise<number> =>
  vi.waitFor(async () => {
    const [row] = await query<{ n: number }>(connection, 'select count(*)::int as n from rows');
    return row?.n ?? 0;
  }, WAIT);

const acknowledged = (started: Started): number =>
  started.lines.filter((line) => line.startsWith('row')).length;

/** Postmasters over this cluster: the only processes whose command line names it. */
const postmasters = (dir: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[0]?.endsWith('/postgres') && words.includes(join(dir, 'data'));
      } catch {
        return false;
      }
    })
    .map(Number);

const newFolder = async (user: User): Promise<string> => {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'kontora-supervisor-')));
  await chmod(base, 0o711);
  if (user.uid !== undefined) await chown(base, user.uid, user.gid ?? user.uid);
  cleanups.push(() => rm(base, { recursive: true, force: true }));
  return join(base, 'postgres');
};

const postmasterOf = async (dir: string): Promise<number> => {
  const pid = await readPid(join(dir, 'data'));
  if (pid === undefined) throw new Error('no postmaster');
  return pid;
};

describe.each(users())('the embedded server, started by $label', (user) => {
  it('is made on the first start, closed to others, and keeps its rows over a stop', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user, 'write');
    await ready(first);
    await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(10), WAIT);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    expect(postmasters(dir)).toEqual([]);
    expect(existsSync(join(dir, 'data', 'postmaster.pid'))).toBe(false);

    const connection = await ready(start(dir, user));
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
    const [settings] = await query(
      connection,
      `select current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as addresses,
      current_setting('data_checksums') as checksums`,
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', addresses: '', checksums: 'on' });
  });

  it('is refused to a second process, which learns who has it since when', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user);
    const connection = await ready(first);
    const second = start(dir, user);
    expect(await second.exit).toBe(1);
    expect(second.log()).toMatch(
      new RegExp(`in use by another Kontora \\(process ${first.child.pid}, running since \\d{4}-.*Z\\)`),
    );
    expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('serves one of two processes that start at the same moment', async () => {
    const dir = await newFolder(user);
    const both = [start(dir, user), start(dir, user)];
    const loser = await Promise.race(both.map(async (started) => started.exit.then(() => started)));
    expect(loser.log()).toContain('in use by another Kontora');
    const winner = both.find((started) => started !== loser);
    if (!winner) throw new Error('both ended');
    await ready(winner);
    expect(postmasters(dir)).toHaveLength(1);
  });

  it('loses no acknowledged row when Node is killed, and starts again at once', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user, 'write');
    await ready(first);
    await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(50), WAIT);
    first.child.kill('SIGKILL');
    await first.exit;

    const connection = await ready(start(dir, user));
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
    expect(postmasters(dir)).toHaveLength(1);
  });

  it('does not outlive a killed Node', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user);
    await ready(first);
    first.child.kill('SIGKILL');
    await vi.waitFor(() => expect(postmasters(dir)).toEqual([]), WAIT);
  });

  it('replaces an orphan that no watchdog stopped', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user, 'write');
    await ready(first);
    await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(10), WAIT);
    const orphan = await postmasterOf(dir);
    const watchdog = parentOf(orphan);
    const watch = childrenOf(watchdog).filter((pid) => pid !== orphan);
    for (const pid of [first.child.pid ?? 0, watchdog, ...watch]) process.kill(pid, 'SIGKILL');
    await first.exit;
    expect(postmasters(dir)).toEqual([orphan]);

    const connection = await ready(start(dir, user));
    expect(await postmasterOf(dir)).not.toBe(orphan);
    expect(postmasters(dir)).toHaveLength(1);
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
  });

  it('starts after Node, watchdog and server were killed together', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user, 'write');
    await ready(first);
    await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(10), WAIT);
    const postmaster = await postmasterOf(dir);
    for (const pid of [first.child.pid ?? 0, parentOf(postmaster), postmaster]) process.kill(pid, 'SIGKILL');
    await first.exit;
    const connection = await ready(start(dir, user));
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
  });

  it('is restarted while Node lives, after the postmaster, the watchdog or a backend was killed', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user, 'write');
    const connection = await ready(first);
    await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(10), WAIT);

    for (const victim of [(pid: number) => pid, parentOf]) {
      const before = await postmasterOf(dir);
      process.kill(victim(before), 'SIGKILL');
      await vi.waitFor(async () => expect(await readPid(join(dir, 'data'))).not.toBe(before), WAIT);
      expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
      expect(postmasters(dir)).toHaveLength(1);
      await vi.waitFor(() => expect(keepers(connection)).resolves.toHaveLength(1), WAIT);
    }

    const [keeper] = await keepers(connection);
    process.kill(keeper ?? 0, 'SIGKILL');
    await vi.waitFor(async () => {
      const found = await keepers(connection);
      expect(found).toHaveLength(1);
      expect(found).not.toEqual([keeper]);
    }, WAIT);
    const second = start(dir, user);
    expect(await second.exit).toBe(1);
    expect(second.log()).toContain(`process ${first.child.pid},`);
  });

  it('is not put off by the pid file of a dead server whose number another process has now', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user, 'write');
    await ready(first);
    await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(10), WAIT);
    const postmaster = await postmasterOf(dir);
    const { uid, gid } = await stat(join(dir, 'data'));
    for (const pid of [first.child.pid ?? 0, parentOf(postmaster), postmaster]) process.kill(pid, 'SIGKILL');
    await first.exit;
    const stranger = spawn('sleep', ['1000'], { uid, gid, stdio: 'ignore' });
    cleanups.push(async () => stranger.kill());
    for (const file of [join(dir, 'data', 'postmaster.pid'), join(dir, '.s.PGSQL.5432.lock')])
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(stranger.pid)));

    const connection = await ready(start(dir, user));
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
    expect(processExists(stranger.pid ?? 0)).toBe(true);
  });

  it('leaves nothing half-made when it is killed while it is made', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user);
    await vi.waitFor(() => expect(unfinished(dir)).toHaveLength(1), WAIT);
    first.child.kill('SIGKILL');
    await first.exit;
    expect(existsSync(join(dir, 'data'))).toBe(false);

    await ready(start(dir, user));
    expect(unfinished(dir)).toEqual([]);
  });

  it('finds a short place for its socket when the path is too long for one', async () => {
    const dir = join(await newFolder(user), 'x'.repeat(100));
    const connection = await ready(start(dir, user));
    expect(connection.host?.length).toBeLessThan(90);
    cleanups.unshift(() => rm(connection.host ?? '', { recursive: true }));
    expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe.runIf(process.getuid?.() === 0)(
  'started by root in a folder that is closed to everybody else',
  () => {
    const root = { label: 'root' };

    it('keeps a new database under /var/lib, and a symbolic link says where', async () => {
      const dir = await newFolder(root);
      await chmod(join(dir, '..'), 0o700);
      const first = start(dir, root, 'write');
      await ready(first);
      expect((await lstat(dir)).isSymbolicLink()).toBe(true);
      const elsewhere = readlinkSync(dir);
      cleanups.unshift(() => rm(elsewhere, { recursive: true }));
      expect(elsewhere).toMatch(/^\/var\/lib\/kontora\//);
      expect(first.log()).toContain(elsewhere);
      await vi.waitFor(() => expect(acknowledged(first)).toBeGreaterThan(10), WAIT);
      first.child.kill('SIGKILL');
      await first.exit;

      const connection = await ready(start(dir, root));
      expect(readlinkSync(dir)).toBe(elsewhere);
      expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
    });

    it('refuses, with the cure, to leave existing data behind', async () => {
      const dir = await newFolder(root);
      await mkdir(dir);
      await writeFile(join(dir, 'something'), '');
      await chmod(join(dir, '..'), 0o700);
      const first = start(dir, root);
      expect(await first.exit).toBe(1);
      expect(first.log()).toMatch(/cannot enter .* Set DATA_DIR to .* or set DATABASE_URL/);
    });
  },
);

/** Backends that hold the lock of the folder. */
const keepers = async (connection: pg.ClientConfig): Promise<number[]> => {
  const rows = await query<{ pid: number }>(
    { ...connection, database: 'postgres' },
    "select pid from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and granted and application_name like 'kontora/keeper %'",
  );
  return rows.map(({ pid }) => pid);
};

const parentOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
};

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

const unfinished = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir).filter((name) => name.startsWith('data.new')) : [];
