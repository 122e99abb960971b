import { z } from 'zod';
import { isZero, quantity, roubles } from '#kernel/amounts.ts';
import type { Locale } from '#kernel/locale.ts';
import { startValue } from '#kernel/start-value.ts';
import type { Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import type { Order } from '#modules/orders/index.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import { pagingOf } from '../lines.ts';
import { standingOf } from '../summary.ts';
import { texts as common } from '../texts.ts';
import { texts } from './texts.ts';
import { dateIn } from './when.ts';

/** Orders of one page. */
const ORDERS_PAGE = 8;

export const ListData = z.object({
  page: z.int().positive().default(1),
  /** What was asked for is not there. */
  missing: z.boolean().default(false),
});
type Data = z.output<typeof ListData>;

/** Placed orders of the organization, the newest first. */
export const createList = (deps: OrdersDeps) => {
  const { orders, settings } = deps;
  const leave = createLeave(deps);
  const read = ({ db, person }: TurnContext, page: number) =>
    orders.list(db, { personId: person.id, page, size: ORDERS_PAGE });

  return {
    ask: async (turn: TurnContext, { page: wanted, missing }: Data): Promise<Reply> => {
      const { locale, person } = turn;
      const words = texts[locale];
      const { items, page, pages, total } = await read(turn, wanted);
      const { time_zone } = await settings.get('working_hours');
      const before = missing ? `${words.notFound}\n\n` : '';
      const catalogue = { label: common[locale].catalogue, value: startValue('catalogue') };
      if (total === 0)
        return {
          text: before + (person.customer ? words.none : words.noneYet),
          buttons: [
            [
              ...(person.customer ? [] : [{ label: words.register, value: startValue('register') }]),
              catalogue,
            ],
          ],
          replace: true,
        };
      return {
        text: [
          before + words.head(total, quantity(String(total), locale)),
          ...(pages > 1 ? [common[locale].page(page, pages)] : []),
        ].join('\n'),
        buttons: [
          ...items.map((order) => [
            { label: keyOf(order, { locale, timeZone: time_zone }), value: `order:${order.id}` },
          ]),
          ...pagingOf({ page, pages }, locale),
        ],
        replace: true,
      };
    },

    hear: async (turn: TurnContext, input: StepInput, { page }: Data) => {
      if (input.kind === 'choice') {
        const [, what, rest = ''] = /^(page|order):(.+)$/.exec(input.value) ?? [];
        if (what === 'order') return { go: 'order' as const, data: { orderId: rest, page } };
        if (what === 'page') return { go: 'list' as const, data: { page: pageIn(rest) } };
        return { go: 'list' as const, data: { page } };
      }
      const number = input.kind === 'text' ? /^\D{0,8}(\d{1,9})$/.exec(input.text.trim())?.[1] : undefined;
      if (number === undefined) return leave(turn, input);
      const found = (await read(turn, page)).items.find((order) => order.number === Number(number));
      return found
        ? { go: 'order' as const, data: { orderId: found.id, page } }
        : { go: 'list' as const, data: { page, missing: true } };
    },
  };
};

/** A page as a button names it. */
const pageIn = (value: string): number => (/^[1-9]\d{0,5}$/.test(value) ? Number(value) : 1);

const keyOf = (order: Order, { locale, timeZone }: { locale: Locale; timeZone: string }): string => {
  const { number, submittedAt, total } = order;
  const words = texts[locale];
  const date = submittedAt ? dateIn(submittedAt, { locale, timeZone }) : '';
  const sum = isZero(total) ? words.onRequest : roubles(total, locale);
  return words.key(number ?? 0, date, sum, standingOf(order, locale));
};
