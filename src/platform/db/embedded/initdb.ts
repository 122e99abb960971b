import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Address, SUPERUSER } from './address.ts';
import type { Binaries } from './binaries.ts';
import { run } from './command.ts';
import type { Home } from './home.ts';
import { processExists } from './pidfile.ts';

/** Every system calls a UTF-8 ctype that folds Cyrillic differently; with plain C, trigrams of Russian words are empty. */
const CTYPES = ['C.UTF-8', 'en_US.UTF-8', 'en-US'];
const UNFINISHED = 'data.new-';

/** Makes the cluster on the first start: aside, then renamed, so that a kill leaves nothing half-made. */
export const initialise = async (home: Home, binaries: Binaries, address: Address): Promise<void> => {
  await removeUnfinished(home);
  if (await exists(join(home.data, 'PG_VERSION'))) return;
  const aside = join(home.path, `${UNFINISHED}${process.pid}`);
  await initdb(aside, home, binaries, address);
  try {
    await rename(aside, home.data);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // Another process was first; whether we may share its cluster is decided by its lock.
    if (!(await exists(join(home.data, 'PG_VERSION')))) throw error;
  }
  await syncFolder(home.path);
};

const initdb = async (aside: string, home: Home, binaries: Binaries, address: Address): Promise<void> => {
  let output = '';
  for (const ctype of CTYPES) {
    const outcome = await run(
      binaries.initdb,
      [
        `--pgdata=${aside}`,
        `--username=${SUPERUSER}`,
        ...address.initdbFlags,
        '--encoding=UTF8',
        '--locale-provider=libc',
        '--locale=C',
        `--lc-ctype=${ctype}`,
        '--data-checksums',
      ],
      home.account,
    );
    if (outcome.code === 0) return;
    output = outcome.output;
    if (!/locale/i.test(output)) break;
  }
  throw new Error(`Making the database in ${home.path} failed.\n${output}`);
};

/** What a killed start left behind: a living process is still at its own, an orphaned initdb gives up when its files go. */
const removeUnfinished = async ({ path }: Home): Promise<void> => {
  for (const name of await readdir(path)) {
    const maker = name.startsWith(UNFINISHED) ? Number(name.slice(UNFINISHED.length)) : undefined;
    if (maker !== undefined && (maker === process.pid || !processExists(maker)))
      await rm(join(path, name), { recursive: true, force: true, maxRetries: 20 });
  }
};

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Makes the rename itself durable; Windows does not open folders. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  await folder.sync();
  await folder.close();
};
