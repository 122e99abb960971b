import {
  type Dialogue,
  defineDialogue,
  type Opening,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { createConfirm, createPlaced } from '../checkout/confirm.ts';
import { createDelivery } from '../checkout/delivery.ts';
import { createCheckout } from '../checkout/enter.ts';
import { texts as checkoutTexts } from '../checkout/texts.ts';
import type { OrdersDeps } from '../deps.ts';
import { data } from '../shapes.ts';
import { createClear } from './clear.ts';
import { createLine, createPick } from './line.ts';
import { createList } from './list.ts';
import { createMoves } from './moves.ts';
import { createOther } from './other.ts';
import { texts } from './texts.ts';

/** The opening of the cart that goes on to the checkout at once. */
const CHECKOUT = 'checkout';

/**
 * The cart and the checkout: everything but the very step is in the order itself, so that it goes on from any chat.
 * The second dialogue only leads to the checkout.
 */
export const createCartDialogues = (deps: OrdersDeps): readonly [cart: Dialogue, checkout: Dialogue] => {
  const moves = createMoves(deps);
  const checkout = createCheckout(deps);
  const delivery = createDelivery(deps, checkout);

  const cart = defineDialogue({
    name: 'cart',
    version: 1,
    command: 'cart',
    words: texts,
    key: true,
    data,
    begin: (turn: TurnContext, { text }: Opening) =>
      text === CHECKOUT ? checkout.enter(turn, false) : moves.toList(turn, { asked: false }),
    steps: {
      list: createList(deps, moves, checkout),
      pick: createPick(deps, moves),
      line: createLine(deps, moves),
      other: createOther(deps, moves),
      clear: createClear(deps, moves),
      ...delivery,
      confirm: createConfirm(deps, checkout, delivery),
      placed: createPlaced(deps),
    },
  });

  /** Without a command no menu shows it: people write what it is called. */
  const toCheckout = defineDialogue({
    name: CHECKOUT,
    version: 1,
    words: checkoutTexts,
    data: {},
    steps: {},
    begin: () => ({ start: 'cart', text: CHECKOUT }),
  });

  return [cart, toCheckout];
};
