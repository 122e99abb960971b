import type { z } from 'zod';
import { labelOf } from '#kernel/label.ts';
import { effect, type Reply, type StepInput, type TurnContext } from '#modules/conversations/index.ts';
import { parseAddress } from '#modules/customers/index.ts';
import type { Cart } from '#modules/orders/index.ts';
import { PACKS, PIECES } from '../amount/texts.ts';
import type { OrdersDeps } from '../deps.ts';
import { type data, LIST } from '../shapes.ts';
import { texts as common } from '../texts.ts';
import { dayWords, readDay, todayIn, workingDays } from './days/days.ts';
import type { Checkout } from './enter.ts';
import { texts } from './texts.ts';

type Data = z.output<(typeof data)['address']>;
type Wish = Omit<Parameters<Cart['setDelivery']>[1], 'personId'>;

/** Days that buttons offer. */
const DAYS_OFFERED = 4;

export type Delivery = ReturnType<typeof createDelivery>;

/** Where to, when, and what else: one question each, and each can be asked again from the confirmation. */
export const createDelivery = ({ cart, customers, settings, clock }: OrdersDeps, checkout: Checkout) => {
  const setting = ({ person }: TurnContext, wish: Wish) =>
    effect('set-delivery', (tx) => cart.setDelivery(tx, { personId: person.id, ...wish }));

  /** The next question, or the confirmation when only this was asked. */
  const onward = (turn: TurnContext, wish: Wish, { leadsTo }: Data, next: 'day' | 'comment' | undefined) => {
    const write = setting(turn, wish);
    if (leadsTo === 'next' && next) return { go: next, data: { leadsTo }, effects: [write] };
    const confirm = checkout.toConfirm(turn);
    return { ...confirm, effects: [write, ...confirm.effects] };
  };

  /** The cart refused: it is empty by now, or what was said cannot be used. */
  const refused = (input: Extract<StepInput, { kind: 'refused' }>, text: string) =>
    input.reason === 'missing' ? LIST : { stay: true as const, say: { text } };

  const back = (turn: TurnContext, { leadsTo }: Data) =>
    leadsTo === 'confirm' ? checkout.toConfirm(turn) : LIST;

  const backKey = ({ locale }: TurnContext) => [{ label: common[locale].back, value: 'back' }];

  const addresses = async ({ db, person }: TurnContext) => {
    const membership = await customers.membershipOf(db, person.id);
    return membership ? customers.addressesOf(db, membership.organizationId) : [];
  };

  const address = {
    ask: async (turn: TurnContext): Promise<Reply> => {
      const words = texts[turn.locale];
      const known = await addresses(turn);
      const narrow = turn.conversation.capabilities.buttons;
      return {
        text: known.length > 0 ? words.askAddress : words.askFirstAddress,
        buttons: [
          ...known.map(({ id, address: where }) => [
            { label: labelOf(where, '', { narrow }), value: `address:${id}` },
          ]),
          [{ label: common[turn.locale].pickup, value: 'pickup' }],
          backKey(turn),
        ],
      };
    },
    hear: async (turn: TurnContext, input: StepInput, at: Data) => {
      if (input.kind === 'refused') return refused(input, texts[turn.locale].badAddress);
      if (input.kind === 'text' && isAddress(input.text))
        return onward(turn, { address: input.text }, at, 'day');
      if (input.kind !== 'choice')
        return { stay: true as const, say: { text: texts[turn.locale].badAddress } };
      if (input.value === 'pickup') return onward(turn, { address: null }, at, 'day');
      const chosen = (await addresses(turn)).find(({ id }) => input.value === `address:${id}`);
      return chosen ? onward(turn, { address: chosen.address }, at, 'day') : back(turn, at);
    },
  };

  const day = {
    ask: async (turn: TurnContext): Promise<Reply> => {
      const { db, person, locale } = turn;
      const words = texts[locale];
      const order = await cart.read(db, person.id);
      const hours = await settings.get('working_hours');
      const today = todayIn(hours, clock.now());
      return {
        text: order?.address === null ? words.askDayPickup : words.askDay,
        buttons: [
          [{ label: words.soon, value: 'soon' }],
          ...workingDays(hours, today, DAYS_OFFERED).map((date) => [
            { label: dayWords(date, today, locale), value: `day:${date}` },
          ]),
          backKey(turn),
        ],
      };
    },
    hear: async (turn: TurnContext, input: StepInput, at: Data) => {
      const words = texts[turn.locale].badDay;
      if (input.kind === 'refused') return refused(input, words.unclear);
      if (input.kind === 'choice' && input.value === 'soon')
        return onward(turn, { deliveryOn: null }, at, 'comment');
      if (input.kind === 'choice' && !input.value.startsWith('day:')) return back(turn, at);
      const typed =
        input.kind === 'text' ? input.text : input.kind === 'choice' ? input.value.slice('day:'.length) : '';
      const hours = await settings.get('working_hours');
      const said = readDay(typed, todayIn(hours, clock.now()), hours);
      if ('wrong' in said) return { stay: true as const, say: { text: words[said.wrong] } };
      if (said.also === undefined) return onward(turn, { deliveryOn: said.day }, at, 'comment');
      const { comment: before = '' } = (await cart.read(turn.db, turn.person.id)) ?? {};
      return onward(turn, { deliveryOn: said.day, comment: withTime(before, said.also) }, at, undefined);
    },
  };

  const comment = {
    ask: (turn: TurnContext): Reply => ({
      text: texts[turn.locale].askComment,
      buttons: [[{ label: texts[turn.locale].noComment, value: 'none' }], backKey(turn)],
    }),
    hear: (turn: TurnContext, input: StepInput, at: Data) => {
      if (input.kind === 'refused') return refused(input, texts[turn.locale].badComment);
      if (input.kind === 'text') return onward(turn, { comment: input.text }, at, undefined);
      if (input.kind === 'choice' && input.value === 'none')
        return onward(turn, { comment: '' }, at, undefined);
      return back(turn, at);
    },
  };

  return { address, day, comment };
};

/** The time of the day goes into the comment, where the office reads it. */
const withTime = (comment: string, time: string): string =>
  comment.includes(time) ? comment : [comment, time].filter((words) => words !== '').join(', ');

/** Neither a question nor goods: somebody in a hurry writes "pipe 20 5 pcs" wherever they are. */
const isAddress = (text: string): boolean => {
  const [, last = ''] = /\d\s*(\p{L}+)\.?\s*$/u.exec(text.toLowerCase()) ?? [];
  return parseAddress(text).ok && !PIECES.has(last) && !PACKS.has(last);
};
