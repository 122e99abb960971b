import { effect, type StepInput, type TurnContext } from '#modules/conversations/index.ts';
import type { Cart, CartRefusal } from '#modules/orders/index.ts';
import { freshening } from '../changes.ts';
import { texts } from './texts.ts';

/** What can be done to a line, and the way to the list afterwards. */
export const createMoves = ({ cart }: { cart: Cart }) => {
  /** The list as it is now; `notice`: what is said first. */
  const toList = (
    turn: TurnContext,
    { asked, page = 1, notice }: { asked: boolean; page?: number; notice?: string },
  ) => {
    const { changes, effects } = freshening(cart, turn, { settle: false });
    return { go: 'list' as const, data: { page, asked, changes, notice }, effects };
  };

  const setQty = (turn: TurnContext, lineId: number, { qty, asked }: { qty: string; asked: boolean }) => {
    const write = effect('set-qty', (tx) => cart.setQty(tx, { personId: turn.person.id, lineId, qty }));
    return {
      go: 'list' as const,
      data: { asked, touched: { lineId, wanted: qty } },
      effects: [write],
    };
  };

  /** What a button of a line does; undefined for any other. */
  const press = (turn: TurnContext, value: string, asked: boolean) => {
    const { id: personId } = turn.person;
    const [, what, line, rest = ''] = /^(\w+):(\d{1,15})(?::(.+))?$/.exec(value) ?? [];
    const lineId = Number(line);
    const after = (name: string, write: Parameters<typeof effect>[1]) => ({
      go: 'list' as const,
      data: { asked },
      effects: [effect(name, write)],
    });
    switch (what) {
      case 'line':
        return { go: 'line' as const, data: { lineId, asked } };
      case 'other':
        return { go: 'other' as const, data: { lineId, asked } };
      case 'office':
        return after('leave-to-office', (tx) => cart.leaveToOffice(tx, { personId, lineId }));
      case 'remove':
        return after('remove-line', (tx) => cart.remove(tx, { personId, lineId }));
      case 'choose':
        return after('choose', (tx) => cart.choose(tx, { personId, lineId, productId: Number(rest) }));
      default:
        return undefined;
    }
  };

  /** The cart refused: why, and how it is now. */
  const refused = (
    turn: TurnContext,
    { reason }: Extract<StepInput, { kind: 'refused' }>,
    asked: boolean,
  ) => {
    const words = texts[turn.locale].refused;
    const why = Object.hasOwn(words, reason) ? (reason as CartRefusal) : 'missing';
    return toList(turn, { asked, notice: words[why] });
  };

  return { toList, setQty, press, refused };
};

export type Moves = ReturnType<typeof createMoves>;
