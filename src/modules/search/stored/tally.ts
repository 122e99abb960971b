import type { TermKind } from '../text/token.ts';
import type { Counted, Entry, Word } from './entry.ts';

/** Changes of the frequencies, added up before they are written. */
export const createTally = () => {
  const terms = new Map<number, { documents: number; heads: number }>();
  const words = new Map<number, { documents: number }>();
  const kinds = new Map<number, TermKind>();
  const spelled = new Map<number, Word>();

  const termOf = (term: number) => {
    const known = terms.get(term) ?? { documents: 0, heads: 0 };
    terms.set(term, known);
    return known;
  };
  const wordOf = (word: number) => {
    const known = words.get(word) ?? { documents: 0 };
    words.set(word, known);
    return known;
  };

  /** Adds what a product counts so many times: 1 when it came, -1 when it went. */
  const count = ({ head, terms: all, words: spellings }: Counted, times: number): void => {
    for (const term of new Set(all)) termOf(term).documents += times;
    if (head !== null) termOf(head).heads += times;
    for (const word of new Set(spellings)) wordOf(word).documents += times;
  };

  /** Notes what the terms and words of an entry are, whether it counts or not. */
  const introduce = (entry: Entry): void => {
    for (const [term, kind] of entry.kinds) kinds.set(term, kind);
    for (const word of entry.spellings) spelled.set(word.id, word);
  };

  return {
    count,
    introduce,
    /** In order of their keys. */
    kinds: () => inOrder(kinds),
    spelled: () => inOrder(spelled),
    terms: () => inOrder(terms).filter(([, { documents, heads }]) => documents !== 0 || heads !== 0),
    words: () => inOrder(words).filter(([, { documents }]) => documents !== 0),
  };
};

const inOrder = <Value>(map: ReadonlyMap<number, Value>): (readonly [number, Value])[] =>
  [...map].sort(([a], [b]) => a - b);
