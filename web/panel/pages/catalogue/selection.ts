import { useState } from 'react';
import type { ListedProduct } from './queries.ts';

/** Which products are ticked, on this page and on those before. */
export const useSelection = (items: readonly ListedProduct[]) => {
  const [ticked, set] = useState<ReadonlyMap<number, ListedProduct>>(new Map());
  const change = (edit: (next: Map<number, ListedProduct>) => void): void => {
    const next = new Map(ticked);
    edit(next);
    set(next);
  };
  const here = items.filter(({ id }) => ticked.has(id)).length;
  const shown: 'all' | 'some' | 'none' = here === 0 ? 'none' : here === items.length ? 'all' : 'some';
  return {
    has: (id: number): boolean => ticked.has(id),
    toggle: (one: ListedProduct): void =>
      change((next) => void (next.delete(one.id) || next.set(one.id, one))),
    selected: [...ticked.values()],
    /** How many of those on the page are ticked. */
    shown,
    clear: (): void => set(new Map()),
    takePage: (): void =>
      change((next) => {
        for (const one of items) next.set(one.id, one);
      }),
  };
};
