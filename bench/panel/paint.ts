import type { Browser } from 'playwright-core';
import type { Office } from './office.ts';
import { type Paint, paintOf, visit } from './visit.ts';

/** How a page appeared, load by load. */
export interface Appearance {
  readonly name: string;
  readonly paints: readonly Paint[];
}

/** What people see first. */
const PAGES = [
  { name: 'login page', path: '/login', isOpen: false },
  { name: 'dashboard', path: '/', isOpen: true },
  { name: 'list of people', path: '/people', isOpen: true },
] as const;

/** Loads each page so many times, every time in a browser that knows nothing. */
export const measurePaint = async (
  browser: Browser,
  { base, client }: Office,
  { loads, note }: { loads: number; note: (text: string) => void },
): Promise<readonly Appearance[]> => {
  const appearances: Appearance[] = [];
  for (const { name, path, isOpen } of PAGES) {
    const paints: Paint[] = [];
    for (let load = 0; load < loads; load += 1) {
      const opened = await visit(browser, { base, path, ...(isOpen ? { as: client } : {}) });
      paints.push(await paintOf(opened.page));
      await opened.end();
    }
    appearances.push({ name, paints });
    note(
      `${name}: LCP ${paints.map(({ lcp }) => lcp.toFixed(0)).join(', ')} ms; largest: ${paints.at(-1)?.what}`,
    );
  }
  return appearances;
};
