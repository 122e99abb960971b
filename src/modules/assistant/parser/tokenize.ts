import type { Unit } from '../contract.ts';
import { noiseOf } from './noise/noise.ts';
import { ON, THOUSAND, THOUSANDS } from './numbers/texts.ts';
import { CORRECTED, lowered, RANK, SILENT, type Token } from './token.ts';
import {
  COMPOUND,
  COUNTED_SIZE,
  DOTTED_METRE,
  SHORT_NOUN,
  SQUARED,
  TIMES_NUMBER,
  TIMES_SIZE,
} from './units/texts.ts';
import { rankOf, unitOf } from './units/units.ts';
import { TIMES } from './words/texts.ts';

/** `B22,5`, `SDR13,6`. */
const MARKED_DECIMAL = /\p{L}{1,3}\d{1,3}[.,]\d(?![\p{L}\d.,])/uy;
const NUMBER = /\d{1,30}(?:[.,]\d{1,9}(?![.,]?\d))?/uy;
const LETTERS = /[\p{L}\p{M}²³]{1,60}/uy;
/** A word, digits inside and parts behind hyphens, dots or slashes included. */
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}²³]{0,99}(?:[-/'’·][\p{L}\p{M}\p{N}]{1,99}){0,9}/uy;
/** "Iron60w1pc": a thing, its size, its amount in one word. */
const SIZE_AMOUNT = /^(\p{L}{3,20}\d{1,5}\p{L}{1,3})\d{1,4}(\p{L}{1,6})$/u;
/** Digits that stick to a long word by a hyphen are an amount: "coupling-5", "tap-3pcs". */
const STUCK_AMOUNT = /^(\p{L}{4,})-(\d{1,4})$|^(\p{L}[\p{L}\d/-]{1,})-(\d{1,4})(\p{L}{1,9})$/u;
/** Behind it begin signs. */
const LAST_LETTER = 0x2000;
/** Emoji stand where a comma would. */
const PICTURE = /(?:(?![©®™\d#*])\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})+/uy;
const INCHES = /["”″'’°%]{1,2}/uy;

/** Words, numbers and signs in the order they stand; noise such as phones, dates and prices is one `dropped` token. */
export const tokenize = (row: string): Token[] => {
  const low = lowered(row);
  const tokens: Token[] = [];
  let at = 0;
  let gap = true;
  const push = (kind: Token['kind'], end: number, sign = low.slice(at, end)): void => {
    tokens.push({ kind, text: row.slice(at, end), low: sign, start: at, end, gap });
    at = end;
    gap = false;
  };
  const noise = noiseOf(low);
  let nextNoise = 0;
  while (at < row.length) {
    const found = noise[nextNoise];
    if (found && found.start <= at) {
      nextNoise += 1;
      if (found.end > at) push(found.kind, found.end, found.kind === 'border' ? CORRECTED : undefined);
      continue;
    }
    const letter = low.charAt(at);
    if (/\s/u.test(letter)) {
      at += 1;
      gap = true;
      continue;
    }
    const picture = row.charCodeAt(at) > LAST_LETTER ? ending(PICTURE, low, at) : undefined;
    if (picture) {
      push('border', picture, SILENT);
      gap = true;
      continue;
    }
    const compound = ending(MARKED_DECIMAL, low, at) ?? withoutCount(low, at, ending(COMPOUND, low, at));
    if (compound && !isTimesAmount(low, at, gap || low.charAt(at - 1) === '(')) {
      push('code', compound);
      continue;
    }
    if (/\d/u.test(letter)) {
      readNumber();
      continue;
    }
    const word = ending(WORD, low, at);
    if (word) readWord(word);
    else push('mark', at + ((row.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
  }
  return tokens;

  function readNumber(): void {
    const end = ending(NUMBER, low, at) ?? at + 1;
    const mark = ending(INCHES, low, end);
    if (mark) {
      push('code', mark);
      return;
    }
    const letters = ending(LETTERS, low, end);
    if (!letters) {
      push('number', end);
      return;
    }
    const hyphened = ending(WORD, low, end);
    if (hyphened && hyphened > letters && unitOf(low.slice(end, hyphened))) {
      push('number', end);
      push('word', hyphened);
      return;
    }
    const stuck = low.slice(end, letters);
    if (
      THOUSANDS.has(stuck) &&
      unitOf(/^\s(\p{L}{1,12})/u.exec(low.slice(letters, letters + 14))?.[1] ?? '')
    ) {
      push('number', end);
      push('word', letters, THOUSAND);
      return;
    }
    const after = low.charAt(letters);
    const unit =
      /[23]/.test(after) && !/\d/.test(low.charAt(letters + 1)) && unitOf(stuck + after)
        ? letters + 1
        : letters;
    if (unitOf(low.slice(end, unit)) && !/[\p{L}\d]/u.test(low.charAt(unit))) {
      push('number', end);
      push('word', unit);
    } else if (
      TIMES.has(stuck) &&
      !/\d/.test(after) &&
      !/^\s*(?:[,;.]|$)/u.test(low.slice(letters, letters + 20))
    ) {
      push('number', end);
      push(after === '-' ? 'code' : 'mark', letters);
    } else if (DOTTED_METRE.test(low.slice(end, end + 3)) || SQUARED.has(stuck) || stuck === ON) {
      push('number', end);
    } else push('code', ending(WORD, low, end) ?? letters);
  }

  function readWord(end: number): void {
    const word = low.slice(at, end);
    const times = TIMES_NUMBER.test(word);
    if (times && (gap || !/[\p{L}\p{N}]/u.test(low.charAt(at - 1)))) {
      push('mark', at + 1);
      return;
    }
    const amount = STUCK_AMOUNT.exec(word);
    if (amount && (amount[5] === undefined || isStuck(amount[3] ?? '', unitOf(amount[5])))) {
      push(/\d/.test(amount[3] ?? '') ? 'code' : 'word', at + (amount[1] ?? amount[3] ?? '').length);
      push('mark', at + 1);
      return;
    }
    const size = SIZE_AMOUNT.exec(word);
    if (size?.[1] && rankOfWord(size[2]) > RANK.measure) {
      push('code', at + size[1].length);
      return;
    }
    const [, stuck, counted] = /^(\p{L}{2,20})\d{1,5}(\p{L}{1,8})?$/u.exec(word) ?? [];
    const isCount = counted
      ? stuck && (stuck.length > 3 || SHORT_NOUN.test(stuck)) && unitOf(counted)
      : stuck && unitOf(stuck);
    if (stuck && isCount && !unitOf(word)) {
      push('word', at + stuck.length);
      return;
    }
    push(/\d/u.test(word) && !unitOf(word) ? 'code' : 'word', end);
  }
};

const rankOfWord = (word = ''): number => {
  const unit = unitOf(word);
  return unit ? rankOf(unit) : 0;
};

/** `M6-100pcs`: behind a short code only a counted unit is an amount. */
const isStuck = (code: string, unit: Unit | undefined): boolean =>
  unit !== undefined && (code.length > 2 || rankOf(unit) > RANK.measure);

/** `150x6000*12pcs` is a size and an amount. */
const withoutCount = (low: string, at: number, end: number | undefined): number | undefined => {
  if (end === undefined) return undefined;
  const last = COUNTED_SIZE.exec(low.slice(at, end));
  const unit = last?.[2] && unitOf(last[2]);
  return last?.[1] && unit && rankOf(unit) > RANK.measure ? at + last[1].length : end;
};

/** «x2» after white space is an amount, not the beginning of a size. */
const isTimesAmount = (low: string, at: number, gap: boolean): boolean =>
  gap && TIMES.has(low.charAt(at)) && !TIMES_SIZE.test(low.slice(at, at + 12));

const ending = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};
