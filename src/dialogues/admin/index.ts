import { z } from 'zod';
import { shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import {
  type DeadLetters,
  type Dialogue,
  defineDialogue,
  effect,
  officeState,
} from '#modules/conversations/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import { texts } from './texts.ts';

/** The administrator's corner in the chat: how the bot is, and the messages it could not work. */
export const createAdmin = ({
  deadLetters,
  settings,
  clock,
}: {
  deadLetters: DeadLetters;
  settings: Pick<Settings, 'get'>;
  clock: Clock;
}): Dialogue =>
  defineDialogue({
    name: 'admin',
    version: 1,
    command: 'admin',
    words: texts,
    key: true,
    roles: ['administrator'],
    data: {
      state: z.object({}),
      letter: z.object({ conversationId: z.string(), turn: z.number() }).or(z.null()),
    },
    begin: () => ({ go: 'state', data: {} }),
    steps: {
      state: {
        ask: async ({ db, locale }) => {
          const state = await officeState(db);
          // The turn that asks is one of those that wait.
          const waitingTurns = Math.max(0, state.waitingTurns - 1);
          const { time_zone: timeZone } = await settings.get('working_hours');
          const at = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone }).format(clock.now());
          return {
            text: texts[locale].state({ ...state, waitingTurns, at }),
            replace: true,
            buttons: [
              [
                { label: texts[locale].refresh, value: 'refresh' },
                { label: texts[locale].letters, value: 'letters' },
              ],
            ],
          };
        },
        hear: async ({ by }, input) => {
          if (input.kind === 'choice' && input.value === 'refresh') return { go: 'state', data: {} };
          if (input.kind !== 'choice')
            return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
          const [letter] = await deadLetters.list(by, { limit: 1 });
          return {
            go: 'letter',
            data: letter ? { conversationId: letter.conversationId, turn: letter.turn } : null,
          };
        },
      },
      letter: {
        ask: async ({ by, locale }, data) => {
          const words = texts[locale];
          const back = { label: words.back, value: 'back' };
          const letter = (await deadLetters.list(by, { limit: 50 })).find(
            (one) => one.conversationId === data?.conversationId && one.turn === data.turn,
          );
          if (!letter) return { text: words.noLetters, replace: true, buttons: [[back]] };
          const said = 'text' in letter.input && letter.input.text !== '' ? letter.input.text : words.noText;
          return {
            text: words.letter(letter.title, shorten(said, 200), shorten(letter.error, 300), letter.attempts),
            replace: true,
            buttons: [[{ label: words.replay, value: 'replay' }, back]],
          };
        },
        hear: ({ by, locale }, input, data) => {
          if (input.kind === 'refused') return { go: 'state', data: {}, say: { text: texts[locale].gone } };
          if (input.kind !== 'choice')
            return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
          if (input.value !== 'replay' || !data) return { go: 'state', data: {} };
          return {
            go: 'state',
            data: {},
            effects: [effect('replay', (tx) => deadLetters.replay(tx, by, data))],
            say: { text: texts[locale].replayed },
          };
        },
      },
    },
  });
