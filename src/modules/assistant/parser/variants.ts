import type { Draft } from './draft.ts';
import { ACCUSATIVE } from './forms/texts.ts';
import { isLetterSize } from './qualities.ts';
import type { Token } from './token.ts';
import { SMALL } from './units/texts.ts';
import { isBeforeSize, isPhysical, unitOf } from './units/units.ts';
import { COLOUR } from './words/texts.ts';
import { isGoodsWord, isQualityWord } from './words/words.ts';

/** "Elbows 20 25 32, 10 of each", "cement sand gravel, 5 bags of each": several things in one piece. */
export const listed = (own: Draft): readonly Draft[] => {
  const measured = measuredSizes(own.title);
  if (measured.length > 1) {
    const head = own.title.slice(0, own.title.length - measured.flat().length);
    return measured.map((size) => ({ ...own, title: [...head, ...size] }));
  }
  const start = [shapeOf, letterSizeOf, colourOf]
    .map((kindOf) => alikeFrom(own.title, kindOf))
    .find((at) => at > 0);
  if (start !== undefined)
    return own.title.slice(start).map((one) => ({ ...own, title: [...own.title.slice(0, start), one] }));
  return own.title.every(isGoodsWord) && (own.title.length > 2 || own.title.every(isAsked))
    ? own.title.map((word) => ({ ...own, title: [word] }))
    : [own];
};

/** "Fanta cola" in the accusative: two things, for a thing and its kind would not both be asked for. */
const isAsked = ({ low }: Token): boolean => ACCUSATIVE.test(low);

/** Where two or more tokens of one kind begin at the end of a title; 0: nowhere. */
const alikeFrom = (title: readonly Token[], kindOf: (token: Token) => string): number => {
  const last = title.at(-1);
  const kind = last && kindOf(last);
  let start = title.length;
  while (kind && start > 0 && kindOf(title[start - 1] as Token) === kind) start -= 1;
  return title.length - start > 1 ? start : 0;
};
/** One for "24x44" and "30x55", another for bare numbers; empty: no size. */
const shapeOf = ({ kind, low }: Token): string =>
  (kind === 'number' || kind === 'code') && /^\d/.test(low)
    ? low.replace(/\d{1,9}(?:[.,]\d{1,9})?/gu, '0')
    : '';
const letterSizeOf = ({ low }: Token): string => (isLetterSize(low) || low === SMALL ? 'letter' : '');
const colourOf = ({ low }: Token): string => (COLOUR.test(low) ? 'colour' : '');

/** "… 600 mm 450 mm" at the end of a title: several sizes in the same measure. */
const measuredSizes = (title: readonly Token[]): (readonly Token[])[] => {
  const sizes: (readonly Token[])[] = [];
  const measure = measureOf(title.at(-1));
  for (let end = title.length; measure && end > 1; ) {
    const last = title[end - 1];
    const length = /^\d/.test(last?.low ?? '') ? 1 : 2;
    const size = title.slice(end - length, end);
    if (measureOf(last) !== measure || !/^\d+/.test(size[0]?.low ?? '')) break;
    sizes.unshift(size);
    end -= length;
  }
  return sizes;
};

/** `mm` of "450 mm" and of "450mm". */
const measureOf = (token: Token | undefined): string | undefined => {
  const [, measure = ''] = /^[\d.,]* ?(\p{L}{1,5})$/u.exec(token?.low ?? '') ?? [];
  return token && (isPhysical({ ...token, low: measure }) || unitOf(measure)) ? measure : undefined;
};

/** A number, a code, a letter that is a size. */
export const isSized = (token: Token | undefined): boolean =>
  token !== undefined &&
  (token.kind === 'number' || token.kind === 'code' || token.kind === 'amount' || isLetterSize(token.low));

/** The thing without its last size and what follows it. */
export const withoutSize = (title: readonly Token[], size: readonly Token[] = []): readonly Token[] => {
  const at = title.findLastIndex((token) => isSized(token) || /^[a-z]{1,3}$/.test(token.low));
  if (at <= 0) return title;
  // "Pipe 110 2 m 5 pcs, 1 m 3 pcs": only the length is another one.
  const measure = measureOf(size.at(-1));
  if (measure && at === title.length - 1 && at > 1 && measureOf(title[at]) === measure)
    return title.slice(0, /^\d/.test(title[at]?.low ?? '') ? at : at - 1);
  // "Suit 52-54 height 170-176, 56-58 height 182-188": both sizes are others.
  const second = size.slice(1).find(isBeforeSize)?.low;
  const named = second !== undefined && title.some(({ low }) => low === second);
  const isSize = (token: Token | undefined): boolean =>
    token !== undefined && (token.kind !== 'word' || (named && isBeforeSize(token)));
  let start = at;
  while (start > 1 && isSize(title[start - 1])) start -= 1;
  return title.slice(0, start);
};

/** The thing with another size in the same measure; undefined where it has none. */
export const resized = (title: readonly Token[], size: readonly Token[]): readonly Token[] | undefined => {
  const measure = measureOf(size.at(-1));
  const at = title.findLastIndex((token) => measure !== undefined && measureOf(token) === measure);
  if (at < 1) return undefined;
  const start = /^\d/.test(title[at]?.low ?? '') ? at : at - 1;
  return [...title.slice(0, start), ...size, ...title.slice(at + 1)];
};

/** "Gloves size 9, size 10": the word is said again. */
export const withoutSizeWord = (head: readonly Token[], size: readonly Token[]): readonly Token[] =>
  head.length > 1 && head.at(-1)?.low === size[0]?.low ? head.slice(0, -1) : head;

/** "6 apple juices, 4 orange ones": another quality of the same thing, which stands before or behind its word. */
export const withQuality = (title: readonly Token[], quality: readonly Token[]): readonly Token[] => {
  const at = alikeFrom(title, colourOf) || title.findLastIndex((token) => isQualityWord(token.low));
  if (at === 0 && title.length > 1) return [...quality, ...title.slice(1)];
  return [...(at > 0 ? title.slice(0, at) : title), ...quality];
};
