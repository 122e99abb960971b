import type { Item } from '../catalogue/catalogue.ts';
import { folded, foldedTitle, loosePieces } from '../fold.ts';

/** A catalogue that answers whether words point at one title only. */
export interface Haystack {
  readonly items: readonly Item[];
  /** True when every title that leniently holds all the words is, once folded, the title of the item. */
  identifies(words: readonly string[], item: Item): boolean;
  /** Skus of all items with this title, spelled whatever way. */
  sameTitle(item: Item): readonly string[];
  /** A title has the word as it is: a slip that makes it is none. */
  knows(word: string): boolean;
}

export const createHaystack = (items: readonly Item[]): Haystack => {
  const titles = items.map(({ title }) => foldedTitle(title));
  const pieces = items.map(({ title }) => counted(loosePieces(title)));
  const holders = new Map<string, number[]>();
  for (const [index, counts] of pieces.entries())
    for (const piece of counts.keys()) append(holders, piece, index);
  const skus = new Map<string, string[]>();
  for (const [index, title] of titles.entries()) append(skus, title, items[index]?.sku ?? '');
  const words = new Set(items.flatMap(({ title }) => folded(title).match(/\p{L}+/gu) ?? []));

  const holds = (index: number, needed: ReadonlyMap<string, number>): boolean =>
    [...needed].every(([piece, times]) => (pieces[index]?.get(piece) ?? 0) >= times);

  return {
    items,
    identifies: (base, item) => {
      const needed = counted(loosePieces(base.join(' ')));
      if (needed.size === 0) return false;
      const lists = [...needed.keys()].map((piece) => holders.get(piece) ?? []);
      const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a));
      const own = foldedTitle(item.title);
      return shortest.every((index) => titles[index] === own || !holds(index, needed));
    },
    sameTitle: (item) => skus.get(foldedTitle(item.title)) ?? [],
    knows: (word) => words.has(folded(word)),
  };
};

const counted = (pieces: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return counts;
};

const append = <K, V>(lists: Map<K, V[]>, key: K, value: V): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};
