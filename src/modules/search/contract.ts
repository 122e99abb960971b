/** A product as the index knows it. */
export interface SearchDocument {
  readonly id: number;
  readonly title: string;
  /** Titles of its categories from the root and further names of the product: they count less than the title. */
  readonly context: string;
  /** Customers do not find it. */
  readonly hidden: boolean;
}

/** Phrases that mean the same: each finds what the others find. */
export type SynonymGroup = readonly string[];

/** What somebody looks for. */
export interface IndexQuery {
  /** As typed; anything at all. */
  readonly text: string;
  /** Hits wanted, at most MOST_HITS. */
  readonly limit: number;
  /** Hidden products, too. */
  readonly withHidden?: boolean;
}

/** Hits that one query may have. */
export const MOST_HITS = 1_000;

/** How a typed word became a word of a product, from the surest to the boldest. */
export const MATCH_KINDS = [
  'exact',
  /** Another ending. */
  'form',
  /** Number, size or unit. */
  'number',
  /** An article code, whatever its separators and alphabet. */
  'code',
  'transliteration',
  'synonym',
  /** The wrong keyboard layout. */
  'layout',
  /** Of the category, not of the title. */
  'context',
  'prefix',
  /** One edit or two. */
  'typo',
] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** Why a product was found by one of the typed words. */
export interface WordMatch {
  readonly typed: string;
  /** The word of the catalogue it was taken for. */
  readonly found: string;
  readonly kind: MatchKind;
  /** 0 to 1. */
  readonly similarity: number;
  /** What the word weighs in this query: rare words weigh more. */
  readonly weight: number;
}

/** A product that fits, best first. */
export interface IndexHit {
  readonly productId: number;
  /** Comparable within one answer only. */
  readonly score: number;
  /** Of the best score, 0 to 1. */
  readonly share: number;
  /** Which part of what the typed words weigh it has, 0 to 1. */
  readonly coverage: number;
  readonly matches: readonly WordMatch[];
  /** Typed words it lacks. */
  readonly missed: readonly string[];
}

/** What the index knows of a query. */
export interface IndexAnswer {
  readonly hits: readonly IndexHit[];
  /** The query as it was understood, in words of the catalogue, where that differs in layout or spelling; else null. */
  readonly corrected: string | null;
  /** Typed words that no product has in any reading. */
  readonly unknown: readonly string[];
  /** Nothing to look for: no words, or greetings and filler only. */
  readonly empty: boolean;
  /** Best not taken without asking: its kind or a number is missed, or others are as good. */
  readonly unsure: boolean;
  /** Keys of the terms that matched, for `marksOf`. */
  readonly terms: readonly string[];
}

/** Answers queries; the engine in its thread and the posting lists of PostgreSQL do it alike. */
export interface SearchIndex {
  /** Never throws for a text; AppError `unavailable` while there is no index at all. */
  search(query: IndexQuery): Promise<IndexAnswer>;
}

/** What a person looks for, and where. */
export interface SearchWish {
  readonly text: string;
  /** From 1; one past the end is the last. */
  readonly page?: number;
  readonly size: number;
  readonly withHidden?: boolean;
  /** The journal of searches keeps it; nothing is noted for pages after the first. */
  readonly note?: { readonly place: SearchPlace; readonly personId: string | null };
}

/** Where somebody searches. */
export const SEARCH_PLACES = ['chat', 'panel'] as const;
export type SearchPlace = (typeof SEARCH_PLACES)[number];

/** A piece of a title that matched: from and to, in UTF-16 units. */
export type Mark = readonly [start: number, end: number];

/** A product that fits. Money and quantities are exact decimals as text. */
export interface FoundProduct {
  readonly id: number;
  readonly title: string;
  readonly sku: string;
  readonly unit: string | null;
  /** Null: not known; zero: on request. */
  readonly price: string | null;
  /** Never below zero. */
  readonly stock: string;
  readonly hidden: boolean;
  /** Among all hits, from 1. */
  readonly position: number;
  /** `sku` and `barcode`: the text is that of this very product; such hits stand first. */
  readonly by: 'words' | 'sku' | 'barcode';
  readonly share: number;
  readonly coverage: number;
  readonly marks: readonly Mark[];
  readonly matches: readonly WordMatch[];
  readonly missed: readonly string[];
}

/** A page of what was found. */
export interface SearchPage extends Pick<IndexAnswer, 'corrected' | 'unknown' | 'empty' | 'unsure'> {
  readonly items: readonly FoundProduct[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Others may fit, too: only the best are counted. */
  readonly more: boolean;
  /** In the journal; null where nothing was noted. */
  readonly searchId: number | null;
}

/** Search as dialogues and the panel use it. */
export interface Search {
  /** Never throws for a text; AppError `unavailable` while nothing can search. */
  find(wish: SearchWish): Promise<SearchPage>;
  /** Visible products like this one, those in stock first; empty when there is no such product. */
  similar(productId: number, most: number): Promise<readonly FoundProduct[]>;
  /** Notes which hit somebody opened; the first one counts. */
  chose(searchId: number, productId: number, position: number): Promise<void>;
}
