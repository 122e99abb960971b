import { shorten } from '#kernel/text.ts';
import { amendmentOf, type LineAmendment } from '#modules/assistant/index.ts';
import type { TurnContext } from '#modules/conversations/index.ts';
import type { OrderLine } from '#modules/orders/index.ts';
import { amountIn } from './amounts.ts';
import type { Effects, TextCart } from './effects.ts';
import { texts } from './texts.ts';

/** Characters of a title that is told. */
const LONGEST_TITLE = 100;

export type Amending = ReturnType<typeof createAmending>;

/** "Not 5 but 7", "remove the clamps": what that does to the cart, and what is said. Undefined: it corrects nothing. */
export const createAmending = ({ cart, effects }: { cart: TextCart; effects: Effects }) => {
  const amendmentIn = async ({ db, person }: TurnContext, text: string) => {
    const lines = (await cart.read(db, person.id))?.lines ?? [];
    const found = amendmentOf(text, lines);
    return found && { found, lines };
  };

  return {
    isAmendment: async (turn: TurnContext, text: string): Promise<boolean> =>
      (await amendmentIn(turn, text)) !== undefined,

    amend: async (turn: TurnContext, text: string) => {
      const amendment = await amendmentIn(turn, text);
      if (!amendment) return undefined;
      const { found, lines } = amendment;
      if (found === 'unclear') return { effects: [], say: { text: texts[turn.locale].amendUnclear } };
      const told = found.flatMap((change) => {
        const line = lines.find(({ id }) => id === change.lineId);
        return line ? [wordsOf(turn, line, change)] : [];
      });
      return { effects: [effects.amend(turn, found)], say: { text: told.join('\n') } };
    },
  };
};

/** The amount is named only where it is not rounded to what is sold. */
const wordsOf = ({ locale }: TurnContext, line: OrderLine, { qty }: LineAmendment): string => {
  const words = texts[locale];
  const title = shorten(line.productId === null ? words.quote(line.title) : line.title, LONGEST_TITLE);
  if (qty === null) return words.removed(title);
  if (line.gone) return words.amendGone(title);
  const isRounded = line.orderMin !== null || line.orderMultiple !== null;
  return isRounded ? words.corrected(title) : words.amended(title, amountIn(qty, line.unit, locale));
};
