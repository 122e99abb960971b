import { compareDecimals } from '#kernel/decimal.ts';
import type { Unit } from '../contract.ts';
import { unitOf } from '../parser/units/units.ts';

/** A number with a word behind it; "40 g/m2" is no weight of one. */
const SIZE = /(?<![\d.,])(\d{1,6}(?:[.,]\d{1,3})?)\s*(\p{L}+[23\u00b2\u00b3]?)(?!\s*\/)/gu;

/** The measures of one in this unit that a title tells, as decimals: of "Paint 10 l" in litres, 10. */
export const sizesIn = (title: string, unit: Unit): readonly string[] =>
  [...title.matchAll(SIZE)].flatMap(([, number = '', word = '']) =>
    unitOf(word.toLowerCase()) === unit ? [number.replace(',', '.')] : [],
  );

/** Whether the amount stands in a title with its unit, as the measure of what is sold. */
export const hasSize = (
  title: string,
  { qty, unit }: { readonly qty: string; readonly unit: Unit },
): boolean => sizesIn(title, unit).some((size) => compareDecimals(size, qty) === 0);

/** How many of what is sold hold so much; undefined where the title tells no measure of one, or several. */
export const countBySize = (
  title: string,
  { qty, unit }: { readonly qty: string; readonly unit: Unit },
): string | undefined => {
  const [size, ...others] = sizesIn(title, unit);
  if (size === undefined || others.length > 0 || compareDecimals(size, '0') <= 0) return undefined;
  return String(Math.ceil(thousandths(qty) / thousandths(size)));
};

/** Amounts have at most three decimals: as whole numbers they divide exactly. */
const thousandths = (decimal: string): number => Math.round(Number(decimal) * 1_000);
