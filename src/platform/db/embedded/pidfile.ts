import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './command.ts';

/** Above every system's limit: no process ever has it. */
const IMPOSSIBLE_PID = 2 ** 30;

/** The pid in the cluster's postmaster.pid, whoever has that number today; undefined without a file. */
export const readPid = async (data: string): Promise<number | undefined> => {
  const text = await readFile(pidfile(data), 'utf8').catch(() => '');
  const pid = Math.abs(Number.parseInt(text, 10));
  return pid > 0 ? pid : undefined;
};

/** The pid of a living server of this cluster; undefined when the file is left over from a dead one. */
export const livingServer = async (data: string): Promise<number | undefined> => {
  const pid = await readPid(data);
  return pid !== undefined && processExists(pid) && (await isServerOf(data, pid)) ? pid : undefined;
};

/**
 * PostgreSQL refuses to start over the file of a dead server whose pid belongs to some other process now.
 * The file is not removed: it also names the shared memory by which PostgreSQL sees orphaned backends.
 */
export const forgetRecycledPid = async (data: string, socketFolder: string | undefined): Promise<void> => {
  const pid = await readPid(data);
  if (pid === undefined || !processExists(pid) || (await isServerOf(data, pid))) return;
  const [, ...rest] = (await readFile(pidfile(data), 'utf8')).split('\n');
  await writeFile(pidfile(data), [IMPOSSIBLE_PID, ...rest].join('\n'));
  if (socketFolder !== undefined) await rm(join(socketFolder, '.s.PGSQL.5432.lock'), { force: true });
};

/** Whether a process of this number runs; a zombie does not. */
export const processExists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return !isZombie(pid);
};

const isZombie = (pid: number): boolean => {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status[status.lastIndexOf(')') + 2] === 'Z';
  } catch {
    return false;
  }
};

/** By its command line; where that cannot be read (Windows), the file is believed. */
const isServerOf = async (data: string, pid: number): Promise<boolean> => {
  if (process.platform === 'win32') return true;
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  const command =
    words?.replaceAll('\0', ' ') ?? (await run('ps', ['-o', 'command=', '-p', String(pid)])).output;
  return /^\S*postgres /.test(command) && command.includes(` -D ${data} `);
};

const pidfile = (data: string): string => join(data, 'postmaster.pid');
