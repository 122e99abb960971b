import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The office as a real process. */
export interface OfficeProcess {
  readonly base: string;
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** Ends it by a signal; resolves with its exit code, null after SIGKILL. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * The port an office says it listens on, once it is open. It takes any free one by itself: what is found free
 * beforehand may be taken by then.
 */
export const portIn = (printed: string): string | undefined =>
  /is open\.\n(?:.*\n)*? +(?:Listens on|Panel|Health) +http:\/\/[^:/]+:(\d+)[/\n]/.exec(printed)?.[1] ??
  /"address":"http:\/\/[^:/]+:(\d+)".*"the office is open"/.exec(printed)?.[1];

/** Starts `src/main.ts` in `folder`; resolves when it is open, rejects with its output when it ends before. */
export const startOffice = async (
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<OfficeProcess> => {
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', KONTORA_DEMO: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  const opened = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed.push(chunk.toString());
      const port = portIn(printed.join(''));
      if (port) resolve(port);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new ExitedEarly(code, printed.join(''))));
  });
  const port = await opened;
  return {
    base: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    end: (signal) => end(child, signal),
  };
};

/** Removes the folder of an office: the database of one that was killed, or left in haste, may still be ending. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 20 });

/** The process ended before it was open. */
export class ExitedEarly extends Error {
  readonly code: number | null;
  readonly output: string;
  constructor(code: number | null, output: string) {
    super(`the office ended with ${code}:\n${output}`);
    this.code = code;
    this.output = output;
  }
}

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
};
