import type { Dialogue } from '#modules/conversations/index.ts';
import { createBalance } from './balance/index.ts';
import { createCartDialogues } from './cart/index.ts';
import type { OrdersDeps } from './deps.ts';
import { createMyOrders } from './mine/index.ts';

export { type ReadAmount, readAmount } from './amount/amount.ts';

/** Ordering in the chat: the cart with its checkout, placed orders, and what they come to. */
export const createOrdering = (deps: OrdersDeps): readonly Dialogue[] => [
  ...createCartDialogues(deps),
  createMyOrders(deps),
  createBalance(deps),
];
