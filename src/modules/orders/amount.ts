import {
  compareDecimals,
  multiplyDecimals,
  readDecimal,
  roundDecimal,
  shortDecimal,
} from '#kernel/decimal.ts';
import { MOST_QTY } from './contract.ts';

/** Decimals of an amount in the database. */
const SCALE = 3;
/** A line of more money than this is a typing error; so many lines of it still fit the total. */
const MOST_MONEY = '99999999999.99';

/** What is sold at least, and in which steps; null where any amount will do. */
export interface Steps {
  readonly orderMin: string | null;
  readonly orderMultiple: string | null;
}

/** An amount as it was written, as an exact decimal of three places at most; undefined: none that can be ordered. */
export const readQty = (written: string): string | undefined => {
  const read = readDecimal(written);
  if (!read.ok || read.value === undefined) return undefined;
  const qty = shortDecimal(roundDecimal(read.value, SCALE).value);
  return compareDecimals(qty, '0') > 0 && compareDecimals(qty, MOST_QTY) <= 0 ? qty : undefined;
};

/** The least amount that can be sold and is not below `qty`: the minimum, then the next multiple. */
export const roundUp = (qty: string, { orderMin, orderMultiple }: Steps): string => {
  const [wanted, least] = [scaled(qty), scaled(orderMin ?? '0')];
  const enough = wanted > least ? wanted : least;
  const step = orderMultiple === null ? 0n : scaled(orderMultiple);
  return step > 0n ? written(((enough + step - 1n) / step) * step) : written(enough);
};

/** What an amount costs, to the kopeck; null: on request. */
export const sumOf = (qty: string, price: string | null): string | null =>
  price === null ? null : roundDecimal(multiplyDecimals(qty, price), 2).value;

/** Whether nobody means to pay so much. */
export const isAbsurd = (sum: string | null): boolean => sum !== null && compareDecimals(sum, MOST_MONEY) > 0;

/** How much of a wanted amount there is. */
export const covered = (stock: string, qty: string): string =>
  compareDecimals(stock, qty) < 0 ? stock : qty;

const scaled = (decimal: string): bigint => BigInt(roundDecimal(decimal, SCALE).value.replace('.', ''));

const written = (thousandths: bigint): string => {
  const digits = thousandths.toString().padStart(SCALE + 1, '0');
  const cut = digits.length - SCALE;
  return shortDecimal(`${digits.slice(0, cut)}.${digits.slice(cut)}`);
};
