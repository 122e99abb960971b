import { type Dialogue, defineDialogue } from '#modules/conversations/index.ts';
import type { OrdersDeps } from '../deps.ts';
import { createList, ListData } from './list.ts';
import { CancelData, createCancel, createOrder, createRepeated, OrderData, RepeatedData } from './order.ts';
import { texts } from './texts.ts';

/** Placed orders of the organization; opened with an order id it shows that one at once. */
export const createMyOrders = (deps: OrdersDeps): Dialogue =>
  defineDialogue({
    name: 'orders',
    version: 1,
    command: 'orders',
    words: texts,
    key: true,
    audience: 'customers',
    data: { list: ListData, order: OrderData, cancel: CancelData, repeated: RepeatedData },
    begin: async ({ db, person }, { text }) => {
      if (text === '') return { go: 'list', data: {} };
      const order = await deps.orders.read(db, { personId: person.id, orderId: text });
      return order ? { go: 'order', data: { orderId: order.id } } : { go: 'list', data: { missing: true } };
    },
    steps: {
      list: createList(deps),
      order: createOrder(deps),
      cancel: createCancel(deps),
      repeated: createRepeated(deps),
    },
  });
