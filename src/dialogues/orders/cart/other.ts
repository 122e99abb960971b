import type { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { shorten } from '#kernel/text.ts';
import { createBrowse } from '#modules/catalogue/index.ts';
import type { Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import type { FoundProduct } from '#modules/search/index.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import { titleOf } from '../lines.ts';
import type { data } from '../shapes.ts';
import { texts as common } from '../texts.ts';
import { choiceKey, choiceLine } from './keys.ts';
import type { Moves } from './moves.ts';
import { texts } from './texts.ts';

type Data = z.output<(typeof data)['other']>;

/** Products offered for other words. */
const MOST_FOUND = 5;
const LONGEST_QUERY = 200;

/** A line in doubt in other words: they are searched for, and a hit is chosen. */
export const createOther = (deps: OrdersDeps, moves: Moves) => {
  const { cart, customers, search } = deps;
  const leave = createLeave(deps);
  /** What fits, with the prices of whoever orders; undefined while nothing can search. */
  const find = async ({ db, person }: TurnContext, text: string) => {
    const items = await hits(search, text);
    if (!items) return undefined;
    const priceTypeId = (await customers.membershipOf(db, person.id))?.priceTypeId ?? null;
    const prices = await createBrowse({ db, priceTypeId }).prices(items.map(({ id }) => id));
    return items.map((item) => ({ ...item, price: prices.get(item.id) ?? item.price }));
  };

  return {
    ask: async (turn: TurnContext, { lineId, query }: Data): Promise<Reply> => {
      const { db, person, locale, conversation } = turn;
      const words = texts[locale];
      const order = await cart.read(db, person.id);
      const line = order?.lines.find(({ id }) => id === lineId);
      const keys = [
        [{ label: words.office, value: `office:${lineId}` }],
        [{ label: common[locale].back, value: 'back' }],
      ];
      if (!line) return { text: words.refused.missing, buttons: keys.slice(1), replace: true };
      if (query === '')
        return { text: words.askOther(shorten(line.title, 100)), buttons: keys, replace: true };
      const found = await find(turn, query);
      if (!found) return { text: words.unavailable, buttons: keys, replace: true };
      const quote = shorten(query, 100);
      if (found.length === 0) return { text: words.notFound(quote), buttons: keys, replace: true };
      return {
        text: [
          titleOf(line, locale),
          '',
          words.found(quote),
          ...(conversation.capabilities.buttons ? found.map((card) => choiceLine(card, locale)) : []),
        ].join('\n'),
        buttons: [...found.map((card) => [choiceKey(lineId, card, turn)]), ...keys],
        replace: true,
      };
    },

    hear: (turn: TurnContext, input: StepInput, { lineId, asked }: Data) => {
      if (input.kind === 'refused') return moves.refused(turn, input, asked);
      if (input.kind === 'choice')
        return moves.press(turn, input.value, asked) ?? moves.toList(turn, { asked });
      if (input.kind !== 'text') return leave(turn, input);
      const query = input.text.trim().slice(0, LONGEST_QUERY);
      return { go: 'other' as const, data: { lineId, asked, query } };
    },
  };
};

const hits = async (
  search: OrdersDeps['search'],
  text: string,
): Promise<readonly FoundProduct[] | undefined> => {
  try {
    return (await search.find({ text, size: MOST_FOUND })).items;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
};
