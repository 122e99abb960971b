import { TIMES_LETTERS, TIMES_WORD, YE, YO } from './texts.ts';

type Rule = readonly [pattern: RegExp, replacement: string];

/** Before compatibility forms are resolved: `1½` is not `11/2`, a unit has no digits, and neither a numero sign nor a trade mark has letters. */
const SIGNS: readonly Rule[] = [
  [/(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])/g, ' '],
  [/[\u00b2\u00b3\u2122\u00ae\u00a9\u2120]/g, ''],
  [/\u2116/g, ' '],
];

const SPELLING: readonly Rule[] = [
  [/[\u00d7\u2715\u2716]/g, 'x'],
  [/[\u2300\u2205\u00f8]\s*(?=\d)/g, ' d'],
  [/\u2044/g, '/'],
  [/[\u2018\u2019\u00b4]/g, "'"],
];

/** Soft signs of transliteration and the like. */
const APOSTROPHE = /(?<=\p{L})'(?=\p{L}|\s|$)/gu;

const NUMBERS: readonly Rule[] = [
  [new RegExp(`(\\d)\\s*${TIMES_WORD}\\s+(?=\\d)`, 'g'), '$1x'],
  [new RegExp(`(\\d)\\s+[${TIMES_LETTERS}*]\\s+(?=\\d)`, 'g'), '$1x'],
  [/(^|[^\d.,/])(\d) ([1357]\/[248])(?![\d.,])/g, '$1$2+$3'],
];

/** Those who write Russian in Latin letters write its 25th letter as 4, which it looks like. */
const FOUR_FOR_CH: readonly Rule[] = [
  [/([a-z]{2,})4(?=[a-z]{2})/g, '$1ch'],
  [/\b4(?=[a-z]{3})/g, 'ch'],
];

const ASCII_OR_RUSSIAN = /^[\u0020-\u007e\u0410-\u044f]*$/;
const MARKS_AND_FORMATS = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const LATIN_WITH_MARK = /[\u00e0-\u00f7\u00f9-\u024f]/g;

/** A zero inside a Russian word is the letter it looks like. */
const ZERO_FOR_O: readonly Rule[] = [[/(?<=[\u0430-\u044f]{2})0(?=[\u0430-\u044f]{2})/g, '\u043e']];

const apply = (text: string, rules: readonly Rule[]): string =>
  rules.reduce((done, [pattern, replacement]) => done.replace(pattern, replacement), text);

const unaccented = (letter: string): string => letter.normalize('NFD').charAt(0);

const withoutRareSigns = (text: string): string =>
  apply(text, SIGNS)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(YO, YE)
    .replace(MARKS_AND_FORMATS, '')
    .replace(LATIN_WITH_MARK, unaccented);

/**
 * Text as the tokeniser reads it: small letters, no accents or invisible signs, one sign per meaning,
 * numbers with "by" between them joined, `1 1/2` as `1+1/2`.
 */
export const prepare = (text: string): string => {
  const plain = ASCII_OR_RUSSIAN.test(text) ? text.toLowerCase() : apply(withoutRareSigns(text), SPELLING);
  const joined = plain.includes("'") ? plain.replace(APOSTROPHE, '') : plain;
  const lettered = /0[\u0430-\u044f]/.test(joined) ? apply(joined, ZERO_FOR_O) : joined;
  const numbered = /\d\s/.test(lettered) ? apply(lettered, NUMBERS) : lettered;
  return /4[a-z]{2}/.test(numbered) ? apply(numbered, FOUR_FOR_CH) : numbered;
};
