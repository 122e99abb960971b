import type { z } from 'zod';
import { effect, type Reply, type StepInput, type TurnContext } from '#modules/conversations/index.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import type { data } from '../shapes.ts';
import { goodsWords } from './list.ts';
import type { Moves } from './moves.ts';
import { texts } from './texts.ts';

/** Asks once before everything goes. */
export const createClear = (deps: OrdersDeps, moves: Moves) => {
  const leave = createLeave(deps);
  return {
    ask: async ({ db, person, locale }: TurnContext): Promise<Reply> => {
      const words = texts[locale];
      const order = await deps.cart.read(db, person.id);
      return {
        text: order ? words.sureToClear(goodsWords(order, locale)) : words.cleared,
        buttons: [
          [
            { label: words.yesClear, value: 'yes' },
            { label: words.noClear, value: 'no' },
          ],
        ],
        replace: true,
      };
    },

    hear: (turn: TurnContext, input: StepInput, { asked }: z.output<(typeof data)['clear']>) => {
      if (input.kind === 'choice' && input.value === 'yes') {
        const empty = effect('clear-cart', (tx) => deps.cart.clear(tx, turn.person.id));
        return { go: 'list' as const, data: { asked: false }, effects: [empty] };
      }
      return input.kind === 'text' ? leave(turn, input) : moves.toList(turn, { asked });
    },
  };
};
