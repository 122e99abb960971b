import { useEffect, useSyncExternalStore } from 'react';
import type { PageName } from '../pages/options.ts';

const counts = new Map<PageName, number>();
const listeners = new Set<() => void>();

/**
 * Shows a number at a page's place in the navigation, such as how many conversations wait; none for 0 and
 * undefined. Called by the `feed` of the page, a component that lives as long as the shell.
 */
export const useCounter = (page: PageName, count: number | undefined): void => {
  useEffect(() => {
    set(page, count ?? 0);
    return () => set(page, 0);
  }, [page, count]);
};

/** What the feeds of these pages told last, together. */
export const useCount = (...pages: readonly PageName[]): number =>
  useSyncExternalStore(subscribe, () => pages.reduce((sum, page) => sum + (counts.get(page) ?? 0), 0));

const set = (page: PageName, count: number): void => {
  if ((counts.get(page) ?? 0) === count) return;
  counts.set(page, count);
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
