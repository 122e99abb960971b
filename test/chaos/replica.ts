import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pause } from '#kernel/time.ts';
import { portIn } from '#test/process/office-process.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
/** The exit code of an office that found no database at its start: whoever runs it starts it again. */
const NO_DATABASE = 69;
const STOP_MS = 30_000;
const OPEN_MS = 60_000;

/** One process of the office, and whoever starts it again when it ends. */
export interface Replica {
  readonly name: string;
  /** Where it listens while it is open. */
  port(): number | undefined;
  /** Resolves when it is open; throws when it does not open. */
  open(): Promise<void>;
  /** kill -9; resolves with the time of death when the process is gone, and it starts again by itself. */
  kill(): Promise<number>;
  /** Ends it calmly and for good. */
  stop(): Promise<void>;
  /** Ends that nobody asked for, but for want of a database at the start. */
  readonly breakdowns: readonly string[];
}

/** Runs `src/main.ts` with nothing but `env`, in `folder`, where no `.env` is. */
export const startReplica = ({
  name,
  folder,
  env,
}: {
  name: string;
  folder: string;
  env: Readonly<Record<string, string>>;
}): Replica => {
  const breakdowns: string[] = [];
  const opening = new Set<() => void>();
  let child: ChildProcess;
  let port: number | undefined;
  let stopping = false;
  let killed = false;

  const start = (): void => {
    killed = false;
    let said = '';
    child = spawn(process.execPath, [MAIN], {
      cwd: folder,
      env: { ...env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      port ??= Number(portIn(said)) || undefined;
      if (port === undefined) return;
      for (const opened of opening) opened();
      opening.clear();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
    });
    child.once('exit', (code, signal) => {
      port = undefined;
      const expected = killed || stopping || code === NO_DATABASE;
      if (!expected) breakdowns.push(`${name} ended with ${signal ?? code}: ${said.trim().slice(-1_500)}`);
      if (stopping && code !== 0) breakdowns.push(`${name} did not stop calmly: ${signal ?? code}`);
      if (!stopping) void pause(killed ? 0 : 200).then(() => stopping || start());
    });
  };
  start();

  return {
    name,
    breakdowns,
    port: () => port,
    open: () =>
      new Promise((resolve, reject) => {
        if (port !== undefined) return resolve();
        const late = setTimeout(() => reject(new Error(`${name} does not open`)), OPEN_MS);
        opening.add(() => {
          clearTimeout(late);
          resolve();
        });
      }),
    kill: async () => {
      const exit = once(child, 'exit');
      killed = true;
      child.kill('SIGKILL');
      const at = Date.now();
      await exit;
      return at;
    },
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await exit;
      clearTimeout(late);
    },
  };
};
