import { isZero, quantity, roubles } from '#kernel/amounts.ts';
import { compareDecimals } from '#kernel/decimal.ts';
import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { Button } from '#modules/conversations/index.ts';
import type { Order, OrderLine } from '#modules/orders/index.ts';
import { texts } from './texts.ts';

/** Characters of a title and of a unit in a list: a page of the longest ones is still one message. */
const LONGEST_TITLE = 160;
const LONGEST_UNIT = 20;
/** Lines that are shown whole; of more the beginning and the end. */
const MOST_SHOWN = 18;
const SHOWN_AT_END = 5;
/** Messengers keep it where they would drop ordinary spaces. */
const INDENT = '\u00a0'.repeat(4);

/** An amount of a line with its unit. */
export const amountOf = ({ unit }: Pick<OrderLine, 'unit'>, qty: string, locale: Locale): string =>
  [quantity(qty, locale), ...(unit === null ? [] : [shorten(unit, LONGEST_UNIT)])].join('\u00a0');

/** A line with its number: title, amount, price and sum, and of a cart whether there is enough. */
export const lineWords = (
  line: OrderLine,
  { number, locale, isCart }: { number: number; locale: Locale; isCart: boolean },
): string => `${number}. ${titleOf(line, locale)}\n${INDENT}${factsOf(line, { locale, isCart }).join(' · ')}`;

/** The title; in quotes where it is only what the customer said. */
export const titleOf = ({ title, doubt }: OrderLine, locale: Locale): string => {
  const shown = shorten(title.replace(/\s+/g, ' '), LONGEST_TITLE);
  return doubt === null ? shown : texts[locale].quoted(shown);
};

const factsOf = (line: OrderLine, { locale, isCart }: { locale: Locale; isCart: boolean }): string[] => {
  const words = texts[locale];
  const { qty, price, sum, doubt, gone, stock, qtyAssumed } = line;
  const amount = amountOf(line, qty, locale);
  if (isCart && gone) return [words.gone];
  if (doubt !== null) return [amount, words[doubt]];
  return [
    ...(price === null || sum === null
      ? [amount, words.onRequest]
      : [words.each(amount, roubles(price, locale), roubles(sum, locale))]),
    ...(isCart && qtyAssumed ? [words.assumed] : []),
    ...(isCart && stock !== null ? shortage(line, stock, locale) : []),
  ];
};

const shortage = (line: OrderLine, stock: string, locale: Locale): string[] => {
  const words = texts[locale];
  if (compareDecimals(stock, line.qty) >= 0) return [];
  return [isZero(stock) ? words.noStock : words.inStock(quantity(stock, locale), quantity(line.qty, locale))];
};

/** All lines of a short order; of a long one the beginning and the end. */
export const linesOf = (
  lines: readonly OrderLine[],
  manner: { locale: Locale; isCart: boolean },
): string[] => {
  const said = (line: OrderLine, number: number) => lineWords(line, { ...manner, number });
  if (lines.length <= MOST_SHOWN) return lines.map((line, at) => said(line, at + 1));
  const first = MOST_SHOWN - SHOWN_AT_END;
  const last = lines.length - SHOWN_AT_END;
  return [
    ...lines.slice(0, first).map((line, at) => said(line, at + 1)),
    texts[manner.locale].left(last - first),
    ...lines.slice(last).map((line, at) => said(line, last + at + 1)),
  ];
};

/** What it comes to, and for how many lines the price is still to be told. */
export const totalWords = ({ lines, total }: Order, locale: Locale): string[] => {
  const words = texts[locale];
  const open = lines.filter(({ price, gone }) => price === null && !gone);
  if (isZero(total) && open.length > 0) return [words.totalRequest];
  // What has to be found first is told line by line.
  const unpriced = open.filter(({ doubt }) => doubt === null).length;
  return [words.total(roubles(total, locale)), ...(unpriced > 0 ? [words.plusRequest(unpriced)] : [])];
};

/** The ways to the pages beside this one. */
export const pagingOf = ({ page, pages }: { page: number; pages: number }, locale: Locale): Button[][] => {
  const words = texts[locale];
  const row = [
    ...(page > 1 ? [{ label: words.earlier, value: `page:${page - 1}` }] : []),
    ...(page < pages ? [{ label: words.more, value: `page:${page + 1}` }] : []),
  ];
  return row.length > 0 ? [row] : [];
};
