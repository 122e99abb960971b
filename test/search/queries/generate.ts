import type { Item } from '../catalogue/catalogue.ts';
import { createRandom } from '../random.ts';
import { QUERY_CLASSES, type QueryClass } from './classes.ts';
import { createHaystack } from './haystack.ts';

/** A query whose right answers are known. */
export interface JudgedQuery {
  readonly id: string;
  /** One of `QUERY_CLASSES`, or whatever a file calls it. */
  readonly class: string;
  readonly text: string;
  /** The words of the title it was made of, as the title has them; empty where it was not made of a title. */
  readonly base: readonly string[];
  /** Skus of all right answers. */
  readonly relevant: readonly string[];
}

/** Titles shorter than this say too little. */
const SHORTEST_TITLE = 8;

/**
 * Up to `perClass` queries of every class, each with one defensible answer, no title asked for twice. Works
 * for any catalogue; the same for the same seed.
 */
export const generateQueries = (
  items: readonly Item[],
  { seed = 1, perClass = 20 }: { seed?: number; perClass?: number } = {},
): JudgedQuery[] => {
  const haystack = createHaystack(items);
  const asked = new Set<string>();
  return (Object.keys(QUERY_CLASSES) as QueryClass[]).flatMap((name) => {
    const random = createRandom(seed, name);
    const queries: JudgedQuery[] = [];
    for (const item of random.shuffled(items)) {
      if (queries.length === perClass) break;
      if (asked.has(item.sku) || item.title.length < SHORTEST_TITLE) continue;
      const draft = QUERY_CLASSES[name]({ item, haystack, random });
      if (!draft) continue;
      const relevant = haystack.sameTitle(item);
      for (const sku of relevant) asked.add(sku);
      queries.push({ id: `${name}-${queries.length + 1}`, class: name, ...draft, relevant });
    }
    return queries;
  });
};
