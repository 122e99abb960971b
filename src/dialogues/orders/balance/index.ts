import { quantity, roubles } from '#kernel/amounts.ts';
import { addDecimals } from '#kernel/decimal.ts';
import { startValue } from '#kernel/start-value.ts';
import { type Dialogue, defineDialogue, type TurnContext } from '#modules/conversations/index.ts';
import type { Order, OrderStatus } from '#modules/orders/index.ts';
import type { OrdersDeps } from '../deps.ts';
import { texts } from './texts.ts';

/** Orders that are counted: whoever has more of them asks the office. */
const PAGE = 50;
const MOST_PAGES = 10;
const CLOSED: readonly OrderStatus[] = ['draft', 'done', 'cancelled'];

/** What open orders come to, and that the office knows more than this chat. */
export const createBalance = ({ orders }: Pick<OrdersDeps, 'orders'>): Dialogue => {
  const readAll = async ({ db, person }: TurnContext) => {
    const all: Order[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const read = await orders.list(db, { personId: person.id, page, size: PAGE });
      all.push(...read.items);
      if (page >= read.pages) return { all, isWhole: true };
    }
    return { all, isWhole: false };
  };

  return defineDialogue({
    name: 'balance',
    version: 1,
    command: 'balance',
    words: texts,
    key: true,
    audience: 'customers',
    data: {},
    steps: {},
    begin: async (turn) => {
      const { locale, person } = turn;
      const words = texts[locale];
      if (!person.customer) {
        const buttons = [[{ label: words.register, value: startValue('register') }]];
        return { end: true, say: { text: words.guest, buttons } };
      }
      const { all, isWhole } = await readAll(turn);
      const open = all.filter(({ status }) => !CLOSED.includes(status));
      const sum = open.reduce((total, order) => addDecimals(total, order.total), '0');
      const count = quantity(String(open.length), locale);
      const isOpen = open.some(({ lines }) => lines.some(({ price }) => price === null));
      return {
        end: true,
        say: {
          text: [
            open.length === 0 ? words.nothingOpen : words.open(open.length, count, roubles(sum, locale)),
            ...(isOpen ? [words.someOnRequest] : []),
            ...(isWhole ? [] : [words.more]),
            '',
            words.notPassedOn,
          ].join('\n'),
          buttons: [
            [
              { label: words.orders, value: startValue('orders') },
              { label: words.question, value: startValue('questions') },
            ],
          ],
        },
      };
    },
  });
};
