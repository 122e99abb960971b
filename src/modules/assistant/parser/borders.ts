import { CUT_END, VOWEL } from './forms/texts.ts';
import { isDash } from './numbers/numbers.ts';
import type { Token } from './token.ts';
import { unitOf } from './units/units.ts';
import { BUT, CORRECTING, JOINTS, LONG_CUTS } from './words/texts.ts';
import { isAdjective, isGoodsWord, isName, isTalk } from './words/words.ts';

/** Tokens that a closing bracket is looked for. */
const LONGEST_BRACKET = 40;
/** Letters of a word that a dot may cut short. */
const LONGEST_CUT = 4;
/** A number with a word that a dot cuts short: "2 keys", "60 watts". */
const CUT_SIZE = /^\d+(?:[.,]\d+)?\p{L}{1,4}$/u;
/** Letters of a unit that a dot may cut short. */
const LONGEST_ABBREVIATION = 5;

/** The same tokens, with commas, ends of sentences, "and", "plus" and `+` as borders, except inside of brackets. */
export const markBorders = (tokens: readonly Token[]): Token[] => {
  let inside = -1;
  let corrects = false;
  return tokens.map((token, at) => {
    if (token.text === '(' && at > inside) inside = closing(tokens, at);
    if (at <= inside) return token;
    if (isSmile(token, tokens[at - 1])) return { ...token, kind: 'border', low: '!' };
    corrects ||= CORRECTING.has(token.low);
    const isBut = corrects && token.low === BUT && at > 0;
    return isBut || isBorder(tokens, at) ? { ...token, kind: 'border' } : token;
  });
};

/** "Gardeners are coming))": a bracket that was never opened ends a sentence; behind a number it may count a list. */
const isSmile = (token: Token, before: Token | undefined): boolean =>
  token.text === ')' && (before?.kind === 'word' || before?.text === ')');

const closing = (tokens: readonly Token[], at: number): number => {
  for (let next = at + 1; next < tokens.length && next < at + LONGEST_BRACKET; next += 1)
    if (tokens[next]?.text === ')') return next;
  return -1;
};

const isBorder = (tokens: readonly Token[], at: number): boolean => {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!token) return false;
  if (token.kind === 'word') return JOINTS.has(token.low) && !isDash(before);
  if (token.kind !== 'mark') return false;
  if (/^[,;!?…•·●▪|]$/u.test(token.text)) return true;
  if (token.text === '+' || token.text === '/') return token.gap && (after?.gap ?? false);
  return token.text === '.' && !isCutBeforeNumber(tokens, at - 1) && isEnd(before, after);
};

/** "Brick sol. 500": a word behind the name of a thing, in small letters and cut short, and behind its dot a number. */
export const isCutBeforeNumber = (tokens: readonly Token[], at: number): boolean => {
  const [thing, word, number] = [tokens[at - 1], tokens[at], tokens[at + 2]];
  if (word?.kind !== 'word' || number?.kind !== 'number' || !thing) return false;
  if (thing.kind !== 'code' && !isGoodsWord(thing)) return false;
  return word.text === word.low && CUT_END.test(word.low) && !isAdjective(word.low) && !isTalk(word);
};

/** A dot at the end of a sentence, not of an abbreviation. */
const isEnd = (before: Token | undefined, after: Token | undefined): boolean => {
  if (!after || CORRECTING.has(after.low)) return true;
  const isNew = /^\p{Lu}\p{Ll}{2}/u.test(after.text);
  if (before?.kind === 'mark') return after.gap && isNew && /^["»”)]$/u.test(before.text);
  if (before?.kind === 'code' && CUT_SIZE.test(before.low) && after.text === after.low) return false;
  if (before?.kind !== 'word') return after.gap;
  if (unitOf(before.low)) return isNew || (after.gap && before.low.length > LONGEST_ABBREVIATION);
  if (isCutShort(before.low) && !isName(before) && (after.text === after.low || !after.gap)) return false;
  return after.gap || (after.kind === 'word' && after.low.length > LONGEST_CUT);
};

/** Before a dot: a word is cut short behind a consonant, as a rule. */
export const isCutShort = (low: string): boolean =>
  LONG_CUTS.has(low) || (low.length <= LONGEST_CUT && (low.length < 3 || !VOWEL.test(low.slice(-1))));
