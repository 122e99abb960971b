import { z } from 'zod';
import { ok, refuse } from '#kernel/result.ts';
import { startValue } from '#kernel/start-value.ts';
import { shorten } from '#kernel/text.ts';
import { effect, type Reply, type StepInput, type TurnContext } from '#modules/conversations/index.ts';
import { CANCELLABLE, type OrderStatus } from '#modules/orders/index.ts';
import { todayIn } from '../checkout/days/days.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import { summaryOf } from '../summary.ts';
import { texts as common } from '../texts.ts';
import { standingWords } from './standing/standing.ts';
import { texts } from './texts.ts';

const LONGEST_REASON = 300;
/** Titles that one sentence names. */
const MOST_GONE = 10;

const OrderId = z.string().max(64);
const Page = z.int().positive().default(1);
export const OrderData = z.object({ orderId: OrderId, page: Page, tooLate: z.boolean().default(false) });
export const CancelData = z.object({ orderId: OrderId, page: Page, reason: z.string().default('') });
export const RepeatedData = z.object({ gone: z.array(z.string()), isEmpty: z.object({ is: z.boolean() }) });

/** One placed order: what is in it, where it is, and what can be done about it. */
export const createOrder = (deps: OrdersDeps) => {
  const { orders, settings, clock } = deps;
  const leave = createLeave(deps);
  const find = ({ db, person }: TurnContext, orderId: string) =>
    orders.read(db, { personId: person.id, orderId });

  const stepsOf = ({ db, person }: TurnContext, orderId: string) =>
    orders.steps(db, { personId: person.id, orderId });

  /** Its goods into the cart; what is gone is known once the effect has run, before the next step asks. */
  const repeat = ({ person, conversation }: TurnContext, orderId: string) => {
    const gone: string[] = [];
    const isEmpty = { is: false };
    const fill = effect('repeat', async (tx) => {
      const repeated = await orders.repeat(tx, {
        personId: person.id,
        orderId,
        conversationId: conversation.id,
      });
      if (!repeated.ok) return refuse(repeated.reason);
      gone.splice(0, gone.length, ...repeated.value.gone.map((title) => shorten(title, 100)));
      isEmpty.is = repeated.value.cart.lines.length === 0;
      return ok(undefined);
    });
    return { go: 'repeated' as const, data: { gone, isEmpty }, effects: [fill] };
  };

  return {
    ask: async (turn: TurnContext, { orderId, tooLate }: z.output<typeof OrderData>): Promise<Reply> => {
      const { locale } = turn;
      const words = texts[locale];
      const back = [{ label: common[locale].back, value: 'back' }];
      const order = await find(turn, orderId);
      if (!order) return { text: words.notFound, buttons: [back], replace: true };
      const hours = await settings.get('working_hours');
      const where = { locale, timeZone: hours.time_zone };
      return {
        text: [
          ...(tooLate ? [words.tooLate, ''] : []),
          ...standingWords(order, await stepsOf(turn, orderId), where),
          '',
          ...summaryOf(order, { locale, today: todayIn(hours, clock.now()) }),
        ].join('\n'),
        buttons: [
          [
            { label: words.repeat, value: 'repeat' },
            ...(isCancellable(order.status) ? [{ label: words.cancel, value: 'cancel' }] : []),
          ],
          [{ label: words.question, value: startValue('questions', `order:${order.id}`) }],
          back,
        ],
        replace: true,
      };
    },

    hear: (turn: TurnContext, input: StepInput, { orderId, page }: z.output<typeof OrderData>) => {
      if (input.kind === 'refused')
        return input.reason === 'too_many'
          ? { stay: true as const, say: { text: texts[turn.locale].tooMany } }
          : { go: 'list' as const, data: { page, missing: true } };
      if (input.kind !== 'choice') return leave(turn, input);
      if (input.value === 'repeat') return repeat(turn, orderId);
      if (input.value === 'cancel') return { go: 'cancel' as const, data: { orderId, page } };
      return { go: 'list' as const, data: { page } };
    },
  };
};

/** Asks once whether an order shall be cancelled; words are the reason, and never cancel by themselves. */
export const createCancel = ({ orders }: OrdersDeps) => ({
  ask: async (
    { db, person, locale }: TurnContext,
    { orderId, reason }: z.output<typeof CancelData>,
  ): Promise<Reply> => {
    const words = texts[locale];
    const order = await orders.read(db, { personId: person.id, orderId });
    const no = { label: words.noCancel, value: 'no' };
    if (!order) return { text: words.notFound, buttons: [[no]], replace: true };
    return {
      text: [
        words.sureToCancel(order.number ?? 0),
        ...(reason === '' ? [] : [words.withReason(reason)]),
      ].join('\n\n'),
      buttons: [[{ label: words.yesCancel, value: 'yes' }, no]],
      replace: true,
    };
  },

  hear: (turn: TurnContext, input: StepInput, { orderId, page, reason }: z.output<typeof CancelData>) => {
    const { person, by } = turn;
    if (input.kind === 'refused')
      return input.reason === 'too_late'
        ? { go: 'order' as const, data: { orderId, page, tooLate: true } }
        : { go: 'list' as const, data: { page, missing: true } };
    if (input.kind === 'text')
      return {
        go: 'cancel' as const,
        data: { orderId, page, reason: shorten(input.text.trim(), LONGEST_REASON) },
      };
    if (input.kind !== 'choice' || input.value !== 'yes')
      return { go: 'order' as const, data: { orderId, page } };
    const cancel = effect('cancel-order', (tx) =>
      orders.cancel(tx, { personId: person.id, orderId, reason, by }),
    );
    return { go: 'order' as const, data: { orderId, page }, effects: [cancel] };
  },
});

/** What of an order went into the cart again. */
export const createRepeated = (deps: OrdersDeps) => ({
  ask: ({ locale }: TurnContext, { gone, isEmpty }: z.output<typeof RepeatedData>): Reply => {
    const words = texts[locale];
    const named = gone.slice(0, MOST_GONE).join('; ');
    const titles = gone.length > MOST_GONE ? `${named}…` : named;
    return {
      text: [
        isEmpty.is ? words.nothingRepeated : words.repeated,
        ...(gone.length > 0 && !isEmpty.is ? [words.goneOf(titles)] : []),
      ].join('\n\n'),
      buttons: isEmpty.is
        ? [[{ label: common[locale].catalogue, value: startValue('catalogue') }]]
        : [
            [
              { label: words.checkout, value: startValue('cart', 'checkout') },
              { label: words.openCart, value: startValue('cart') },
            ],
          ],
      replace: true,
    };
  },
  hear: createLeave(deps),
});

const isCancellable = (status: OrderStatus): boolean =>
  (CANCELLABLE as readonly OrderStatus[]).includes(status);
