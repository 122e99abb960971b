import { ok } from '#kernel/result.ts';
import { effect, type TurnContext } from '#modules/conversations/index.ts';
import type { Order } from '#modules/orders/index.ts';
import { freshening } from '../changes.ts';
import type { OrdersDeps } from '../deps.ts';
import { LIST } from '../shapes.ts';
import { texts } from './texts.ts';

export type Checkout = ReturnType<typeof createCheckout>;

/** The ways into the checkout. Whoever ordered before only has to confirm: it is brought where the last order went. */
export const createCheckout = ({ cart, orders, customers }: OrdersDeps) => {
  const toConfirm = (turn: TurnContext, { moved = false }: { moved?: boolean } = {}) => {
    const { changes, seen, effects } = freshening(cart, turn, { settle: true });
    return { go: 'confirm' as const, data: { changes, seen, moved }, effects };
  };

  const toRegister = ({ locale }: TurnContext) => ({
    start: 'register',
    text: 'cart',
    say: { text: texts[locale].register },
  });

  /** `asked`: where to and when were asked already. */
  const enter = async (turn: TurnContext, asked: boolean) => {
    const { db, person, locale } = turn;
    const order = await cart.read(db, person.id);
    if (!order) return LIST;
    const membership = await customers.membershipOf(db, person.id);
    if (!membership) return toRegister(turn);
    if (membership.blocked) return { end: true as const, say: { text: texts[locale].blocked } };
    if (asked || isTold(order)) return toConfirm(turn);
    const [last] = (await orders.list(db, { personId: person.id, page: 1, size: 1 })).items;
    if (!last) return { go: 'address' as const, data: { leadsTo: 'next' as const } };
    const asBefore = effect('deliver-as-before', async (tx) => {
      await cart.setDelivery(tx, { personId: person.id, address: last.address, deliveryOn: null });
      return ok(undefined);
    });
    // Whoever wanted a day last time may want another one now: nobody guesses it.
    if (last.deliveryOn !== null)
      return { go: 'day' as const, data: { leadsTo: 'confirm' as const }, effects: [asBefore] };
    const confirm = toConfirm(turn);
    return { ...confirm, effects: [asBefore, ...confirm.effects] };
  };

  return { enter, toConfirm, toRegister };
};

/** Something about the delivery was said, here or in another chat. */
const isTold = ({ address, deliveryOn, comment }: Order): boolean =>
  address !== null || deliveryOn !== null || comment !== '';
