import type { Unit } from '../contract.ts';

/** An amount with its place in the order of belief: a higher `rank` wins inside of one piece. */
export interface Amount {
  /** Null: zero, absurd or unbelievable. */
  readonly qty: string | null;
  readonly unit: Unit | null;
  readonly rank: number;
  /** "5 of each": of each thing that is named with it. */
  readonly each: boolean;
}

/** How much an amount is believed: a counted unit beats a measure, which may be a size of the thing. */
export const RANK = {
  loose: 1,
  gram: 2,
  measure: 3,
  /** Marked by a dash, "x", a word for quantity, its place before the thing, or written as a word. */
  marked: 4,
  piece: 5,
  container: 6,
} as const;

/** A word, a number or a sign of a text; later steps turn some into amounts and borders. */
export interface Token {
  readonly kind: 'word' | 'number' | 'code' | 'mark' | 'amount' | 'border' | 'dropped' | 'again';
  /** As typed. */
  readonly text: string;
  /** In small letters, without the two dots of U+0451. */
  readonly low: string;
  readonly start: number;
  readonly end: number;
  /** White space stands before it. */
  readonly gap: boolean;
  /** A word of talk that names a thing here. */
  readonly named?: boolean;
  /** Of an `amount`. */
  readonly amount?: Amount;
}

/** An amount behind a dash or another sign. */
export const isMarked = ({ kind, low }: Token): boolean => kind === 'amount' && /^[^\p{L}\d]/u.test(low);

/** A measure that tells which thing it is, rather than how much of it. */
export const asSize = ({ amount: _, ...token }: Token): Token => ({ ...token, kind: 'code' });

/** The border after which the amount before it is corrected. */
export const CORRECTED = '≠';

/** A border where no sign was typed that a title could keep: an emoji, "and another". */
export const SILENT = '·';

/** Small letters, U+0435 for U+0451, as every word list is written; never changes the length. */
export const lowered = (text: string): string => {
  const low = text.toLowerCase();
  // Some capitals, such as U+0130, grow: places in the text matter more than they do.
  const same = low.length === text.length ? low : [...text].map(keepLength).join('');
  return same.replaceAll('\u0451', '\u0435');
};

const keepLength = (letter: string): string => {
  const low = letter.toLowerCase();
  return low.length === letter.length ? low : letter;
};

/** The comma between two tokens of a title, where it was typed as usual: behind the one, white space before the other. */
export const commaBetween = (before: Token | undefined, after: Token | undefined): Token[] => {
  if (!before || !after?.gap || after.start !== before.end + 2) return [];
  return [{ kind: 'mark', text: ',', low: ',', start: before.end, end: before.end + 1, gap: false }];
};
