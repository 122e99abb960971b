import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { Order } from '#modules/orders/index.ts';
import { dayWords } from './checkout/days/days.ts';
import { linesOf, totalWords } from './lines.ts';
import { texts } from './texts.ts';

/** Characters of a comment that a summary shows. */
const LONGEST_COMMENT = 300;

/** Where an order stands; one that the customer comes for is not sent but ready. */
export const standingOf = ({ status, address }: Order, locale: Locale): string =>
  status === 'shipped' && address === null ? texts[locale].ready : texts[locale].statuses[status];

/** An order as a whole: lines, total, where to, when, comment. `today` is that of the office. */
export const summaryOf = (order: Order, { locale, today }: { locale: Locale; today: string }): string[] => {
  const words = texts[locale];
  const { address, deliveryOn, comment } = order;
  return [
    ...linesOf(order.lines, { locale, isCart: order.status === 'draft' }),
    '',
    ...totalWords(order, locale),
    address === null ? words.pickup : words.address(address),
    words.day(deliveryOn === null ? words.soon : dayWords(deliveryOn, today, locale)),
    ...(comment === '' ? [] : [words.comment(shorten(comment, LONGEST_COMMENT))]),
  ];
};
