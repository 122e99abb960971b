import type { z } from 'zod';
import { isZero, quantity, roubles } from '#kernel/amounts.ts';
import { compareDecimals } from '#kernel/decimal.ts';
import type { Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import type { Button, Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import type { Order, OrderLine } from '#modules/orders/index.ts';
import { readAmount } from '../amount/amount.ts';
import { changeWords } from '../changes.ts';
import type { Checkout } from '../checkout/enter.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import { amountOf, lineWords, pagingOf, titleOf, totalWords } from '../lines.ts';
import type { data } from '../shapes.ts';
import { texts as common } from '../texts.ts';
import { choiceKey, choiceLine, choicesOf, doubtKeys } from './keys.ts';
import { pageOf, shownLines } from './lines-shown.ts';
import type { Moves } from './moves.ts';
import { texts } from './texts.ts';

type Data = z.output<(typeof data)['list']>;

/** The cart page by page; the first line in doubt is asked about at once. */
export const createList = (deps: OrdersDeps, moves: Moves, checkout: Checkout) => {
  const lineByNumber = createLineByNumber(deps, moves);
  const leave = createLeave(deps);
  return {
    ask: async (turn: TurnContext, { page: wanted, changes, touched, notice }: Data): Promise<Reply> => {
      const { db, person, locale } = turn;
      const order = await deps.cart.read(db, person.id);
      if (!order) return emptyReply(locale, notice);
      const words = texts[locale];
      const { page, pages, numbered } = pageOf(order, wanted);
      const [doubt] = shownLines(order).filter((line) => line.doubt === 'doubtful');
      const asking = doubt && (await askAbout(turn, doubt, deps));
      const isMore = pages > 1;
      return {
        text: [
          ...(notice === undefined ? [] : [notice, '']),
          ...(touched ? touchedWords(order, touched, locale) : []),
          ...(changes.length > 0
            ? [words.changed, ...changeWords(changes, { locale, settled: false }), '']
            : []),
          words.head(goodsWords(order, locale)),
          '',
          ...numbered.map(({ line, number }) => lineWords(line, { number, locale, isCart: true })),
          '',
          ...(isMore ? [common[locale].page(page, pages)] : []),
          ...totalWords(order, locale),
          ...(asking ? ['', ...asking.lines] : []),
        ].join('\n'),
        buttons: [
          ...(asking?.buttons ?? []),
          ...pagingOf({ page, pages }, locale),
          [{ label: words.checkout, value: 'checkout' }],
          [
            { label: words.edit, value: `pick:${page}` },
            { label: words.clear, value: 'clear' },
          ],
          [{ label: common[locale].catalogue, value: startValue('catalogue') }],
        ],
        replace: true,
      };
    },

    hear: async (turn: TurnContext, input: StepInput, { asked, page }: Data) => {
      if (input.kind === 'refused') return moves.refused(turn, input, asked);
      if (input.kind === 'choice') {
        const { value } = input;
        if (value === 'checkout') return checkout.enter(turn, asked);
        if (value === 'clear') return { go: 'clear' as const, data: { asked } };
        const [, what, number] = /^(page|pick):(\d{1,4})$/.exec(value) ?? [];
        if (what === 'pick') return { go: 'pick' as const, data: { page: Number(number) || 1, asked } };
        if (what === 'page') return { go: 'list' as const, data: { page: Number(number) || 1, asked } };
        return moves.press(turn, value, asked) ?? moves.toList(turn, { asked, page });
      }
      return (await lineByNumber(turn, input, asked)) ?? leave(turn, input);
    },
  };
};

/** A line by its number, and its amount where that was written beside it: "2", "2 - 5 pcs"; undefined for other words. */
export const createLineByNumber =
  ({ cart }: Pick<OrdersDeps, 'cart'>, moves: Moves) =>
  async (turn: TurnContext, input: StepInput, asked: boolean) => {
    const [, number = '', said] =
      (input.kind === 'text' && /^\D{0,3}(\d{1,3})(?:\s*[-–—:=]\s*(\S.{0,30}))?$/u.exec(input.text.trim())) ||
      [];
    if (number === '') return undefined;
    const order = await cart.read(turn.db, turn.person.id);
    const line = order && shownLines(order)[Number(number) - 1];
    if (!line) return moves.toList(turn, { asked, notice: texts[turn.locale].noLine(number) });
    const { id: lineId } = line;
    if (said === undefined) return { go: 'line' as const, data: { lineId, asked } };
    const qty = readAmount(said, line);
    return qty.ok
      ? moves.setQty(turn, lineId, { qty: qty.value, asked })
      : { go: 'line' as const, data: { lineId, asked, unread: { said, why: qty.reason } } };
  };

const emptyReply = (locale: Locale, notice: string | undefined): Reply => ({
  text: [...(notice === undefined ? [] : [notice]), texts[locale].empty].join('\n\n'),
  buttons: [[{ label: common[locale].catalogue, value: startValue('catalogue') }]],
  replace: true,
});

/** How many goods, and for how much. */
export const goodsWords = ({ lines, total }: Order, locale: Locale): string => {
  const goods = common[locale].goods(lines.length, quantity(String(lines.length), locale));
  return isZero(total) ? goods : `${goods}, ${roubles(total, locale)}`;
};

const touchedWords = (
  { lines }: Order,
  { lineId, wanted }: NonNullable<Data['touched']>,
  locale: Locale,
): string[] => {
  const line = lines.find(({ id }) => id === lineId);
  if (!line) return [];
  const words = texts[locale];
  const amount = amountOf(line, line.qty, locale);
  const isRounded = compareDecimals(line.qty, wanted) !== 0;
  return [words.now(titleOf(line, locale), amount), ...(isRounded ? [words.rounded(amount)] : []), ''];
};

/** What a line in doubt may be: in full in the text where buttons are narrow. */
const askAbout = async (
  turn: TurnContext,
  line: OrderLine,
  { customers }: OrdersDeps,
): Promise<{ readonly lines: readonly string[]; readonly buttons: readonly (readonly Button[])[] }> => {
  const { locale, conversation } = turn;
  const cards = await choicesOf(turn, customers, line);
  return {
    lines: [
      texts[locale].which(titleOf(line, locale)),
      ...(conversation.capabilities.buttons ? cards.map((card) => choiceLine(card, locale)) : []),
    ],
    buttons: [...cards.map((card) => [choiceKey(line.id, card, turn)]), ...doubtKeys(line.id, locale)],
  };
};
