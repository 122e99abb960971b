import { isZero, quantity } from '#kernel/amounts.ts';
import type { Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import { shorten } from '#kernel/text.ts';
import type { Browse } from '#modules/catalogue/index.ts';
import type { Reply } from '#modules/conversations/index.ts';
import { priceOf } from './lists.ts';
import { toAmount, toDescription, toSimilar } from './places.ts';
import { texts } from './texts.ts';

/** Characters of a description on a card: with everything else they fit the caption of a picture. */
const LONGEST_DESCRIPTION = 400;

/** The dialogue that takes questions about a product. */
const QUESTIONS = 'questions';

export type Card = NonNullable<Awaited<ReturnType<Browse['card']>>>;

/** A product with its picture; a long description is cut and has a page of its own, a sold out one leads to others. */
export const cardReply = (card: Card, locale: Locale): Reply => {
  const words = texts[locale];
  const { id, title, sku, description, imageId, stock } = card;
  const said = description.trim();
  const facts = [words.sku(sku), ...factsOf(card, locale)].join('\n');
  return {
    text: [title, facts, ...(said === '' ? [] : [shorten(said, LONGEST_DESCRIPTION)])].join('\n\n'),
    ...(imageId === null ? {} : { photo: { id: imageId, title } }),
    buttons: [
      [
        { label: words.order, value: toAmount(id) },
        { label: words.question, value: startValue(QUESTIONS, `product:${id}`) },
      ],
      ...(said.length > LONGEST_DESCRIPTION
        ? [[{ label: words.fullDescription, value: toDescription(id) }]]
        : []),
      ...(isZero(stock) ? [[{ label: words.similar, value: toSimilar(id) }]] : []),
    ],
  };
};

/** The whole description of a product, without the picture. */
export const descriptionReply = ({ title, description }: Card, locale: Locale): Reply => ({
  text: `${title}\n\n${description.trim() || texts[locale].noDescription}`,
});

/** An amount of a product with its unit. */
export const amountOf = ({ unit }: Pick<Card, 'unit'>, number: string, locale: Locale): string =>
  [quantity(number, locale), ...(unit === null ? [] : [unit])].join('\u00a0');

const factsOf = (card: Card, locale: Locale): string[] => {
  const words = texts[locale];
  const { unit, packQty, orderMin, stock } = card;
  const amount = (number: string) => amountOf(card, number, locale);
  const price = priceOf(card.price, locale);
  return [
    price === undefined
      ? words.priceOnRequest
      : unit === null
        ? words.price(price)
        : words.priceFor(price, unit),
    ...(packQty === null || isOne(packQty) ? [] : [words.pack(amount(packQty))]),
    ...(orderMin === null || isOne(orderMin) ? [] : [words.least(amount(orderMin))]),
    isZero(stock) ? words.noStock : words.stock(amount(stock)),
  ];
};

/** Sold one by one: nothing to mention. */
const isOne = (amount: string): boolean => /^1(\.0*)?$/.test(amount);
