/** A product as contenders take it. Ids go on from 1. */
export interface Product {
  readonly id: number;
  readonly title: string;
  /** Its categories from the root, parted by « / »; may be empty. */
  readonly category: string;
}

/** A way of searching. */
export interface Contender {
  /** Stores some thousand products where the index is then made from; a shop has them stored anyway, so it is not timed. */
  load?(products: readonly Product[]): Promise<void>;
  /** Takes some thousand products into the index; timed. */
  add?(products: readonly Product[]): void;
  /** After the last product: indexes and statistics; timed. */
  finish?(): Promise<void>;
  /** Ids, best first, ten at most; throws `TimedOut`. */
  find(text: string): readonly number[] | Promise<readonly number[]>;
  /** What the index takes in the database; without it, memory of the process is what grew. */
  megabytes?(): Promise<number>;
  close?(): Promise<void>;
}

/** Answers wanted. */
export const MOST_ANSWERS = 10;

/** In the order of the report; the first two are Kontora's. */
export const CONTENDERS = ['engine', 'stored', 'ilike', 'trigrams', 'full-text', 'minisearch'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** What stands behind a name, for people. */
export const TITLES: Readonly<Record<ContenderName, string>> = {
  engine: 'Kontora, in memory',
  stored: 'Kontora, posting lists in PostgreSQL',
  ilike: 'ILIKE, every word',
  trigrams: 'pg_trgm, word_similarity',
  'full-text': 'PostgreSQL full text, russian',
  minisearch: 'MiniSearch',
};
