import { z } from 'zod';
import type { Clock } from '#kernel/time.ts';
import {
  type Dialogue,
  defineDialogue,
  effect,
  type Queue,
  type StepInput,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { openingAt, type Settings } from '#modules/settings/index.ts';
import { hoursInWords } from './hours.ts';
import { texts } from './texts.ts';

/** Puts the person into the queue for an operator, and keeps them company until one comes. */
export const createTalkToPerson = ({
  queue,
  settings,
  clock,
}: {
  queue: Queue;
  settings: Pick<Settings, 'get'>;
  clock: Clock;
}): Dialogue => {
  const now = (): Date => new Date(clock.now());
  const opening = async () => openingAt(await settings.get('working_hours'), now());
  const hours = async ({ locale }: TurnContext): Promise<string> => {
    const { time_zone } = await settings.get('working_hours');
    return hoursInWords(await opening(), now(), time_zone, locale);
  };

  const joining = ({ conversation }: TurnContext) => ({
    go: 'waiting' as const,
    data: {},
    effects: [effect('join-queue', (tx) => queue.join(tx, conversation.id))],
  });
  const leaving = ({ conversation, locale }: TurnContext) => ({
    end: true as const,
    effects: [effect('leave-queue', (tx) => queue.leave(tx, conversation.id))],
    say: { text: texts[locale].left },
  });
  const full = async ({ locale }: TurnContext) => {
    const { queue_full } = await settings.get('handover');
    return { end: true as const, say: { text: queue_full[locale] } };
  };
  const placeOf = async ({ db, conversation }: TurnContext): Promise<number> =>
    (await queue.place(db, conversation.id)) ?? 1;
  const leaveButton = ({ locale }: TurnContext) => [[{ label: texts[locale].leave, value: 'leave' }]];

  /** Whether the waiting is over: the person wishes so, or waits no longer for whatever reason. */
  const over = async (turn: TurnContext, input: StepInput) => {
    if (input.kind === 'choice' && input.value === 'leave') return leaving(turn);
    if ((await queue.place(turn.db, turn.conversation.id)) !== undefined) return undefined;
    return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
  };

  return defineDialogue({
    name: 'talk-to-person',
    version: 1,
    command: 'operator',
    words: texts,
    key: true,
    awaitsOperator: true,
    data: { closed: z.object({}), waiting: z.object({}), noted: z.object({}) },
    begin: async (turn, { by }) => {
      if ((await queue.place(turn.db, turn.conversation.id)) !== undefined)
        return { go: by === 'text' ? 'noted' : 'waiting', data: {} };
      if (await queue.isFull(turn.db)) return full(turn);
      return (await opening()).open ? joining(turn) : { go: 'closed', data: {} };
    },
    steps: {
      closed: {
        ask: async (turn) => ({
          text: `${await hours(turn)} ${texts[turn.locale].askAnyway}`,
          buttons: [
            [
              { label: texts[turn.locale].yes, value: 'join' },
              { label: texts[turn.locale].no, value: 'no' },
            ],
          ],
        }),
        hear: (turn, input) => {
          if (input.kind === 'refused') return full(turn);
          if (input.kind !== 'choice')
            return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
          if (input.value === 'join') return joining(turn);
          return { end: true, say: { text: texts[turn.locale].notQueued } };
        },
      },
      waiting: {
        ask: async (turn) => {
          const place = texts[turn.locale].place(await placeOf(turn));
          return { text: `${place} ${await hours(turn)}`, buttons: leaveButton(turn) };
        },
        hear: async (turn, input) => (await over(turn, input)) ?? { go: 'noted', data: {} },
      },
      /** They have been told that their words are passed on: from now on nothing interrupts them. */
      noted: {
        ask: async (turn) => ({
          text: texts[turn.locale].noted(await placeOf(turn)),
          buttons: leaveButton(turn),
        }),
        hear: async (turn, input) => (await over(turn, input)) ?? { stay: true },
      },
    },
  });
};
