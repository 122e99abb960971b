import { execFile } from 'node:child_process';
import type { Account } from './account.ts';

/** How a short command ended; `code` is undefined when it could not be started or was killed. */
export interface Outcome {
  readonly code: number | undefined;
  readonly output: string;
}

/** Runs a command to its end as `account` (default: as ourselves), in English and in `/`; never throws. */
export const run = (file: string, args: string[], account?: Account): Promise<Outcome> =>
  new Promise((resolve) => {
    execFile(
      file,
      args,
      { ...identity(account), cwd: '/', env: SERVER_ENV, windowsHide: true },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
        const reason = code === undefined && error ? error.message : '';
        resolve({ code, output: [stdout, stderr, reason].join('\n').trim() });
      },
    );
  });

/** The part of spawn's options that says who the child is. */
export const identity = (account: Account | undefined): { uid?: number; gid?: number } =>
  account ? { uid: account.uid, gid: account.gid } : {};

/**
 * The whole environment of PostgreSQL: nothing of ours (secrets, PG* variables) leaks into it. Windows
 * programs do not run without the inherited one.
 */
export const SERVER_ENV: NodeJS.ProcessEnv | undefined =
  process.platform === 'win32' ? undefined : { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
