import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readlinkSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { processExists, readPid } from './pidfile.ts';
import {
  acknowledged,
  afterwards,
  childrenOf,
  cleanUp,
  keepersOf,
  killAll,
  newFolder,
  parentOf,
  postmasterOf,
  postmasters,
  query,
  ready,
  rowCount,
  start,
  startWriting,
  unfinishedIn,
  users,
  WAIT,
} from './testing.ts';

afterEach(cleanUp);

describe.each(users())('the embedded server, started by $label', (user) => {
  it('is made on the first start, closed to others, and keeps its rows over a stop', async () => {
    const dir = await newFolder(user);
    const { started: first } = await startWriting(dir, user);
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
    const { started: first } = await startWriting(dir, user);
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
    const { started: first } = await startWriting(dir, user);
    const orphan = await postmasterOf(dir);
    const watchdog = parentOf(orphan);
    const watch = childrenOf(watchdog).filter((pid) => pid !== orphan);
    for (const pid of [first.child.pid ?? 0, watchdog]) process.kill(pid, 'SIGKILL');
    // What a watchdog waits in is short-lived: it may have ended by itself.
    for (const pid of watch) if (processExists(pid)) process.kill(pid, 'SIGKILL');
    await first.exit;
    expect(postmasters(dir)).toEqual([orphan]);

    const connection = await ready(start(dir, user));
    expect(await postmasterOf(dir)).not.toBe(orphan);
    expect(postmasters(dir)).toHaveLength(1);
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
  });

  it('starts after Node, watchdog and server were killed together', async () => {
    const dir = await newFolder(user);
    const { started: first } = await startWriting(dir, user);
    const postmaster = await postmasterOf(dir);
    for (const pid of [first.child.pid ?? 0, parentOf(postmaster), postmaster]) process.kill(pid, 'SIGKILL');
    await first.exit;
    const connection = await ready(start(dir, user));
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
  });

  it('is restarted while Node lives, after the postmaster, the watchdog or a backend was killed', async () => {
    const dir = await newFolder(user);
    const { started: first, connection } = await startWriting(dir, user);

    for (const victim of [(pid: number) => pid, parentOf]) {
      const before = await postmasterOf(dir);
      process.kill(victim(before), 'SIGKILL');
      await vi.waitFor(async () => expect(await readPid(join(dir, 'data'))).not.toBe(before), WAIT);
      expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
      expect(postmasters(dir)).toHaveLength(1);
      await vi.waitFor(() => expect(keepersOf(connection)).resolves.toHaveLength(1), WAIT);
    }

    const [keeper] = await keepersOf(connection);
    process.kill(keeper ?? 0, 'SIGKILL');
    await vi.waitFor(async () => {
      const found = await keepersOf(connection);
      expect(found).toHaveLength(1);
      expect(found).not.toEqual([keeper]);
    }, WAIT);
    const second = start(dir, user);
    expect(await second.exit).toBe(1);
    expect(second.log()).toContain(`process ${first.child.pid},`);
  });

  it('is not put off by the pid file of a dead server whose number another process has now', async () => {
    const dir = await newFolder(user);
    const { started: first } = await startWriting(dir, user);
    const postmaster = await postmasterOf(dir);
    const { uid, gid } = await stat(join(dir, 'data'));
    for (const pid of [first.child.pid ?? 0, parentOf(postmaster), postmaster]) process.kill(pid, 'SIGKILL');
    await first.exit;
    const stranger = spawn('sleep', ['1000'], { uid, gid, stdio: 'ignore' });
    afterwards(() => stranger.kill());
    for (const file of [join(dir, 'data', 'postmaster.pid'), join(dir, '.s.PGSQL.5432.lock')])
      await writeFile(file, (await readFile(file, 'utf8')).replace(/^\d+/, String(stranger.pid)));

    const connection = await ready(start(dir, user));
    expect(await rowCount(connection)).toBeGreaterThanOrEqual(acknowledged(first));
    expect(processExists(stranger.pid ?? 0)).toBe(true);
  });

  it('leaves nothing half-made when it is killed while it is made', async () => {
    const dir = await newFolder(user);
    const first = start(dir, user);
    await vi.waitFor(() => expect(unfinishedIn(dir)).toHaveLength(1), WAIT);
    first.child.kill('SIGKILL');
    await first.exit;
    expect(existsSync(join(dir, 'data'))).toBe(false);

    await ready(start(dir, user));
    expect(unfinishedIn(dir)).toEqual([]);
  });

  it('finds a short place for its socket when the path is too long for one', async () => {
    const dir = join(await newFolder(user), 'x'.repeat(100));
    let socketFolder = '';
    afterwards(() => rm(socketFolder, { recursive: true }));
    const connection = await ready(start(dir, user));
    socketFolder = connection.host ?? '';
    expect(socketFolder.length).toBeLessThan(90);
    expect(await query(connection, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

const asRoot = () => {
  const root = { label: 'root' };

  it('serves a folder that root copied back from a backup', async () => {
    const dir = await newFolder(root);
    const { started: first } = await startWriting(dir, root);
    await killAll(first, dir);
    execFileSync('chown', ['-R', '0:0', join(dir, 'data')]);
    expect(await rowCount(await ready(start(dir, root)))).toBeGreaterThanOrEqual(acknowledged(first));
  });

  it('keeps a new database of a closed folder under /var/lib, and a symbolic link says where', async () => {
    const dir = await newFolder(root);
    await chmod(join(dir, '..'), 0o700);
    let elsewhere = '';
    afterwards(() => rm(elsewhere, { recursive: true }));
    const { started: first } = await startWriting(dir, root);
    expect((await lstat(dir)).isSymbolicLink()).toBe(true);
    elsewhere = readlinkSync(dir);
    expect(elsewhere).toMatch(/^\/var\/lib\/kontora\//);
    expect(first.log()).toContain(elsewhere);
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
};

if (process.getuid?.() === 0) describe('the embedded server, started by root only', asRoot);
