import { isZero, roubles } from '#kernel/amounts.ts';
import { compareDecimals, multiplyDecimals, shortDecimal } from '#kernel/decimal.ts';
import { labelOf } from '#kernel/label.ts';
import type { Locale } from '#kernel/locale.ts';
import { createBrowse, type ProductCard } from '#modules/catalogue/index.ts';
import type { Button, TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import type { OrderLine } from '#modules/orders/index.ts';
import { amountOf } from '../lines.ts';
import { texts as common } from '../texts.ts';
import { texts } from './texts.ts';

/** Products that one line in doubt is offered. */
export const MOST_CHOICES = 3;
const USUAL = ['1', '5', '10'];

/** Keys for likely amounts of a line, a pack among them; `value` makes the value of an amount. */
export const amountKeys = (line: OrderLine, locale: Locale): Button[][] => {
  const step = line.orderMultiple ?? '1';
  const least = line.orderMin ?? step;
  const usual = USUAL.map((times) => multiplyDecimals(step, times));
  const amounts = [least, ...usual.filter((amount) => compareDecimals(amount, least) > 0)];
  const key = (qty: string, label: string) => ({ label, value: `qty:${shortDecimal(qty)}` });
  const { packQty } = line;
  const hasPacks = packQty !== null && shortDecimal(packQty) !== '1' && !isZero(packQty);
  return [
    amounts.map((amount) => key(amount, amountOf(line, amount, locale))).slice(0, 3),
    hasPacks ? [key(packQty, texts[locale].packKey(amountOf(line, packQty, locale)))] : [],
  ];
};

/** Products that a line in doubt may mean, with the prices of whoever orders; hidden ones are left out. */
export const choicesOf = async (
  { db, person }: TurnContext,
  customers: Pick<Customers, 'membershipOf'>,
  { choices }: OrderLine,
): Promise<readonly ProductCard[]> => {
  const priceTypeId = (await customers.membershipOf(db, person.id))?.priceTypeId ?? null;
  const browse = createBrowse({ db, priceTypeId });
  const cards = await Promise.all(choices.slice(0, MOST_CHOICES).map((id) => browse.card(id)));
  return cards.filter((card) => card !== undefined);
};

/** A product to choose for a line: in full in the text where buttons are narrow. */
export const choiceKey = (
  lineId: number,
  card: Pick<ProductCard, 'id' | 'title' | 'price'>,
  { locale, conversation }: TurnContext,
): Button => ({
  label: labelOf(card.title, ` · ${priceWords(card.price, locale)}`, {
    narrow: conversation.capabilities.buttons,
  }),
  value: `choose:${lineId}:${card.id}`,
});

export const choiceLine = (card: Pick<ProductCard, 'title' | 'price'>, locale: Locale): string =>
  `• ${card.title} · ${priceWords(card.price, locale)}`;

/** What else can be done about a line in doubt. */
export const doubtKeys = (lineId: number, locale: Locale): Button[][] => {
  const words = texts[locale];
  return [
    [
      { label: words.other, value: `other:${lineId}` },
      { label: words.office, value: `office:${lineId}` },
    ],
    [{ label: words.remove, value: `remove:${lineId}` }],
  ];
};

const priceWords = (price: string | null, locale: Locale): string =>
  price === null || isZero(price) ? common[locale].onRequest : roubles(price, locale);
