import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
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

/** Starts `src/main.ts` in `folder`; resolves when it is open, rejects with its output when it ends before. */
export const startOffice = async (
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<OfficeProcess> => {
  const port = await freePort();
  const child = spawn(process.execPath, [MAIN], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: String(port), KONTORA_DEMO: 'false', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  const opened = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed.push(chunk.toString());
      if (/is open\.|"the office is open"/.test(printed.join(''))) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new ExitedEarly(code, printed.join(''))));
  });
  await opened;
  return {
    base: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    end: (signal) => end(child, signal),
  };
};

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

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
};
