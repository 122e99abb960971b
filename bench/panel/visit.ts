import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { Office } from './office.ts';

/** A page that nobody has looked at before in this browser, with an empty cache. */
export interface Visit {
  readonly page: Page;
  /** Addresses of everything that was fetched from our own server for the page: no data of the API. */
  assets(): readonly string[];
  end(): Promise<void>;
}

const SCREEN = { width: 1366, height: 768 };
/** Milliseconds of silence after which nothing more is expected, and the most that is waited for them. */
const SILENCE_MS = 700;
const PATIENCE_MS = 15_000;

/** What the browser itself measures; read by `paintOf`. */
const WATCH = `
  window.paint = { lcp: 0, cls: 0, what: '' };
  new PerformanceObserver((list) => {
    for (const { startTime, element, url } of list.getEntries()) {
      window.paint.lcp = startTime;
      window.paint.what = (element ? element.tagName.toLowerCase() + '.' + element.className : '') + (url || '');
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.paint.cls += value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** What a visit looked like: LCP in milliseconds, CLS as the sum of all shifts, and the largest element. */
export interface Paint {
  readonly lcp: number;
  readonly cls: number;
  readonly what: string;
}

/** The browser never has a free moment: nothing is fetched ahead. */
const BUSY = 'window.requestIdleCallback = () => 0;';

/** Opens an address below /admin and waits until it is quiet. */
export const visit = async (
  browser: Browser,
  {
    base,
    path,
    as,
    isBusy = false,
  }: {
    base: string;
    path: string;
    /** Who is logged in; nobody unless told. */
    as?: Office['client'];
    /** Only what the page needs is fetched, no other page ahead. */
    isBusy?: boolean;
  },
): Promise<Visit> => {
  const context = await browser.newContext({
    viewport: SCREEN,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
  });
  if (as) await context.addCookies([...as.cookies].map(([name, value]) => ({ name, value, url: base })));
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  if (isBusy) await page.addInitScript(BUSY);
  const assets = new Set<string>();
  let heard = performance.now();
  page.on('response', (response) => {
    heard = performance.now();
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/admin') && response.ok()) assets.add(pathname);
  });
  await page.goto(`${base}/admin${path}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: PATIENCE_MS });
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() - heard < SILENCE_MS && performance.now() < deadline) await sleep(50);
  return { page, assets: () => [...assets], end: () => context.close() };
};

/** What the browser measured up to now. */
export const paintOf = (page: Page): Promise<Paint> => page.evaluate('window.paint');
