import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { PATIENCE } from '#test/patience.ts';
import { openBrowser } from './browser.ts';
import { type Line, openLine } from './line.ts';
import { openVisitor, type Visitor } from './visitor.ts';

/** An office, the line to it and a browser, for the tests of one file. */
export interface Stage {
  readonly office: TestOffice;
  readonly line: Line;
  /** Somebody new, with a browser of their own, before the page of the chat. */
  visitor(options?: VisitorOptions): Promise<Visitor>;
  /** A browser of somebody's own, with nothing in it. */
  browser(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Lets browsers say this of a failure that the running test makes; any other complaint fails the test. */
  forgive(complaint: RegExp): void;
}

interface VisitorOptions extends BrowserContextOptions {
  /** Shown instead of the chat page. */
  readonly at?: string;
}

export const TIME_ZONE = 'Europe/Moscow';

/** A phone as narrow as they come, an ordinary one, and a screen on a desk. */
export const NARROW = { width: 320, height: 568 };
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1180, height: 800 };

/**
 * Sets the stage before the tests of a file. After each of them its windows close, and none may have complained:
 * no error in the console, none of a page, no violation of the CSP.
 */
export const setStage = (env: Readonly<Record<string, string>> = {}): Stage => {
  let complaints: string[] = [];
  let forgiven: RegExp[] = [];
  let office: TestOffice;
  let line: Line;
  let browser: Browser;

  beforeAll(async () => {
    vi.setConfig({ expect: { poll: { timeout: PATIENCE.timeout } } });
    [office, browser] = await Promise.all([openOffice({ env }), openBrowser()]);
    line = await openLine(office.base);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const unforgiven = complaints.filter((complaint) => !forgiven.some((pattern) => pattern.test(complaint)));
    complaints = [];
    forgiven = [];
    expect(unforgiven).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await line?.close();
    await office?.close();
  });

  const ownBrowser = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    const context = await browser.newContext({
      viewport: DESK,
      locale: 'ru-RU',
      timezoneId: TIME_ZONE,
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(PATIENCE.timeout);
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    context.on('weberror', (problem) => complaints.push(String(problem.error())));
    return context;
  };

  return {
    get office() {
      return office;
    },
    get line() {
      return line;
    },
    forgive: (complaint) => forgiven.push(complaint),
    browser: ownBrowser,
    visitor: async ({ at = `${line.url}/chat`, ...options } = {}) =>
      openVisitor(await ownBrowser(options), at),
  };
};
