import { z } from 'zod';
import { startValue } from '#kernel/start-value.ts';
import type { ChatLogIn, Entry } from '#modules/accounts/index.ts';
import {
  type Dialogue,
  defineDialogue,
  effect,
  type StepInput,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { parsePhone } from '#modules/people/index.ts';
import { me } from '../me.ts';
import { onwardOf } from '../onward.ts';
import { isBack, phoneIn, phoneQuestion } from '../phone.ts';
import { texts as shared } from '../texts.ts';
import { texts } from './texts.ts';

/** What logging in takes. */
export interface LogInDeps {
  readonly chatLogIn: ChatLogIn;
}

/** Makes this chat part of an account: by a phone that the messenger vouches for, or by phone and password. */
export const createLogIn = ({ chatLogIn }: LogInDeps): Dialogue => {
  const entering = (turn: TurnContext, wish: { phone: string; entry: Entry; onward: string }) => ({
    start: wish.onward || 'menu',
    effects: [effect('enter', (tx) => chatLogIn.enter(tx, me(turn), wish))],
    say: { text: texts[turn.locale].welcome },
  });

  return defineDialogue({
    name: 'log-in',
    version: 1,
    command: 'login',
    words: texts,
    audience: 'guests',
    key: true,
    data: {
      phone: z.object({ onward: z.string() }),
      password: z.object({ onward: z.string(), phone: z.string() }),
    },
    begin: ({ person, locale }, { text }) => {
      const onward = onwardOf(text);
      // Whoever came to be known is known already.
      if (person.customer && onward !== '') return { start: onward };
      const [first = ''] = text.trim().split(/\s+/);
      const phone = parsePhone(first);
      if (phone.ok) return { go: 'password', data: { onward, phone: phone.value } };
      const say = person.customer ? [{ text: texts[locale].another(person.name) }] : [];
      return { go: 'phone', data: { onward }, say };
    },
    steps: {
      phone: {
        ask: (turn) => phoneQuestion(turn, { text: texts[turn.locale].askPhone }),
        hear: async (turn, input, { onward }) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused') return { stay: true, say: { text: words.wrong } };
          const given = phoneIn(input);
          if (!given.ok) {
            const { foreignContact, badPhone } = shared[turn.locale];
            return { stay: true, say: { text: given.reason === 'foreign' ? foreignContact : badPhone } };
          }
          const { phone, verified } = given.value;
          // Whoever only types a phone is asked for the password, whether there is an account or not.
          if (!verified) return { go: 'password', data: { onward, phone } };
          const doorway = await chatLogIn.doorwayOf(turn.db, me(turn), phone);
          if (doorway.to === 'account') return entering(turn, { phone, entry: doorway.entry, onward });
          if (doorway.to === 'password') return { go: 'password', data: { onward, phone } };
          return {
            end: true,
            say: {
              text: words.unknown,
              buttons: [[{ label: words.register, value: startValue('register', onward) }]],
            },
          };
        },
      },

      password: {
        secret: true,
        ask: ({ locale }, { phone }) => ({
          text: texts[locale].askPassword,
          buttons: [
            [{ label: texts[locale].forgot, value: startValue('recover', phone) }],
            [{ label: shared[locale].back, value: 'back' }],
          ],
        }),
        hear: async (turn, input, { onward, phone }) => {
          const words = texts[turn.locale];
          if (isBack(turn, input)) return { go: 'phone', data: { onward } };
          if (input.kind === 'refused') return { stay: true, say: { text: words.wrong } };
          const password = passwordIn(input);
          if (password === undefined) return { stay: true, say: { text: words.typeIt } };
          const knock = await chatLogIn.knock(me(turn), { phone, password });
          if (knock.outcome === 'right') return entering(turn, { phone, entry: knock.entry, onward });
          if (knock.outcome === 'wrong') return { stay: true, say: { text: words.wrong } };
          if (knock.outcome === 'second_factor') return { end: true, say: { text: words.secondFactor } };
          // Here the next try is a secret, too; anywhere else it would be words to search for.
          return { stay: true, say: { text: words.locked(Math.ceil(knock.seconds / 60)) } };
        },
      },
    },
  });
};

const passwordIn = (input: StepInput): string | undefined =>
  input.kind === 'text' && input.text !== '' ? input.text : undefined;
