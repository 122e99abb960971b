import type { Locale } from './locale.ts';

/** Roubles as people write them, kopecks only where there are some; `amount` is an exact decimal. */
export const roubles = (amount: string, locale: Locale): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  }).format(exact(amount));

/** A quantity as people write it; an exact decimal with up to three places. */
export const quantity = (amount: string, locale: Locale): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(exact(amount));

/** Whether an exact decimal is nothing at all. */
export const isZero = (amount: string): boolean => /^-?0*(\.0*)?$/.test(amount);

/** Intl formats decimal text without a detour over floating point. */
const exact = (amount: string) => amount as Intl.StringNumericLiteral;
