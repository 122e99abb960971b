import { chmod, cp, lstat, mkdtemp, readdir, readFile, realpath, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silent } from '#test/database.ts';
import { findBinaries, packageFolder } from './binaries.ts';
import { run } from './command.ts';
import { type Home, prepareHome } from './home.ts';

let base: string;
let home: Home;
let shipped: string;

/** A package as a package manager that runs no install scripts leaves it. */
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'kontora-binaries-')));
  await chmod(base, 0o711);
  home = await prepareHome(join(base, 'home'), silent);
  shipped = join(base, 'package');
  await cp(packageFolder(), shipped, { recursive: true, verbatimSymlinks: true });
  for (const link of await symbolicLinks(shipped)) await unlink(link);
});

afterEach(async () => {
  for (const folder of [shipped, join(shipped, 'native', 'lib')]) await chmod(folder, 0o755);
  await rm(base, { recursive: true });
});

it('completes a package in place', async () => {
  const { postgres } = await findBinaries(home, silent, shipped);
  expect(postgres.startsWith(shipped)).toBe(true);
  expect(await symbolicLinks(shipped)).toEqual(await symbolicLinks(packageFolder(), shipped));
  expect((await run(postgres, ['--version'], home.account)).output).toMatch(/^postgres \(PostgreSQL\) 18/);
  expect(await readdir(home.path)).toEqual([]);
});

it('copies, once, a package that the account cannot reach or nobody may change', async () => {
  await chmod(join(shipped, 'native', 'lib'), 0o555);
  if (home.account) await chmod(shipped, 0o700);
  const first = await findBinaries(home, silent, shipped);
  expect(first.postgres.startsWith(home.path)).toBe(true);
  expect((await run(first.postgres, ['--version'], home.account)).code).toBe(0);
  expect((await run(first.initdb, ['--version'], home.account)).code).toBe(0);

  const made = (await lstat(dirname(first.postgres))).ctimeMs;
  expect(await findBinaries(home, silent, shipped)).toEqual(first);
  expect((await lstat(dirname(first.postgres))).ctimeMs).toBe(made);
  const { version } = JSON.parse(await readFile(join(shipped, 'package.json'), 'utf8'));
  expect(await readdir(home.path)).toEqual([`binaries-${version}`]);
});

it('says what to do when the programs do not run', async () => {
  await rm(join(shipped, 'native', 'bin', 'postgres'));
  await expect(findBinaries(home, silent, shipped)).rejects.toThrow(/does not run .* set DATABASE_URL/);
  expect(await readdir(home.path)).toEqual([]);
});

it('says what to do where no programs are made for the system, or not installed', () => {
  expect(() => packageFolder('sunos-x64')).toThrow(/no embedded PostgreSQL for sunos-x64; set DATABASE_URL/);
  const other = process.platform === 'win32' ? 'linux-x64' : 'win32-x64';
  expect(() => packageFolder(other)).toThrow(/not installed .* set DATABASE_URL/);
});

const symbolicLinks = async (folder: string, as = folder): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath.replace(folder, as), entry.name))
    .sort();
