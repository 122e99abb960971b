import { isZero, quantity, roubles } from '#kernel/amounts.ts';
import { compareDecimals } from '#kernel/decimal.ts';
import type { Locale } from '#kernel/locale.ts';
import type { OrderLine } from '#modules/orders/index.ts';
import { texts } from './texts.ts';

/** An amount with the unit of its product. */
export const amountIn = (number: string, unit: string | null, locale: Locale): string =>
  [quantity(number, locale), ...(unit === null ? [] : [unit])].join('\u00a0');

/** What a line costs, as a calculation. */
export const costOf = ({ qty, unit, price, sum }: OrderLine, locale: Locale): string => {
  const words = texts[locale];
  const amount = amountIn(qty, unit, locale);
  return price === null || sum === null || isZero(price)
    ? words.onRequest(amount)
    : words.sum(amount, roubles(price, locale), roubles(sum, locale));
};

/** That there is less than wanted; nothing where there is enough. */
export const shortage = ({ qty, unit, stock }: OrderLine, locale: Locale): readonly string[] => {
  const words = texts[locale];
  if (stock === null || compareDecimals(stock, qty) >= 0) return [];
  return [isZero(stock) ? words.noStock : words.fewLeft(amountIn(stock, unit, locale))];
};
