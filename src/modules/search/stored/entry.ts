import type { SearchDocument } from '../contract.ts';
import { termsOf } from '../engine/document-terms.ts';
import type { TermKind } from '../text/token.ts';

/** A spelling of a word, and whether a full stop shortened it. */
export interface Word {
  /** A hash of both, 53 bits. */
  readonly id: number;
  readonly form: string;
  readonly term: number;
  readonly surface: string;
  readonly abbreviated: boolean;
}

/** What a product adds to the frequencies while it is visible. */
export interface Counted {
  readonly head: number | null;
  readonly terms: readonly number[];
  /** Ids of words. */
  readonly words: readonly number[];
}

/** What the posting lists keep of a product. */
export interface Entry extends Counted {
  readonly kinds: ReadonlyMap<number, TermKind>;
  readonly spellings: readonly Word[];
}

/** Cuts a product as the index in memory does. */
export const entryOf = (product: Pick<SearchDocument, 'title' | 'context'>): Entry => {
  const terms = termsOf(product);
  const spellings = new Map<number, Word>();
  for (const { kind, word } of terms) {
    if (word === null) continue;
    const abbreviated = word.abbreviated && kind === 'word';
    const id = idOf(word.form, abbreviated);
    spellings.set(id, { ...word, abbreviated, id });
  }
  return {
    head: terms.find(({ kind }) => kind === 'word')?.hash ?? null,
    terms: terms.map(({ hash }) => hash),
    words: [...spellings.keys()],
    kinds: new Map(terms.map(({ hash, kind }) => [hash, kind])),
    spellings: [...spellings.values()],
  };
};

const SEED_LOW = 0x811c9dc5;
const SEED_HIGH = 0x9747b28c;

/** A stable whole number of at most 53 bits. */
const idOf = (form: string, abbreviated: boolean): number => {
  let [low, high] = [SEED_LOW, SEED_HIGH];
  const text = abbreviated ? `${form}.` : form;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
    high ^= high >>> 13;
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
};
