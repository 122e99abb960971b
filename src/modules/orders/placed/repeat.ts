import { ok, refuse } from '#kernel/result.ts';
import type { Cart, CartAddition, CustomerOrders, OrderLine } from '../contract.ts';

/** Puts what is still sold of an order into the cart, and names what is not. */
export const createRepeat =
  ({ read, cart }: { read: CustomerOrders['read']; cart: Pick<Cart, 'add'> }): CustomerOrders['repeat'] =>
  async (tx, { personId, orderId, conversationId }) => {
    const order = await read(tx, { personId, orderId });
    if (!order) return refuse('missing');
    const sold = order.lines.filter(({ gone }) => !gone);
    const gone = order.lines.filter((line) => line.gone).map(({ title }) => title);
    const added = await cart.add(tx, { personId, conversationId, additions: sold.map(additionOf) });
    if (!added.ok && added.reason === 'too_many') return refuse('too_many');
    if (!added.ok) {
      const kept = await cart.add(tx, { personId, conversationId, additions: [] });
      return kept.ok
        ? ok({ cart: kept.value, gone: order.lines.map(({ title }) => title) })
        : refuse('missing');
    }
    const { left, ...filled } = added.value;
    return ok({ cart: filled, gone: [...gone, ...left.map(({ at }) => sold[at]?.title ?? '')] });
  };

const additionOf = ({ productId, title, qty, said, doubt, choices, note }: OrderLine): CartAddition => ({
  productId,
  title,
  qty,
  said,
  doubt,
  choices,
  note,
});
