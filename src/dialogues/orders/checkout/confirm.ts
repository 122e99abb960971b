import type { z } from 'zod';
import { ok } from '#kernel/result.ts';
import { startValue } from '#kernel/start-value.ts';
import { effect, type Reply, type StepInput, type TurnContext } from '#modules/conversations/index.ts';
import { texts as cartTexts } from '../cart/texts.ts';
import { changeWords } from '../changes.ts';
import type { OrdersDeps } from '../deps.ts';
import { createLeave } from '../leave.ts';
import { type data, LIST } from '../shapes.ts';
import { standingOf, summaryOf } from '../summary.ts';
import { texts as common } from '../texts.ts';
import { readDay, todayIn } from './days/days.ts';
import type { Delivery } from './delivery.ts';
import type { Checkout } from './enter.ts';
import { texts } from './texts.ts';

type Data = z.output<(typeof data)['confirm']>;
type PlacedData = z.output<(typeof data)['placed']>;

/** Everything once more, and the one press that places the order. */
export const createConfirm = (deps: OrdersDeps, checkout: Checkout, { day }: Pick<Delivery, 'day'>) => {
  const { cart, orders, customers, settings, clock } = deps;
  const leave = createLeave(deps);

  /** Places what was seen, once; the address is offered next time. */
  const place = async (turn: TurnContext, { seen }: Data) => {
    const { db, person, conversation, by } = turn;
    const placed = await orders.read(db, { personId: person.id, orderId: seen.id });
    if (placed) return { go: 'placed' as const, data: { orderId: seen.id, again: true } };
    const membership = await customers.membershipOf(db, person.id);
    if (!membership) return checkout.toRegister(turn);
    const { organizationId } = membership;
    const address = (await cart.read(db, person.id))?.address ?? null;
    const keep = effect('keep-address', async (tx) => {
      if (address !== null) await customers.keepAddress(tx, { organizationId, address });
      return ok(undefined);
    });
    const submit = effect('submit', (tx) =>
      cart.submit(tx, {
        personId: person.id,
        orderId: seen.id,
        version: seen.version,
        conversationId: conversation.id,
        by,
      }),
    );
    return {
      go: 'placed' as const,
      data: { orderId: seen.id, again: false },
      effects: [keep, submit],
    };
  };

  /** "Tomorrow before noon": nobody looks for goods called so. */
  const isDay = async (text: string): Promise<boolean> => {
    const hours = await settings.get('working_hours');
    const said = readDay(text, todayIn(hours, clock.now()), hours);
    return 'day' in said || said.wrong !== 'unclear';
  };

  const refused = (turn: TurnContext, reason: string) => {
    const words = texts[turn.locale];
    switch (reason) {
      case 'not_registered':
        return checkout.toRegister(turn);
      case 'blocked':
        return { end: true as const, say: { text: words.blocked } };
      case 'short':
        return { go: 'list' as const, data: { asked: true, notice: words.short } };
      case 'empty':
        return LIST;
      default:
        return checkout.toConfirm(turn, { moved: true });
    }
  };

  return {
    ask: async (turn: TurnContext, { changes, moved }: Data): Promise<readonly Reply[]> => {
      const { db, person, locale } = turn;
      const words = texts[locale];
      const order = await cart.read(db, person.id);
      const today = todayIn(await settings.get('working_hours'), clock.now());
      const told =
        changes.length > 0
          ? [words.changedMeanwhile, ...changeWords(changes, { locale, settled: true })].join('\n')
          : moved
            ? words.cartChanged
            : undefined;
      const before = told === undefined ? [] : [{ text: told }];
      if (!order)
        return [
          ...before,
          {
            text: cartTexts[locale].empty,
            buttons: [[{ label: common[locale].catalogue, value: startValue('catalogue') }]],
          },
        ];
      const doubts = order.lines.filter(({ doubt }) => doubt !== null).length;
      return [
        ...before,
        {
          text: [
            words.check,
            '',
            ...summaryOf(order, { locale, today }),
            ...(doubts > 0 ? ['', words.doubts(doubts)] : []),
          ].join('\n'),
          buttons: [
            [{ label: words.confirm, value: 'confirm' }],
            [
              { label: words.changeAddress, value: 'address' },
              { label: words.changeDay, value: 'day' },
              { label: words.changeComment, value: 'comment' },
            ],
            [{ label: words.changeLines, value: 'lines' }],
          ],
          replace: before.length === 0,
        },
      ];
    },

    hear: async (turn: TurnContext, input: StepInput, at: Data) => {
      const leadsTo = 'confirm' as const;
      if (input.kind === 'refused') return refused(turn, input.reason);
      if (input.kind === 'text') {
        if (texts[turn.locale].yes.includes(bare(input.text))) return place(turn, at);
        return (await isDay(input.text)) ? day.hear(turn, input, { leadsTo }) : leave(turn, input);
      }
      if (input.kind !== 'choice') return leave(turn, input);
      switch (input.value) {
        case 'confirm':
          return place(turn, at);
        case 'address':
          return { go: 'address' as const, data: { leadsTo } };
        case 'day':
          return { go: 'day' as const, data: { leadsTo } };
        case 'comment':
          return { go: 'comment' as const, data: { leadsTo } };
        default:
          return { go: 'list' as const, data: { asked: true } };
      }
    },
  };
};

/** What became of it, and what comes next. */
export const createPlaced = (deps: OrdersDeps) => ({
  ask: async ({ db, person, locale }: TurnContext, { orderId, again }: PlacedData): Promise<Reply> => {
    const words = texts[locale];
    const order = await deps.orders.read(db, { personId: person.id, orderId });
    if (!order || order.number === null) return { text: words.notFound };
    const isOpen = order.lines.some(({ doubt, price }) => doubt !== null || price === null);
    return {
      text: again
        ? words.again(order.number, standingOf(order, locale))
        : [words.placed(order.number), words.next, ...(isOpen ? [words.nextDoubts] : [])].join('\n\n'),
      buttons: [
        [
          { label: words.open, value: startValue('orders', orderId) },
          { label: common[locale].catalogue, value: startValue('catalogue') },
        ],
      ],
      replace: true,
    };
  },

  hear: createLeave(deps),
});

const bare = (text: string): string =>
  text
    .toLowerCase()
    .trim()
    .replace(/[.!,\s]+$/, '');
