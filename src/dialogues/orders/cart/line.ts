import type { z } from 'zod';
import { shorten } from '#kernel/text.ts';
import type { Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import { readAmount } from '../amount/amount.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import { lineWords } from '../lines.ts';
import type { data } from '../shapes.ts';
import { texts as common } from '../texts.ts';
import { amountKeys, choiceKey, choiceLine, choicesOf, doubtKeys } from './keys.ts';
import { pageOf, shownLines } from './lines-shown.ts';
import { createLineByNumber } from './list.ts';
import type { Moves } from './moves.ts';
import { texts } from './texts.ts';

type Data = z.output<(typeof data)['line']>;
type PickData = z.output<(typeof data)['pick']>;

/** Characters of what was typed that are said back. */
const LONGEST_QUOTE = 60;
const NUMBERS_IN_ROW = 4;

/** One line: how much of it, or something else about it. */
export const createLine = (deps: OrdersDeps, moves: Moves) => {
  const leave = createLeave(deps);
  const find = async ({ db, person }: TurnContext, lineId: number) => {
    const order = await deps.cart.read(db, person.id);
    const lines = order ? shownLines(order) : [];
    const at = lines.findIndex(({ id }) => id === lineId);
    const line = lines[at];
    return line && { line, number: at + 1 };
  };

  return {
    ask: async (turn: TurnContext, { lineId, unread }: Data): Promise<Reply> => {
      const { locale, conversation } = turn;
      const words = texts[locale];
      const back = [{ label: common[locale].back, value: 'back' }];
      const found = await find(turn, lineId);
      if (!found) return { text: words.refused.missing, buttons: [back], replace: true };
      const { line } = found;
      const isDoubt = line.doubt !== null;
      const cards = isDoubt ? await choicesOf(turn, deps.customers, line) : [];
      return {
        text: [
          ...(unread ? [words.bad[unread.why](shorten(unread.said, LONGEST_QUOTE)), ''] : []),
          lineWords(line, { number: found.number, locale, isCart: true }),
          ...(conversation.capabilities.buttons ? cards.map((card) => choiceLine(card, locale)) : []),
          '',
          isDoubt || line.gone ? words.whatElse : words.howMuch,
        ].join('\n'),
        buttons: [
          ...cards.map((card) => [choiceKey(lineId, card, turn)]),
          ...(isDoubt
            ? doubtKeys(lineId, locale)
            : [
                ...(line.gone ? [] : amountKeys(line, locale)),
                [{ label: words.remove, value: `remove:${lineId}` }],
              ]),
          back,
        ],
        replace: true,
      };
    },

    hear: async (turn: TurnContext, input: StepInput, { lineId, asked }: Data) => {
      if (input.kind === 'refused') return moves.refused(turn, input, asked);
      if (input.kind === 'choice') {
        const qty = /^qty:([\d.]{1,30})$/.exec(input.value)?.[1];
        if (qty !== undefined) return moves.setQty(turn, lineId, { qty, asked });
        return moves.press(turn, input.value, asked) ?? moves.toList(turn, { asked });
      }
      const found = input.kind === 'text' ? await find(turn, lineId) : undefined;
      if (input.kind !== 'text' || !found) return leave(turn, input);
      const read = readAmount(input.text, found.line);
      if (read.ok) return moves.setQty(turn, lineId, { qty: read.value, asked });
      const unread = { said: input.text.slice(0, LONGEST_QUOTE * 2), why: read.reason };
      return { go: 'line' as const, data: { lineId, asked, unread } };
    },
  };
};

/** Which line shall be changed. */
export const createPick = (deps: OrdersDeps, moves: Moves) => {
  const lineByNumber = createLineByNumber(deps, moves);
  const leave = createLeave(deps);
  return {
    ask: async ({ db, person, locale }: TurnContext, { page: wanted }: PickData): Promise<Reply> => {
      const words = texts[locale];
      const order = await deps.cart.read(db, person.id);
      const back = [{ label: common[locale].back, value: 'back' }];
      if (!order) return { text: words.cleared, buttons: [back], replace: true };
      const { page, pages, numbered } = pageOf(order, wanted);
      const keys = numbered.map(({ line, number }) => ({ label: String(number), value: `line:${line.id}` }));
      return {
        text: [
          ...numbered.map(({ line, number }) => lineWords(line, { number, locale, isCart: true })),
          '',
          ...(pages > 1 ? [common[locale].page(page, pages)] : []),
          words.pick,
        ].join('\n'),
        buttons: [
          keys.slice(0, NUMBERS_IN_ROW),
          keys.slice(NUMBERS_IN_ROW),
          [
            ...(page > 1 ? [{ label: common[locale].earlier, value: `page:${page - 1}` }] : []),
            ...(page < pages ? [{ label: common[locale].more, value: `page:${page + 1}` }] : []),
          ],
          back,
        ],
        replace: true,
      };
    },

    hear: async (turn: TurnContext, input: StepInput, { asked }: PickData) => {
      if (input.kind === 'refused') return moves.refused(turn, input, asked);
      if (input.kind === 'choice') {
        const page = /^page:(\d{1,4})$/.exec(input.value)?.[1];
        if (page !== undefined) return { go: 'pick' as const, data: { page: Number(page) || 1, asked } };
        return moves.press(turn, input.value, asked) ?? moves.toList(turn, { asked });
      }
      return (await lineByNumber(turn, input, asked)) ?? leave(turn, input);
    },
  };
};
