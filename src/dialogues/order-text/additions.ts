import { shorten } from '#kernel/text.ts';
import type { UnderstoodLine } from '#modules/assistant/index.ts';
import { type CartAddition, MOST_LINES, type Order } from '#modules/orders/index.ts';
import { LONGEST_TEXT, type Review, type Taken } from './data.ts';
import { DELIVERY } from './texts.ts';
import { saidOf } from './understand.ts';

/** What is put into the cart for a text, and what is remembered of it. */
export const reviewOf = (
  { text, lines, left }: { text: string; lines: readonly UnderstoodLine[]; left: number },
  cart: Order | undefined,
): { readonly review: Review; readonly additions: readonly CartAddition[] } => {
  const before = cart?.lines ?? [];
  const kept = fitting(
    lines,
    before.flatMap(({ productId }) => productId ?? []),
    MOST_LINES - before.length,
  );
  const taken = kept.map(takenOf);
  const ids = new Set(taken.map(({ productId }) => productId));
  return {
    additions: kept.map(additionOf),
    review: {
      text: shorten(text, LONGEST_TEXT),
      lines: taken,
      had: before.flatMap(({ productId, qty }) =>
        productId !== null && ids.has(productId) ? [{ productId, qty }] : [],
      ),
      others: before.flatMap(({ id, productId }) => (productId === null ? [id] : [])),
      left: left + lines.length - kept.length,
      delivery: DELIVERY.test(text),
      unsearched: lines.some(({ unsearched }) => unsearched),
      fresh: true,
      chosen: null,
      first: null,
    },
  };
};

/** The words that a line in doubt goes by, which are taught: with a number that was no amount. */
export const wordsOf = ({ title, qty, amount, loose }: UnderstoodLine): string =>
  loose && amount === null && qty !== null ? `${title} ${qty}` : title;

/** The first lines for which the cart has room; what it has already takes none. */
const fitting = (
  lines: readonly UnderstoodLine[],
  has: readonly number[],
  room: number,
): readonly UnderstoodLine[] => {
  const known = new Set(has);
  let free = room;
  return lines.filter(({ product }) => {
    if (product && known.has(product.id)) return true;
    if (free <= 0) return false;
    free -= 1;
    if (product) known.add(product.id);
    return true;
  });
};

const takenOf = (line: UnderstoodLine): Taken => ({
  said: saidOf(line),
  productId: line.product?.id ?? null,
  amount: line.amount,
  amountBy: line.amountBy,
  unit: line.unit,
  unknown: line.state === 'unknown',
});

const additionOf = (line: UnderstoodLine): CartAddition => {
  const { product, choices, amount, state } = line;
  const said = saidOf(line);
  return product
    ? { productId: product.id, title: product.title, qty: amount, said }
    : {
        productId: null,
        title: wordsOf(line),
        qty: amount,
        said,
        doubt: state === 'doubtful' ? 'doubtful' : 'unknown',
        choices: choices.map(({ id }) => id),
      };
};
