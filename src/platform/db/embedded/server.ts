import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pause } from '#kernel/time.ts';
import type { Address } from './address.ts';
import type { Binaries } from './binaries.ts';
import { identity, run, SERVER_ENV } from './command.ts';
import type { Home } from './home.ts';
import { SERVER_SETTINGS, type Settings } from './settings.ts';
import { WATCHDOG } from './watchdog.ts';

/** One run of PostgreSQL, from launch to exit. */
export interface Server {
  /** The postmaster. */
  readonly pid: number;
  /** Aborts when the process has ended; its reason says how. */
  readonly exited: AbortSignal;
  /** What it wrote to its log since the launch: the last lines. */
  lastWords(): Promise<string>;
  /** Ends it with a checkpoint; after 30 s without one, and the next start recovers. */
  stop(): Promise<void>;
}

const LOG_BYTES = 10_000_000;
const STOP_MS = 30_000;

/** Starts the process and returns as soon as it exists; it does not answer yet. */
export const launch = async (options: {
  home: Home;
  binaries: Binaries;
  address: Address;
  settings: Settings;
}): Promise<Server> => {
  const { home, binaries, address } = options;
  const logFile = join(home.path, 'server.log');
  const logStart = await rotate(logFile);
  const settings = Object.entries({ ...SERVER_SETTINGS, ...options.settings });
  const flags = [...address.serverFlags, ...settings.flatMap(([key, value]) => ['-c', `${key}=${value}`])];

  const log = openSync(logFile, 'a', 0o600);
  const child = spawnServer([binaries.postgres, '-D', home.data, ...flags], home, log);
  closeSync(log);
  const exited = new AbortController();
  child.once('error', (error) => exited.abort(error));
  child.once('exit', (code, signal) => exited.abort(new Error(`exit by ${signal ?? `code ${code}`}`)));
  const pid = await pidOf(child, exited.signal);

  return {
    pid,
    exited: exited.signal,
    lastWords: async () => (await readFile(logFile)).subarray(logStart).toString().trim().slice(-1_500),
    stop: async () => {
      await tellToStop(pid, 'fast', home, binaries);
      await pause(STOP_MS, exited.signal);
      if (exited.signal.aborted) return;
      await tellToStop(pid, 'immediate', home, binaries);
      await pause(STOP_MS, exited.signal);
    },
  };
};

/** Asks a server to end: `fast` after a checkpoint, `immediate` without. It may be gone already. */
export const tellToStop = async (
  pid: number,
  mode: 'fast' | 'immediate',
  home: Home,
  binaries: Binaries,
): Promise<void> => {
  if (process.platform === 'win32') {
    await run(binaries.pgCtl, ['stop', '-D', home.data, '-m', mode, '--no-wait']);
    return;
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Windows has no shell for the watchdog: there an orphan is stopped at the next start. */
const spawnServer = (command: string[], home: Home, log: number): ChildProcess => {
  const options = { ...identity(home.account), cwd: '/', env: SERVER_ENV, windowsHide: true };
  const [program = '', ...args] = command;
  if (process.platform === 'win32') return spawn(program, args, { ...options, stdio: ['ignore', log, log] });
  // Detached: Ctrl+C in a terminal is for Node, which stops the server when it no longer needs it.
  return spawn('/bin/sh', ['-c', WATCHDOG, 'sh', ...command], {
    ...options,
    detached: true,
    stdio: ['pipe', 'pipe', log],
  });
};

const pidOf = async (child: ChildProcess, exited: AbortSignal): Promise<number> => {
  if (child.stdout === null && child.pid !== undefined) return child.pid;
  try {
    if (child.stdout === null) throw exited.reason;
    const [line]: Buffer[] = await once(child.stdout, 'data', { signal: exited });
    return Number(line);
  } catch {
    throw new Error('PostgreSQL could not be started', { cause: exited.reason });
  }
};

/** Puts a big log aside and returns the size of the one that goes on. */
const rotate = async (logFile: string): Promise<number> => {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_BYTES) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
};
