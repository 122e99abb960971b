import type { Token } from './token.ts';
import { LETTER_SIZE, NAMED_CODE, PARTS } from './units/texts.ts';
import { isBeforeSize, isPhysical, unitOf } from './units/units.ts';
import { isQualityWord } from './words/words.ts';

/** Bare numbers below are rarely sizes. */
export const FEWEST_SIZE = 13;

/** `S`, `M`, `XL`, and the Cyrillic letters that look like them. */
export const isLetterSize = (low: string): boolean => LETTER_SIZE.test(low);

/** A title that is a size alone: `25`, `3/4`, `20 mm`. */
export const isSizeOnly = (title: readonly Token[]): boolean =>
  title.length > 0 &&
  title.every(
    (token) =>
      (token.kind !== 'word' && !NAMED_CODE.test(token.low)) ||
      isPhysical(token) ||
      isBeforeSize(token) ||
      isLetterSize(token.low) ||
      /^[a-z]{1,3}$/.test(token.low),
  );

/** `NE555`, `BN46`: a code that names a thing, unlike `PN16`, `DN15`. */
export const isNamedByCode = (title: readonly Token[]): boolean => {
  const [, letters = ''] = /^(\p{L}{2,})-?\d/u.exec(title[0]?.low ?? '') ?? [];
  return letters !== '' && !unitOf(letters) && !isBeforeSize({ ...(title[0] as Token), low: letters });
};

/** "M300, 40 kg" are two sizes of one thing; "M6, M8" and "20, 25 mm" are one size each of two. */
export const isAlike = (title: readonly Token[], size: readonly Token[]): boolean => {
  if (size.some(({ low }) => PARTS.has(low))) return false;
  if (isLetterSize(size[0]?.low ?? '')) return isLetterSize(title.at(-1)?.low ?? '');
  const from = title.findLastIndex(({ low }) => /\d/.test(low));
  const [one, other] = [title.slice(from), size].map((some) =>
    some.map(({ low }) => low.replace(/[^\p{L}]/gu, '')).join(''),
  );
  return one === '' || other === '' || one === other;
};

/** A title that only tells which one: "black", "matt". */
export const isQuality = (title: readonly Token[], shouted: boolean): boolean =>
  title.length > 0 &&
  title.length < 4 &&
  title.every(
    (token) =>
      token.kind === 'word' &&
      isQualityWord(token.low) &&
      (shouted || token.text === token.text.toLowerCase()),
  );
