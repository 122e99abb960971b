import { canonicalNumber, isInchFraction } from './number.ts';
import type { Part } from './parts.ts';
import { DIAMETER_WORDS, TIMES_LETTERS, UNITS } from './texts.ts';
import { type Token, token } from './token.ts';

/** A number inside an article code says less than one that stands alone. */
const IN_CODE = 0.75;
const SIZE = 0.5;

/** Tokens of a number, and how many parts they took. */
export interface NumberReading {
  readonly tokens: readonly Token[];
  readonly taken: number;
}

const isTimes = (part: Part): boolean => part.text.length === 1 && TIMES_LETTERS.includes(part.text);
const isWhole = (part: Part): boolean => /^\d+$/.test(part.text);

/** Whether letters glued to a number make it a piece of a code: neither "by", nor a unit, nor a diameter. */
const isInCode = (part: Part, before: Part | undefined, after: Part | undefined): boolean => {
  const codeBefore =
    before !== undefined &&
    before.to === part.from &&
    !before.isNumber &&
    !isTimes(before) &&
    !DIAMETER_WORDS.has(before.text);
  const codeAfter =
    after !== undefined &&
    after.from === part.to &&
    !after.isNumber &&
    !isTimes(after) &&
    !UNITS.has(after.text);
  return codeBefore || codeAfter;
};

/** The number after "by" that is glued to this one: `3x2.5`. */
const multiplier = (part: Part, times: Part | undefined, after: Part | undefined): Part | null =>
  times && after?.isNumber && isTimes(times) && times.from === part.to && after.from === times.to
    ? after
    : null;

/** Reads the number at `at`: alone, as a part of an inch, or with the number it is multiplied by. */
export const readNumber = (
  chunk: string,
  parts: readonly Part[],
  at: number,
  place: number,
): NumberReading => {
  const part = parts[at] as Part;
  const [before, after, second] = [parts[at - 1], parts[at + 1], parts[at + 2]];
  const number = (key: string, typed: string, weight: number): Token =>
    token({ kind: 'number', key, typed, weight, place });
  const size = (key: string): Token => token({ kind: 'size', key, typed: key, weight: SIZE, place });

  if (part.text.includes('+'))
    return { tokens: [number(part.text, part.text.replace('+', ' '), 1)], taken: 1 };

  const between = after === undefined ? '' : chunk.slice(part.to, after.from);
  if (
    after !== undefined &&
    between === '/' &&
    isInchFraction(part.text, after.text) &&
    !/[\d.,/+]/.test(chunk.charAt(part.from - 1)) &&
    !/[\d/]/.test(chunk.charAt(after.to))
  ) {
    const fraction = `${part.text}/${after.text}`;
    return { tokens: [number(fraction, fraction, 1)], taken: 2 };
  }

  const key = canonicalNumber(part.text);
  const tokens = [number(key, part.text, isInCode(part, before, after) ? IN_CODE : 1)];
  if (after !== undefined && between === '/' && isWhole(part) && isWhole(after)) {
    tokens.push(size(`${key}/${canonicalNumber(after.text)}`));
  }
  const factor = multiplier(part, after, second);
  if (factor !== null)
    return { tokens: [...tokens, size(`${key}x${canonicalNumber(factor.text)}`)], taken: 2 };
  if (after?.isNumber && between === '*') tokens.push(size(`${key}x${canonicalNumber(after.text)}`));
  return { tokens, taken: 1 };
};
