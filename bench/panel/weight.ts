import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import type { Office } from './office.ts';
import { visit } from './visit.ts';

/** What a browser fetches for something, in bytes after gzip. */
export interface Weight {
  readonly name: string;
  readonly bytes: number;
  readonly files: number;
  readonly budget?: number;
}

/** The shell, without any page. */
const SHELL_BUDGET = 200 * 1024;
/** An address that no page has: the shell comes alone. */
const NOWHERE = '/there-is-no-such-page';

/** What the login page and the shell fetch, and what each page of the navigation fetches beyond the shell. */
export const weigh = async (browser: Browser, { base, client }: Office): Promise<readonly Weight[]> => {
  const sizes = new Map<string, number>();
  const sizeOf = async (path: string): Promise<number> => {
    const known = sizes.get(path);
    if (known !== undefined) return known;
    const body = Buffer.from(await (await fetch(`${base}${path}`)).arrayBuffer());
    const size = gzipSync(body, { level: 9 }).length;
    sizes.set(path, size);
    return size;
  };
  const weightOf = async (name: string, assets: readonly string[]): Promise<Weight> => {
    const all = await Promise.all(assets.map((path) => sizeOf(path)));
    return { name, bytes: all.reduce((sum, size) => sum + size, 0), files: all.length };
  };
  // The page itself has another address each time.
  const filesOf = (assets: readonly string[]) => [
    '/admin',
    ...assets.filter((path) => path.startsWith('/admin/assets/')),
  ];

  const login = await visit(browser, { base, path: '/login', isBusy: true });
  const atLogin = filesOf(login.assets());
  await login.end();
  const alone = await visit(browser, { base, path: NOWHERE, as: client, isBusy: true });
  const shell = filesOf(alone.assets());
  const addresses = await alone.page
    .locator('nav a[href^="/admin"]')
    .evaluateAll((links) => links.map((link) => `${link.getAttribute('href')}`));
  await alone.end();

  const weights: Weight[] = [
    { ...(await weightOf('shell, logged in', shell)), budget: SHELL_BUDGET },
    { ...(await weightOf('shell at the login page', atLogin)), budget: SHELL_BUDGET },
  ];
  for (const address of [...new Set(addresses)].map((href) => href.replace(/^\/admin/, '') || '/')) {
    const opened = await visit(browser, { base, path: address, as: client, isBusy: true });
    const own = filesOf(opened.assets()).filter((path) => !shell.includes(path));
    await opened.end();
    weights.push(await weightOf(`page ${address}`, own));
  }
  const rested = await visit(browser, { base, path: NOWHERE, as: client });
  const ahead = filesOf(rested.assets()).filter((path) => !shell.includes(path));
  await rested.end();
  weights.push(await weightOf('fetched ahead in free moments', ahead));
  return weights;
};
