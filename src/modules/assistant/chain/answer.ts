import { z } from 'zod';
import { compareDecimals, readDecimal, roundDecimal, shortDecimal } from '#kernel/decimal.ts';
import { cleanText, isBlank } from '#kernel/text.ts';
import { UNITS, type WantedLine } from '../contract.ts';

/** A line as a model may say it: titles and amounts only. */
export type SaidLine = Pick<WantedLine, 'title' | 'qty' | 'unit'>;

/** Lines that are taken from one answer of a model. */
export const MOST_ANSWERED = 50;
const LONGEST_TITLE = 255;
/** The largest amount that a model is believed by itself. */
export const MOST_ANSWERED_QTY = '10000';

/**
 * The lines of what a model answered: an array, `{"items": […]}`, or a text that holds the one or the other, in a fence
 * or among words. Undefined: no answer. Ids, prices and whatever else a model adds are not read; an empty array is an
 * answer without lines. An amount that makes no sense counts as not said.
 */
export const linesOf = (answer: unknown): readonly SaidLine[] | undefined => {
  if (typeof answer !== 'string') return linesIn(answer);
  for (const value of jsonIn(answer)) {
    const lines = linesIn(value);
    if (lines) return lines;
  }
  return undefined;
};

const linesIn = (value: unknown): readonly SaidLine[] | undefined => {
  const items = Items.safeParse(value);
  if (!items.success) return undefined;
  const lines = items.data.map(lineOf).filter((line) => line !== undefined);
  return items.data.length > 0 && lines.length === 0 ? undefined : lines.slice(0, MOST_ANSWERED);
};

const Items = z
  .array(z.unknown())
  .or(z.object({ items: z.array(z.unknown()) }).transform(({ items }) => items));
const Item = z.object({ title: z.string(), qty: z.unknown().optional(), unit: z.unknown().optional() });

const lineOf = (item: unknown): SaidLine | undefined => {
  const read = Item.safeParse(item);
  if (!read.success) return undefined;
  const title = cleanText(read.data.title).replace(/\s+/g, ' ').trim();
  if (isBlank(title)) return undefined;
  return {
    title: cut(title),
    qty: qtyOf(read.data.qty),
    unit: UNITS.find((unit) => unit === read.data.unit) ?? null,
  };
};

/** At most three decimals, as amounts are stored. */
const qtyOf = (qty: unknown): string | null => {
  if (typeof qty !== 'number' && typeof qty !== 'string') return null;
  const read = readDecimal(qty);
  if (!read.ok || read.value === undefined) return null;
  const value = shortDecimal(roundDecimal(read.value, 3).value);
  if (compareDecimals(value, '0') <= 0) return null;
  return compareDecimals(value, MOST_ANSWERED_QTY) > 0 ? MOST_ANSWERED_QTY : value;
};

const cut = (title: string): string =>
  title
    .slice(0, LONGEST_TITLE)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
    .trim();

const FENCE = /^```[\w-]*\s*([\s\S]*?)\s*```$/;

/** The text as JSON, without a fence around it; else the balanced arrays and objects in it that are JSON. */
function* jsonIn(text: string): Generator<unknown> {
  const bare = text.trim().replace(FENCE, '$1');
  const whole = parsed(bare);
  if (whole !== undefined) return yield whole;
  for (const part of balancedIn(bare)) {
    const value = parsed(part);
    if (value !== undefined) yield value;
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/**
 * From an opening bracket to the one that closes it, again and again; brackets inside strings do not count. Ends at one
 * that nothing closes: what stands in it was cut off.
 */
function* balancedIn(text: string): Generator<string> {
  let start = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = depth > 0;
    else if (char === '[' || char === '{') {
      if (depth === 0) start = at;
      depth += 1;
    } else if ((char === ']' || char === '}') && depth > 0) {
      depth -= 1;
      if (depth === 0) yield text.slice(start, at + 1);
    }
  }
}
