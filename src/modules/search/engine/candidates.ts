import { MATCH_KINDS, type MatchKind } from '../contract.ts';
import { transliterationKeys } from '../text/phonetic-key.ts';
import { stem } from '../text/stem.ts';
import { type Token, termHash, type Word } from '../text/token.ts';
import { isShopTalk, MEANINGFUL } from '../text/word-tokens.ts';
import type { Lexicon } from './lexicon.ts';
import { type Sought, visitLike } from './likeness.ts';

/** A term of the catalogue that a typed word may stand for. */
export interface Candidate {
  readonly term: number;
  /** 0 to 1. */
  readonly similarity: number;
  readonly kind: MatchKind;
  /** The spelling it was found by; -1 where it is no word. */
  readonly form: number;
  /** Other terms that a product must have as well: the rest of a synonym of several words. */
  readonly together?: readonly number[];
  /** Several typed words may be met by this one: they stand for it only together. */
  readonly shared?: boolean;
  /** It may well be another word: a product is not found by it alone. */
  readonly faint?: boolean;
  /** What people read, where it is not the form. */
  readonly found?: string;
}

/** By term, the surest one of each. */
export type Candidates = ReadonlyMap<number, Candidate>;

/** The surer one first; of equals a word rather than what it looks like, then the one of the surer kind. */
export const bySureness = (one: Candidate, other: Candidate): number =>
  other.similarity - one.similarity ||
  Number(other.form >= 0) - Number(one.form >= 0) ||
  MATCH_KINDS.indexOf(one.kind) - MATCH_KINDS.indexOf(other.kind);

/** Keeps the surest candidate of each term. */
export const offer = (candidates: Map<number, Candidate>, candidate: Candidate): void => {
  const known = candidates.get(candidate.term);
  if (known === undefined || bySureness(candidate, known) < 0) candidates.set(candidate.term, candidate);
};

/** Finds what typed words may stand for in a catalogue; what it found for a token is kept. */
export interface WordFinder {
  candidatesOf(token: Token): Candidates;
  /** Whether products have the very term. */
  has(token: Token): boolean;
}

const SAME_STEM = 0.97;
const TRANSLITERATED = 0.95;
const ABBREVIATED = 1.1;
const READINGS_WITH_TYPOS = 3;
const OTHER_READING = 0.95;
const STEM_READING = 0.97;
const SHORTEST_STEM = 4;

/** Words of mixed letters are Russian ones with look-alikes among them. */
const isLatin = (word: string): boolean => /^[a-z]+$/.test(word);

/** `withHidden`: words that only hidden products have are found, too. */
export const createWordFinder = (lexicon: Lexicon, withHidden: boolean): WordFinder => {
  const { vocabulary } = lexicon;
  const kept = new Map<string, Candidates>();

  const isInUse = (term: number): boolean =>
    lexicon.isTermUsed(term, withHidden) || lexicon.isTermUsed(lexicon.contextOf(term), withHidden);

  /** Whether products spell a word so; forms outlive the products that brought them. */
  const isSpelled = (form: number): boolean => lexicon.isFormUsed(form, withHidden);

  const exact = (token: Token, { form: spelling, surface }: Word): Candidate | null => {
    const term = lexicon.termOf(token.hash);
    if (term < 0) return null;
    const own = vocabulary.find(spelling);
    const isSame = own >= 0 && lexicon.termOfForm(own) === term && isSpelled(own);
    const form = isSame ? own : lexicon.formOf(term);
    const isForeign = isLatin(surface) !== isLatin(lexicon.surfaceOf(form));
    const kind = isForeign ? 'transliteration' : isSame ? 'exact' : 'form';
    return { term, similarity: isSame ? 1 : SAME_STEM, kind, form };
  };

  const transliterated = (key: string): Candidate | null => {
    const term = lexicon.termOf(termHash('word', stem(key)));
    if (term < 0) return null;
    const form = vocabulary.find(key);
    return {
      term,
      similarity: TRANSLITERATED,
      kind: 'transliteration',
      form: form >= 0 ? form : lexicon.formOf(term),
    };
  };

  /** What is compared with the vocabulary, and how much a finding is worth then. */
  const soughtOf = (
    token: Token,
    word: Word,
    readings: readonly string[],
    isKnown: boolean,
  ): readonly [Sought, number][] => {
    const letters = word.surface.length;
    const isRight = isShopTalk(word.form);
    const stemmed = token.key !== word.form && token.key.length >= SHORTEST_STEM ? [token.key] : [];
    const aside = (key: string, worth: number): [Sought, number] => [
      { key, surface: null, letters: key.length, isKnown, isRight },
      worth,
    ];
    return [
      [
        { key: word.form, surface: word.surface, letters, isKnown, isRight },
        word.abbreviated ? ABBREVIATED : 1,
      ],
      ...readings.slice(0, READINGS_WITH_TYPOS).map((key) => aside(key, OTHER_READING)),
      ...stemmed.map((key) => aside(key, STEM_READING)),
    ];
  };

  const find = (token: Token): Candidates => {
    const found = new Map<number, Candidate>();
    const add = (candidate: Candidate | null): void => {
      if (candidate !== null && isInUse(candidate.term)) offer(found, candidate);
    };
    const { word } = token;
    if (word === null) {
      const kind = token.kind === 'code' || token.kind === 'skeleton' ? 'code' : 'number';
      const term = lexicon.termOf(token.hash);
      if (term >= 0) add({ term, similarity: 1, kind, form: -1, found: token.key });
      return found;
    }
    const readings = transliterationKeys(word.surface);
    add(exact(token, word));
    for (const key of readings) add(transliterated(key));
    if (token.weight <= MEANINGFUL) return found;
    for (const [sought, worth] of soughtOf(token, word, readings, found.size > 0)) {
      visitLike(lexicon, sought, (form, kind, likeness, faint) => {
        if (!isSpelled(form)) return;
        const similarity = Math.min(1, likeness * worth);
        add({ term: lexicon.termOfForm(form), similarity, kind, form, faint });
      });
    }
    return found;
  };

  return {
    candidatesOf: (token) => {
      const name = `${token.hash}|${token.typed}${token.word?.abbreviated ? '.' : ''}`;
      const known = kept.get(name);
      if (known !== undefined) return known;
      const found = find(token);
      kept.set(name, found);
      return found;
    },
    has: (token) => lexicon.isTermUsed(lexicon.termOf(token.hash), withHidden),
  };
};
