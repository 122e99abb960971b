import { isZero, roubles } from '#kernel/amounts.ts';
import { labelOf } from '#kernel/label.ts';
import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { ProductCard } from '#modules/catalogue/index.ts';
import type { Reply } from '#modules/conversations/index.ts';
import type { Order, OrderLine } from '#modules/orders/index.ts';
import type { Review } from './data.ts';
import { cartKey } from './summary.ts';
import { texts } from './texts.ts';

/** Characters of what was said, and of a title. */
const LONGEST_SAID = 100;
const LONGEST_TITLE = 250;
/** Messengers keep it where they would drop ordinary spaces. */
const INDENT = '\u00a0'.repeat(4);

/** What can be done with a line in doubt. */
export const DOUBT_ACTS = ['choose', 'other', 'office', 'drop'] as const;
export type DoubtAct = (typeof DOUBT_ACTS)[number];

/** What a button about a line in doubt means; undefined for any other button. */
export const doubtActIn = (
  value: string,
): { readonly act: DoubtAct; readonly lineId: number; readonly productId: number } | undefined => {
  const [, name, line, product = '0'] = /^(\w+):(\d{1,15})(?::(\d{1,9}))?$/.exec(value) ?? [];
  const act = DOUBT_ACTS.find((one) => one === name);
  return act && line !== undefined ? { act, lineId: Number(line), productId: Number(product) } : undefined;
};

/** Lines of this text that still wait for a choice, the one that is to be asked about first in front. */
export const openDoubts = (
  { others, lines, first }: Review,
  order: Order | undefined,
): readonly OrderLine[] => {
  const mine = new Set(lines.map(({ said }) => said));
  const open = (order?.lines ?? []).filter(
    ({ id, doubt, said }) => doubt === 'doubtful' && mine.has(said ?? '') && !others.includes(id),
  );
  const isFirst = ({ said }: OrderLine) => first !== null && said === first;
  return [...open.filter(isFirst), ...open.filter((line) => !isFirst(line))];
};

/** Asks which product is meant: full titles above, short labels below. */
export const doubtReply = (
  line: OrderLine,
  {
    choices,
    at,
    of,
    locale,
    narrow,
  }: { choices: readonly ProductCard[]; at: number; of: number; locale: Locale; narrow: boolean },
): Reply => {
  const words = texts[locale];
  const said = shorten(line.said ?? line.title, LONGEST_SAID);
  const title = (card: ProductCard) => shorten(card.title.replace(/\s+/g, ' '), LONGEST_TITLE);
  const lines = choices.map(
    (card, place) => `${place + 1}. ${title(card)}\n${INDENT}${factsOf(card, locale)}`,
  );
  return {
    text: [of > 1 ? words.whichOf(said, at, of) : words.which(said), ...(narrow ? lines : [])].join('\n'),
    buttons: [
      ...choices.map((card, place) => [
        {
          label: narrow
            ? labelOf(`${place + 1}. ${title(card)}`, '', { narrow })
            : `${title(card)} · ${factsOf(card, locale)}`,
          value: `choose:${line.id}:${card.id}`,
        },
      ]),
      [{ label: words.other, value: `other:${line.id}` }],
      [
        { label: words.office, value: `office:${line.id}` },
        { label: words.drop, value: `drop:${line.id}` },
      ],
    ],
  };
};

/** Everything is clear. */
export const doneReply = (order: Order | undefined, locale: Locale): Reply => {
  const words = texts[locale];
  return order
    ? { text: words.done(order.lines.length, roubles(order.total, locale)), buttons: [[cartKey(locale)]] }
    : { text: words.emptied };
};

const factsOf = ({ price, unit, stock }: ProductCard, locale: Locale): string => {
  const words = texts[locale];
  const amount = price === null || isZero(price) ? undefined : roubles(price, locale);
  return [
    amount === undefined ? words.priceUnknown : unit === null ? amount : words.each(amount, unit),
    ...(isZero(stock) ? [words.notInStock] : []),
  ].join(' · ');
};
