import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, realpath, rmdir, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Log } from '#platform/log/log.ts';
import { type Account, serverAccount } from './account.ts';
import { run } from './command.ts';

/** The folder of one embedded server: cluster, socket, log, and binaries where they had to be copied. */
export interface Home {
  /** Without symbolic links, mode 0700, owned by whoever runs the server. */
  readonly path: string;
  /** The cluster (PGDATA). */
  readonly data: string;
  /** Who runs the server; undefined: we do. */
  readonly account: Account | undefined;
}

const ELSEWHERE = '/var/lib/kontora';

/** Makes `dir` ready for the server, or says in words why it cannot be used. */
export const prepareHome = async (dir: string, log: Log): Promise<Home> => {
  const account = await serverAccount(join(dir, 'data'));
  const path = await ownedFolder(dir, account);
  if (account && !(await canEnter(account, path))) return moveElsewhere(dir, path, account, log);
  return { path, data: join(path, 'data'), account };
};

/** Creates the folder if need be and gives it to the account, for its eyes only. */
const ownedFolder = async (dir: string, account: Account | undefined): Promise<string> => {
  await mkdir(dirname(dir), { recursive: true });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = await realpath(dir);
  const { uid } = await stat(path);
  const data = await stat(join(path, 'data')).catch(() => undefined);
  if (account && (uid !== account.uid || (data && data.uid !== account.uid))) await give(path, account);
  if (!account && process.getuid && uid !== process.getuid())
    throw new Error(
      `The database folder ${dir} belongs to another account (uid ${uid}). ` +
        'Start Kontora as that account or as root, or set another DATA_DIR.',
    );
  await chmod(path, 0o700);
  return path;
};

/** The whole tree: a folder restored from a backup by root comes with files of root. */
const give = async (path: string, { uid, gid }: Account): Promise<void> => {
  const { code, output } = await run('chown', ['-R', `${uid}:${gid}`, path]);
  if (code !== 0) throw new Error(`Cannot give ${path} to uid ${uid}, which runs PostgreSQL: ${output}`);
};

const canEnter = async (account: Account, path: string): Promise<boolean> =>
  (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', path], account)).code === 0;

/**
 * Root's own folders (/root is 0700) are closed to the account: a new cluster then lives under /var/lib
 * and a symbolic link in `dir` says where. Only on the same disk, so that the data stays on a mounted
 * volume if `dir` is on one, and only for an empty folder, so that existing data is never left behind.
 */
const moveElsewhere = async (dir: string, path: string, account: Account, log: Log): Promise<Home> => {
  const refusal = new Error(
    `PostgreSQL does not run as root, and the account ${account.name} that would run it cannot enter ${dir}. ` +
      'Set DATA_DIR to a folder below which every account may pass (such as /srv/kontora), or open the ' +
      'folders above it (chmod o+x), or start Kontora as an ordinary user, or set DATABASE_URL.',
  );
  if ((await readdir(path)).length > 0) throw refusal;
  const elsewhere = join(ELSEWHERE, randomBytes(4).toString('hex'));
  try {
    await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
    await mkdir(elsewhere, { mode: 0o700 });
    await chown(elsewhere, account.uid, account.gid);
    const sameDisk = (await stat(elsewhere)).dev === (await stat(path)).dev;
    if (!sameDisk || !(await canEnter(account, elsewhere))) throw refusal;
  } catch (cause) {
    await rmdir(elsewhere).catch(() => undefined);
    refusal.cause = cause;
    throw refusal;
  }
  await rmdir(path);
  await symlink(elsewhere, dir);
  log.warn(
    { from: dir, to: elsewhere },
    `the database lives in ${elsewhere}: the account ${account.name} that runs PostgreSQL cannot enter ${dir}`,
  );
  return { path: elsewhere, data: join(elsewhere, 'data'), account };
};
