import { toRussianLayout } from '../text/keyboard.ts';
import type { Token } from '../text/token.ts';
import { queryTokens } from '../text/tokenize.ts';
import { MEANINGFUL } from '../text/word-tokens.ts';
import type { WordFinder } from './candidates.ts';

/** A query in the keyboard layout that the catalogue understands best. */
export interface Reading {
  readonly text: string;
  readonly isRetyped: boolean;
  /** Chunks that may also be meant the other way: `1/2` is the same keys as a word. */
  readonly alsoRead: readonly string[];
}

const HAS_LATIN_KEYS = /[a-z;'[\],.]/i;
const HAS_CYRILLIC = /[\u0400-\u04ff]/;
const HAS_LATIN = /[a-z]/i;
const LETTERS = /[a-z\u0430-\u044f]/gi;

/** Only a clear gain makes a query retyped: this many letters explained by one layout only. */
const CLEAR_GAIN = 0.5;
const CLEARLY_BETTER = 0.1;
const FEWEST_LETTERS = 3;
/** Beside Cyrillic words only what makes no sense as it is and all sense the other way is retyped. */
const NO_SENSE = 0.5;
const ALL_SENSE = 0.85;

const SHORT_WORD = 0.7;
const GUESS = 0.8;
const CODE = 2;

/** Nobody writes `nev,f`: the sign is a letter of the other layout. */
const SIGN_AMONG_LETTERS = /[a-z][;'[\],][a-z]/i;
const DOUBTFUL = 0.8;

const countLetters = (text: string): number => text.match(LETTERS)?.length ?? 0;

/** Greetings are typed in the wrong layout as well; shorter filler may be anything. */
const isChat = ({ word, weight, typed }: Token): boolean =>
  word !== null && weight <= MEANINGFUL && typed.length >= FEWEST_LETTERS;

/** Which part of a chunk the catalogue explains, 0 to 1. */
const senseOf = (chunk: string, finder: WordFinder): number => {
  let explained = 0;
  let all = 0;
  for (const token of queryTokens(chunk)) {
    if (token.alternative || token.kind === 'size') continue;
    if (token.kind === 'code') {
      if (!finder.has(token)) continue;
      explained += CODE;
      all += CODE;
      continue;
    }
    const length = token.word?.form.length ?? 1;
    all += length;
    if (finder.has(token) || isChat(token))
      explained += length * (token.kind === 'word' && length <= 2 ? SHORT_WORD : 1);
    else if (token.kind === 'word') {
      let best = 0;
      for (const candidate of finder.candidatesOf(token).values())
        best = Math.max(best, candidate.similarity);
      explained += length * best * GUESS;
    }
  }
  return all === 0 ? 0 : explained / all;
};

interface Chunk {
  readonly typed: string;
  readonly retyped: string;
  readonly sense: number;
  readonly otherSense: number;
}

const retypeAmongCyrillic = (chunk: Chunk): string => {
  const makesSense = chunk.sense < NO_SENSE && chunk.otherSense > ALL_SENSE;
  return makesSense && countLetters(chunk.typed) >= FEWEST_LETTERS ? chunk.retyped : chunk.typed;
};

const asTyped = (text: string): Reading => ({ text, isRetyped: false, alsoRead: [] });

/** Decides chunk by chunk, against the words of the catalogue, which keyboard layout was meant. */
export const readLayout = (text: string, finder: WordFinder): Reading => {
  if (!HAS_LATIN_KEYS.test(text)) return asTyped(text);
  const chunks = text
    .split(/\s+/)
    .filter((typed) => typed !== '')
    .map((typed): Chunk => {
      const retyped = HAS_CYRILLIC.test(typed) ? typed : toRussianLayout(typed);
      if (retyped === typed || !HAS_LATIN_KEYS.test(typed))
        return { typed, retyped, sense: 0, otherSense: 0 };
      const sense = senseOf(typed, finder) * (SIGN_AMONG_LETTERS.test(typed) ? DOUBTFUL : 1);
      return { typed, retyped, sense, otherSense: senseOf(retyped, finder) };
    });
  if (HAS_CYRILLIC.test(text)) {
    const mended = chunks.map(retypeAmongCyrillic).join(' ');
    return {
      text: mended,
      isRetyped: chunks.some((chunk) => retypeAmongCyrillic(chunk) !== chunk.typed),
      alsoRead: [],
    };
  }
  let gain = 0;
  for (const { retyped, sense, otherSense } of chunks) {
    const letters = countLetters(retyped);
    if (letters >= FEWEST_LETTERS) gain += (otherSense - sense) * letters;
  }
  if (gain <= CLEAR_GAIN) return asTyped(text);

  const alsoRead: string[] = [];
  const mended = chunks.map(({ typed, retyped, sense, otherSense }) => {
    if (retyped === typed || sense > otherSense + CLEARLY_BETTER) return typed;
    if (HAS_LATIN.test(typed)) return retyped;
    const isFraction = typed.includes('/') && !/[|?]/.test(typed);
    alsoRead.push(isFraction ? retyped : typed);
    return isFraction ? typed : retyped;
  });
  const isRetyped = mended.some((chunk, at) => chunk !== chunks[at]?.typed);
  return { text: mended.join(' '), isRetyped, alsoRead };
};
