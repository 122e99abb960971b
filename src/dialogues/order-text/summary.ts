import { isZero, roubles } from '#kernel/amounts.ts';
import { addDecimals, compareDecimals } from '#kernel/decimal.ts';
import type { Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import { shorten } from '#kernel/text.ts';
import type { Button, Reply } from '#modules/conversations/index.ts';
import type { Order, OrderLine } from '#modules/orders/index.ts';
import { amountIn, costOf, shortage } from './amounts.ts';
import type { Review, Taken } from './data.ts';
import { texts } from './texts.ts';

/** Lines that one message tells of: more nobody reads. */
const MOST_SHOWN = 20;
/** Pieces of text that are named in one sentence, and characters of each, of titles, and of both together. */
const MOST_NAMED = 10;
const LONGEST_NAMED = 60;
const LONGEST_TITLE = 120;
/** Messengers keep it where they would drop ordinary spaces. */
const INDENT = '\u00a0'.repeat(4);

/** Rewrites the cart as it was before the text. */
export const NOT_ORDER = 'not-order';

/** What a text was taken for, and what is not clear: one message, whatever its length. */
export const summaryReply = (review: Review, order: Order | undefined, locale: Locale): Reply => {
  const words = texts[locale];
  const sure = review.lines.filter(({ productId }) => productId !== null);
  const shown = sure.slice(0, MOST_SHOWN);
  const doubtful = review.lines.filter(({ productId, unknown }) => productId === null && !unknown);
  const unknown = review.lines.filter((line) => line.unknown);
  const parts = [
    (sure.length > 0 ? words.understood : words.wrote)(review.lines.length),
    ...(review.unsearched ? [words.unsearched] : []),
    [
      ...shown.map((line, at) => `${at + 1}. ${takenLine(line, { review, order, locale })}`),
      ...(sure.length > shown.length ? [words.more(sure.length - shown.length)] : []),
    ].join('\n'),
    ...(doubtful.length > 0 ? [words.doubts(doubtful.length, named(doubtful, locale))] : []),
    ...(unknown.length > 0 && !review.unsearched ? [words.unknown(named(unknown, locale))] : []),
    ...(review.left > 0 ? [words.left(review.left)] : []),
    ...(review.delivery ? [words.delivery] : []),
    ...(order && !isZero(order.total) ? [words.total(roubles(order.total, locale))] : []),
  ];
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    buttons: [
      [cartKey(locale)],
      ...(unknown.length > 0 ? [[askKey(unknown, locale)]] : []),
      ...notOrderRows(review, locale),
    ],
  };
};

/** Takes a text back that was no order; files are no words to search for. */
export const notOrderRows = ({ text }: Review, locale: Locale): Button[][] =>
  text === '' ? [] : [[{ label: texts[locale].notOrder, value: NOT_ORDER }]];

/** Whether all there is to tell is a single question. */
export const isOneDoubt = ({ lines: [only, ...others], left, unsearched }: Review): boolean =>
  only?.productId === null && !only.unknown && others.length === 0 && left === 0 && !unsearched;

/** Leads to the cart, from anywhere. */
export const cartKey = (locale: Locale): Button => ({ label: texts[locale].cart, value: startValue('cart') });

/** The office is asked about what was not found. */
const askKey = (lines: readonly Taken[], locale: Locale): Button => ({
  label: texts[locale].askManager,
  value: startValue(
    'questions',
    `text:${lines
      .map(({ said }) => said)
      .slice(0, MOST_NAMED)
      .join('; ')}`,
  ),
});

const takenLine = (
  taken: Taken,
  { review, order, locale }: { review: Review; order: Order | undefined; locale: Locale },
): string => {
  const words = texts[locale];
  const said = shorten(taken.said, LONGEST_NAMED);
  const line = order?.lines.find(({ productId }) => productId === taken.productId);
  if (!line) return words.notAdded(said);
  const title = shorten(line.title, LONGEST_TITLE);
  const facts = [costOf(line, locale), ...notesOf(taken, line, { review, locale })];
  return `${words.took(said, title)}\n${INDENT}${facts.join(' · ')}`;
};

/** Everything about an amount that its customer may not expect. */
const notesOf = (
  { productId, amount, amountBy }: Taken,
  line: OrderLine,
  { review, locale }: { review: Review; locale: Locale },
): string[] => {
  const words = texts[locale];
  const { unit, qty } = line;
  const had = review.had.find((one) => one.productId === productId)?.qty;
  const mine = review.lines.filter((other) => other.productId === productId);
  const wanted = mine.reduce((sum, one) => addDecimals(sum, one.amount ?? '1'), had ?? '0');
  return [
    ...(amount === null ? [amountBy === 'unbelieved' ? words.unbelieved : words.assumed] : []),
    ...(amountBy === 'packs' ? [words.packs] : []),
    ...(amountBy === 'earlier' ? [words.earlier] : []),
    ...(amountBy === 'sizes' ? [words.sizes] : []),
    ...(amountBy === 'other_unit' ? [unit === null ? words.otherUnitPlain : words.otherUnit(unit)] : []),
    ...(compareDecimals(qty, wanted) > 0 ? [words.rounded(amountIn(qty, unit, locale))] : []),
    ...(mine.length > 1 ? [words.merged] : []),
    ...(had === undefined ? [] : [words.already(amountIn(had, unit, locale))]),
    ...shortage(line, locale),
  ];
};

const named = (lines: readonly Taken[], locale: Locale): string => {
  const words = texts[locale];
  const said = lines
    .slice(0, MOST_NAMED)
    .map((line) => words.quote(shorten(line.said, LONGEST_NAMED)))
    .join(', ');
  return lines.length > MOST_NAMED ? words.unknownMore(said, lines.length - MOST_NAMED) : said;
};
