import { multiplyDecimals, roundDecimal, shortDecimal } from '#kernel/decimal.ts';
import type { UnderstoodLine, Unit, WantedLine } from '../contract.ts';
import { RANK } from '../parser/token.ts';
import { rankOf, unitOf } from '../parser/units/units.ts';
import { countBySize, hasSize } from './sizes.ts';

/** How a product is counted. */
export interface Counted {
  readonly title: string;
  /** As the catalogue writes it; null: not known, pieces as a rule. */
  readonly unit: string | null;
  /** How many of it are in a pack; null: not known. */
  readonly packQty: string | null;
}

/** What holds several of something, or one of it. */
const CONTAINERS: ReadonlySet<Unit> = new Set([
  'pack',
  'box',
  'roll',
  'bag',
  'set',
  'sheet',
  'can',
  'bottle',
]);
/** One of them is more than a piece, but nobody knows how many. */
const OF_SEVERAL: ReadonlySet<Unit> = new Set(['pack', 'box', 'pair']);

/** One of the first is so many of the second. */
const CONVERSIONS: readonly (readonly [from: Unit, to: Unit, factor: string])[] = [
  ['tonne', 'kilogram', '1000'],
  ['kilogram', 'gram', '1000'],
  ['gram', 'kilogram', '0.001'],
  ['kilogram', 'tonne', '0.001'],
];

/**
 * An amount in the unit of the product: packs and weights are counted over, what cannot be stands as said. Whoever
 * writes the measure of one ("Paint 10 l", sold by the can) has said no amount; 20 l are two of them.
 */
export const amountOf = (
  { qty, unit, unbelieved }: Pick<WantedLine, 'qty' | 'unit' | 'unbelieved'>,
  product: Counted,
): Pick<UnderstoodLine, 'amount' | 'amountBy'> => {
  if (unbelieved) return { amount: null, amountBy: 'unbelieved' };
  const own = product.unit === null ? 'piece' : unitOf(product.unit.trim().toLowerCase());
  if (qty === null || unit === null || unit === own) return { amount: qty, amountBy: null };
  const [, , factor] = CONVERSIONS.find(([from, to]) => from === unit && to === own) ?? [];
  if (factor !== undefined) return { amount: times(qty, factor), amountBy: null };
  if (CONTAINERS.has(unit) && product.packQty !== null && shortDecimal(product.packQty) !== '1')
    return { amount: times(qty, product.packQty), amountBy: 'packs' };
  const isOneOfThem = own === 'piece' && CONTAINERS.has(unit) && !OF_SEVERAL.has(unit);
  if (isOneOfThem) return { amount: qty, amountBy: null };
  // A title's measure of what is sold by measure may be anything: the width of what is sold by the metre.
  const isCounted = own !== undefined && rankOf(own) > RANK.measure;
  if (isCounted && hasSize(product.title, { qty, unit })) return { amount: null, amountBy: null };
  const count = isCounted ? countBySize(product.title, { qty, unit }) : undefined;
  return count === undefined ? { amount: qty, amountBy: 'other_unit' } : { amount: count, amountBy: 'sizes' };
};

/** Decimals of an amount in the database. */
const SCALE = 3;

const times = (a: string, b: string): string =>
  shortDecimal(roundDecimal(multiplyDecimals(a, b), SCALE).value);
