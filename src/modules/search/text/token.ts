/** What kinds of terms titles are cut into. */
export const TERM_KINDS = ['word', 'number', 'unit', 'size', 'skeleton', 'code', 'context'] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** Keys of different kinds never meet: `20` as a number and `20` in a code are two terms. */
const PREFIXES: Readonly<Record<TermKind, string>> = {
  word: '',
  number: '#',
  unit: '~',
  size: ':',
  skeleton: '=',
  code: '@',
  context: '%',
};

/** A word as it is spelled. */
export interface Word {
  /** The hash of its word term, also where the word stands in a context. */
  readonly term: number;
  /** The phonetic key with its ending. */
  readonly form: string;
  /** As typed, in small letters. */
  readonly surface: string;
  /** A full stop ends it. */
  readonly abbreviated: boolean;
}

/** A piece of a text that the index knows or looks for. */
export interface Token {
  readonly kind: TermKind;
  /** What is compared, without the prefix of its kind: a stem, a canonical number, a code without separators. */
  readonly key: string;
  /** Of the prefixed key; the identity of the term. */
  readonly hash: number;
  /** How much it says when typed, 0 to 1. */
  readonly weight: number;
  /** Words and numbers of a text counted from 1; several tokens may stand at one place, 0 is nowhere. */
  readonly place: number;
  /** Another reading of the word at the same place. */
  readonly alternative: boolean;
  /** Nothing is missed without it. */
  readonly optional: boolean;
  /** As in the prepared text. */
  readonly typed: string;
  /** Of words only. */
  readonly word: Word | null;
}

/** A stable signed 32-bit name of a term: FNV-1a over UTF-16 units with a final mix. */
export const termHash = (kind: TermKind, key: string): number => {
  const text = PREFIXES[kind] + key;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};

interface TokenDraft {
  readonly kind: TermKind;
  readonly key: string;
  readonly weight: number;
  readonly place: number;
  readonly typed: string;
  readonly alternative?: boolean;
  readonly optional?: boolean;
  readonly spelling?: Omit<Word, 'term'>;
}

/** Completes a token. */
export const token = (draft: TokenDraft): Token => {
  const hash = termHash(draft.kind, draft.key);
  return {
    kind: draft.kind,
    key: draft.key,
    hash,
    weight: draft.weight,
    place: draft.place,
    alternative: draft.alternative ?? false,
    optional: draft.optional ?? false,
    typed: draft.typed,
    word: draft.spelling === undefined ? null : { ...draft.spelling, term: hash },
  };
};

/** The term of a word where it stands in the context of a product. */
export const contextTerm = (word: string): number => termHash('context', word);
