import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { barriersOn } from './axe.ts';
import { overflowOf, setPanelStage } from './panel.ts';
import { type SeededOffice, seedPanel } from './panel-seed.ts';
import { screenshot } from './screenshot.ts';
import { PHONE } from './stage.ts';

const stage = setPanelStage();
let seeded: SeededOffice;

beforeAll(async () => {
  seeded = await seedPanel(stage.office);
});

const SCREEN = { width: 1360, height: 850 };

/** Milliseconds for one look at every page, on a loaded machine. */
const ALL_PAGES_MS = 400_000;

const LOOKS = [
  { look: 'light', viewport: SCREEN, locale: 'ru-RU', colorScheme: 'light' },
  { look: 'dark', viewport: SCREEN, locale: 'en-GB', colorScheme: 'dark' },
  {
    look: 'phone',
    viewport: PHONE,
    locale: 'ru-RU',
    colorScheme: 'light',
    deviceScaleFactor: 2,
    hasTouch: true,
  },
] as const;

/** Every page by the name it has in `web/panel/pages/index.ts`, its further tabs, and an address of each. */
const PAGES: Readonly<Record<string, () => string>> = {
  dashboard: () => '/',
  conversations: () => `/conversations/${seeded.open.conversation}`,
  questions: () => `/questions/${seeded.question}`,
  customers: () => '/customers',
  accessRequests: () => '/customers?tab=requests',
  organization: () => `/customers/${seeded.company}`,
  orders: () => '/orders',
  ordersTable: () => '/orders?view=table',
  order: () => `/orders/${seeded.order}`,
  people: () => '/people',
  person: () => `/people/${seeded.open.person}`,
  catalogue: () => '/catalog',
  product: () => `/catalog/products/${seeded.product}`,
  search: () => '/search?q=cfvjhtps по дерву 3,5х45',
  searchSynonyms: () => '/search?tab=synonyms',
  searchAsked: () => '/search?tab=asked&result=all',
  assistant: () => '/assistant',
  imports: () => '/imports',
  newImport: () => '/imports/new',
  import: () => `/imports/${seeded.held}`,
  deadLetters: () => '/dead-letters',
  deliveries: () => '/deliveries',
  inboxes: () => '/inboxes',
  integrations: () => '/integrations',
  settings: () => '/settings',
  audit: () => '/audit',
  account: () => '/account',
};

it('every page of the panel has its pictures', () => {
  const source = readFileSync(new URL('../../web/panel/pages/index.ts', import.meta.url), 'utf8');
  const names = [...source.matchAll(/page\([^)]*?name: '(\w+)'/gs)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter((name) => PAGES[name ?? ''] === undefined)).toEqual([]);
});

describe.each(LOOKS)('every page, $look', ({ look, ...options }) => {
  it.each([
    ['of an administrator', 'administrator', Object.keys(PAGES).filter((name) => name !== 'conversations')],
    ['of an operator', 'operator', ['conversations']],
  ] as const)(
    '%s',
    async (_, who, names) => {
      const { page, opens } = await stage.operator('administrator', { ...options, employee: seeded[who] });
      const faults: string[] = [];
      for (const name of names) {
        await opens(PAGES[name]?.() ?? '/');
        await ready(page);
        await screenshot(page, `panel-${kebab(name)}-${look}`);
        const overflow = await overflowOf(page);
        const barriers = await barriersOn(page);
        if (overflow > 0) faults.push(`${name} is ${overflow} px too wide`);
        faults.push(...barriers.map((barrier) => `${name}: ${barrier}`));
      }
      expect(faults).toEqual([]);
    },
    ALL_PAGES_MS,
  );
});

/** Nothing is being loaded any more, and no control shows that a pointer is over it. */
const ready = async (page: Page): Promise<void> => {
  await page.mouse.move(0, 0);
  await expect.poll(() => page.locator('.mantine-Skeleton-root, [aria-busy=true]').count()).toBe(0);
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
