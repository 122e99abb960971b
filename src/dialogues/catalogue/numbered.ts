import { isZero } from '#kernel/amounts.ts';
import { labelOf } from '#kernel/label.ts';
import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { ShownProduct } from '#modules/catalogue/index.ts';
import type { Button } from '#modules/conversations/index.ts';
import { type Manner, priceOf } from './lists.ts';
import { toProduct } from './places.ts';
import { texts } from './texts.ts';

/** Characters of a title and of a unit on a line: a page of the longest ones is still one message. */
const LONGEST_TITLE = 250;
const LONGEST_UNIT = 30;

/** A product of a numbered list. */
export interface NumberedProduct extends Pick<ShownProduct, 'id' | 'title' | 'price' | 'unit' | 'stock'> {
  /** From 1, over all pages. */
  readonly position: number;
}

/**
 * Goods in full, for a narrow button cannot tell apart those that differ in one word of many. None where buttons are
 * wide: there they say it all themselves.
 */
export const numberedLines = (
  goods: readonly NumberedProduct[],
  { locale, narrow }: Manner,
): readonly string[] =>
  narrow
    ? goods.map((product) => {
        const title = shorten(product.title.replace(/\s+/g, ' '), LONGEST_TITLE);
        return `${product.position}. ${title}\n${INDENT}${factsOf(product, locale)}`;
      })
    : [];

/** Opens a product of such a list, by the same number. `value`: other than that of its card. */
export const numberedRow = (
  product: NumberedProduct,
  manner: Manner,
  value: string = toProduct(product.id),
): Button[] => {
  const { position, title } = product;
  const label = manner.narrow
    ? labelOf(`${position}. ${title}`, '', manner)
    : `${title} · ${factsOf(product, manner.locale)}`;
  return [{ label, value }];
};

/** Messengers keep it where they would drop ordinary spaces. */
const INDENT = '\u00a0'.repeat(4);

const factsOf = ({ price, unit, stock }: NumberedProduct, locale: Locale): string => {
  const words = texts[locale];
  const amount = priceOf(price, locale);
  const each = amount !== undefined && unit !== null;
  return [
    each ? words.each(amount, shorten(unit, LONGEST_UNIT)) : (amount ?? words.onRequest),
    ...(isZero(stock) ? [words.notInStock] : []),
  ].join(' · ');
};
