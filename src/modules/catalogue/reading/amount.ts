import { addDecimals, fitsNumeric, readDecimal, roundDecimal, shortDecimal } from '#kernel/decimal.ts';
import { pick } from './fields.ts';
import type { Notes } from './notes.ts';
import { INNER } from './texts.ts';
import { cutAt, lineOf } from './words.ts';

const LONGEST_NAME = 255;

/** A price as numeric(12,2) with two decimals; undefined when unknown or refused. */
export const readPrice = (value: unknown, field: string, notes: Notes): string | undefined => {
  const price = readNumber(value, field, notes, { precision: 12, scale: 2 });
  if (price?.startsWith('-')) {
    notes.warn('negative_price', field, value);
    return undefined;
  }
  return price;
};

/** A quantity as numeric(15,3) without needless zeros, may be below zero; undefined when unknown or refused. */
export const readQty = (value: unknown, field: string, notes: Notes): string | undefined => {
  const qty = readNumber(value, field, notes, { precision: 15, scale: 3 });
  return qty === undefined ? undefined : shortDecimal(qty);
};

/** Prices by the names of their types, from an object or a list; undefined when not sent. */
export const readPrices = (value: unknown, notes: Notes): Readonly<Record<string, string>> | undefined =>
  readNamed(value, 'prices', notes, { names: INNER.priceType, amounts: INNER.price, read: readPrice });

/** Quantities by warehouse, from an object or a list; what a warehouse has twice is added up. */
export const readStocks = (value: unknown, notes: Notes): Readonly<Record<string, string>> | undefined =>
  readNamed(value, 'stocks', notes, {
    names: INNER.warehouse,
    amounts: INNER.qty,
    read: readQty,
    join: addDecimals,
  });

/** The sum of all warehouses; undefined when there is none, or it is past numeric(15,3). */
export const sumOf = (stocks: Readonly<Record<string, string>>): string | undefined => {
  const quantities = Object.values(stocks);
  const sum = quantities.length === 0 ? undefined : quantities.reduce(addDecimals);
  return sum !== undefined && fitsNumeric(sum, 15, 3) ? sum : undefined;
};

const readNumber = (
  value: unknown,
  field: string,
  notes: Notes,
  { precision, scale }: { precision: number; scale: number },
): string | undefined => {
  const read = readDecimal(value);
  if (!read.ok) notes.warn('number_expected', field, value);
  if (!read.ok || read.value === undefined) return undefined;
  if (!fitsNumeric(read.value, precision, scale)) {
    notes.warn('number_too_large', field, value);
    return undefined;
  }
  const { value: fitting, rounded } = roundDecimal(read.value, scale);
  if (rounded && !isNoise(read.value, fitting)) notes.warn('number_rounded', field, value);
  return fitting;
};

/** What binary fractions leave behind, as in 2.1100000000000003, is nothing to tell anybody. */
const isNoise = (sent: string, kept: string): boolean => Math.abs(Number(sent) - Number(kept)) < 1e-6;

interface Naming {
  readonly names: readonly string[];
  readonly amounts: readonly string[];
  readonly read: (value: unknown, field: string, notes: Notes) => string | undefined;
  /** What becomes of a name met again; the later one wins by default. */
  readonly join?: (a: string, b: string) => string;
}

const readNamed = (
  value: unknown,
  field: string,
  notes: Notes,
  { names, amounts, read, join = (_, later) => later }: Naming,
): Readonly<Record<string, string>> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(value)
    ? value.map((row: unknown) =>
        typeof row === 'object' && row !== null ? [pick(row, names), pick(row, amounts)] : [undefined, row],
      )
    : Object.entries(value);
  const found = new Map<string, string>();
  for (const [name, sent] of entries) {
    const key = cutAt(nameOf(name), LONGEST_NAME);
    // By name: {"Main": 5}, or with more about it: {"Main": {"qty": 5}}.
    const said =
      typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? pick(sent, amounts) : sent;
    const amount = key === '' ? undefined : read(said, `${field}.${key}`, notes);
    const before = found.get(key);
    if (amount !== undefined) found.set(key, before === undefined ? amount : join(before, amount));
  }
  return Object.fromEntries(found);
};

const nameOf = (name: unknown): string =>
  lineOf(
    typeof name === 'object' && name !== null ? (pick(name, INNER.title) ?? pick(name, INNER.id)) : name,
  ) ?? '';
