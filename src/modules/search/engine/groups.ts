import { toLatinLayout } from '../text/keyboard.ts';
import { phoneticKey } from '../text/phonetic-key.ts';
import { stem } from '../text/stem.ts';
import { type Token, termHash } from '../text/token.ts';
import { queryTokens } from '../text/tokenize.ts';
import { type Candidate, offer, type WordFinder } from './candidates.ts';
import type { Group } from './group.ts';
import type { Lexicon } from './lexicon.ts';
import { type Reading, readLayout } from './reading.ts';
import { addSynonyms } from './synonym-candidates.ts';
import type { Synonyms } from './synonyms.ts';

/** A query cut into groups, in the order of its words. */
export interface Cut {
  readonly reading: Reading;
  readonly groups: readonly Group[];
}

const LATIN_ABBREVIATION = 0.9;
const CONTEXT = 0.6;

const isFullWord = ({ kind, weight }: Token): boolean => kind === 'word' && weight === 1;

/** Titles repeat a brand or a number, `40x40x40`; who repeats them more often only insists. */
const MOST_REPEATS = { fullWord: 2, other: 6 };

const withoutRepeats = (tokens: readonly Token[]): readonly Token[] => {
  const times = new Map<number, number>();
  return tokens.filter((token) => {
    const { hash } = token;
    const before = times.get(hash) ?? 0;
    times.set(hash, before + 1);
    return before < (isFullWord(token) ? MOST_REPEATS.fullWord : MOST_REPEATS.other);
  });
};

/** Tokens of the query as it was read, and of what it may mean besides. */
const tokensOf = (text: string, reading: Reading): readonly Token[] => {
  if (!reading.isRetyped) return queryTokens(reading.text);
  const codesAsTyped = queryTokens(text).filter((token) => token.kind === 'code');
  const otherwise = reading.alsoRead
    .flatMap(queryTokens)
    .filter((token) => token.kind === 'number' || token.kind === 'size')
    .map((token) => ({ ...token, place: 0 }));
  const aside = [...codesAsTyped, ...otherwise].map((token) => ({ ...token, optional: true }));
  return [...queryTokens(reading.text), ...aside];
};

/** A Latin abbreviation typed in the Russian layout: its keys make no other word. */
const asLatinAbbreviation = (token: Token, lexicon: Lexicon): Candidate | null => {
  if (token.kind !== 'word' || !/^[\u0430-\u044f]+$/.test(token.typed)) return null;
  const latin = toLatinLayout(token.typed);
  if (!/^[a-z]+$/.test(latin)) return null;
  const term = lexicon.termOf(termHash('word', stem(phoneticKey(latin))));
  return term < 0
    ? null
    : { term, similarity: LATIN_ABBREVIATION, kind: 'layout', form: lexicon.formOf(term) };
};

/** As the person typed it: retyped words are found back in the text. */
const typedAs = (token: Token, text: string, reading: Reading): string => {
  if (!reading.isRetyped || text.includes(token.typed)) return token.typed;
  const keys = toLatinLayout(token.typed);
  return text.includes(keys) ? keys : token.typed;
};

const RETYPED_KINDS: ReadonlySet<string> = new Set(['exact', 'form']);

const addContext = (candidates: Map<number, Candidate>, lexicon: Lexicon): void => {
  for (const candidate of [...candidates.values()]) {
    const context = lexicon.contextOf(candidate.term);
    if (context < 0) continue;
    offer(candidates, {
      ...candidate,
      term: context,
      similarity: candidate.similarity * CONTEXT,
      kind: candidate.kind === 'synonym' ? 'synonym' : 'context',
    });
  }
};

/** Cuts a query into groups of candidates: one for each typed word, number, unit, size and code. */
export const cutQuery = (text: string, lexicon: Lexicon, synonyms: Synonyms, finder: WordFinder): Cut => {
  const reading = readLayout(text, finder);
  const small = text.toLowerCase();
  const groups: Group[] = [];
  const words = new Map<number, Group>();
  for (const token of withoutRepeats(tokensOf(text, reading))) {
    const candidates = new Map(finder.candidatesOf(token));
    if (candidates.size === 0) {
      const latin = asLatinAbbreviation(token, lexicon);
      if (latin !== null) candidates.set(latin.term, latin);
    }
    if (token.alternative) {
      const word = words.get(token.place);
      if (word !== undefined) for (const candidate of candidates.values()) offer(word.candidates, candidate);
      continue;
    }
    const typed = typedAs(token, small, reading);
    if (typed !== token.typed) {
      for (const [term, candidate] of candidates) {
        if (RETYPED_KINDS.has(candidate.kind)) candidates.set(term, { ...candidate, kind: 'layout' });
      }
    }
    const { kind, weight, place, optional } = token;
    const group: Group = {
      typed,
      token,
      kind,
      weight,
      place,
      optional,
      isFullWord: isFullWord(token),
      candidates,
    };
    groups.push(group);
    if (kind === 'word') words.set(place, group);
  }
  addSynonyms(groups, synonyms, lexicon);
  for (const group of groups) if (group.isFullWord) addContext(group.candidates, lexicon);
  return { reading, groups };
};
