import { z } from 'zod';
import { startValue } from '#kernel/start-value.ts';
import type { ChatLogIn, PhoneAccounts } from '#modules/accounts/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import { type Dialogue, defineDialogue, effect, type TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import { type People, parseEmail, parseName } from '#modules/people/index.ts';
import { me } from '../me.ts';
import { linkReply, newPasswordIn, newPasswordQuestion, type PasswordDeps } from '../new-password.ts';
import { phoneIn, phoneQuestion } from '../phone.ts';
import { texts as shared } from '../texts.ts';
import { createCard } from './card.ts';
import { maskedEmail } from './masked.ts';
import { leaveTexts, texts } from './texts.ts';

/** What one's own account takes. */
export interface ProfileDeps extends PasswordDeps {
  readonly people: People;
  readonly phones: PhoneAccounts;
  readonly chatLogIn: Pick<ChatLogIn, 'leave'>;
  readonly customers: Pick<Customers, 'membershipOf'>;
  readonly audit: Audit;
}

/** Opened with this text the card is passed over, and logging out is asked about at once. */
const LEAVE = 'leave';
const STEPS = ['name', 'email', 'phone', 'password', LEAVE] as const;

/** The person's own account: who they are, whom they order for, the password, and the way out. */
export const createProfile = (deps: ProfileDeps): Dialogue => {
  const { people, phones, chatLogIn, links, passwords, audit } = deps;
  const nothing = z.object({});

  /** Replaces the e-mail; the audit remembers that, but not the address. */
  const setEmail = ({ by, person }: TurnContext, value: string) =>
    effect('set-email', async (tx) => {
      const { email: before } = await people.contactCard(tx, person.id);
      const set = await people.setContact(tx, { personId: person.id, kind: 'email', value, verified: false });
      if (set.ok && before?.value !== value)
        await audit.record(tx, {
          by,
          action: 'people.contact',
          subject: { kind: 'person', id: person.id },
          before: { email: before ? maskedEmail(before.value) : null },
          after: { email: maskedEmail(value), verified: false },
        });
      return set;
    });

  const toMenu = (input: { readonly kind: string; readonly text?: string }) => ({
    start: 'menu',
    text: input.kind === 'text' ? (input.text ?? '') : '',
  });

  const noAccount = ({ locale }: TurnContext) => ({
    go: 'card' as const,
    data: {},
    say: { text: texts[locale].noAccount },
  });
  const toLeave = async (turn: TurnContext) =>
    (await phones.factsOf(turn.db, turn.person.id)) ? ({ go: LEAVE, data: {} } as const) : noAccount(turn);

  return defineDialogue({
    name: 'profile',
    version: 2,
    command: 'profile',
    words: texts,
    key: true,
    data: {
      card: nothing,
      name: nothing,
      email: nothing,
      phone: nothing,
      password: z.object({ login: z.string() }),
      leave: nothing,
    },
    upgrade: ({ step }) =>
      step === 'card' || step === 'name' || step === 'email' || step === 'phone'
        ? { step, data: {} }
        : undefined,
    begin: (turn, { text }) => (text === LEAVE ? toLeave(turn) : { go: 'card', data: {} }),
    steps: {
      card: {
        ask: createCard(deps),
        hear: async (turn, input) => {
          const words = texts[turn.locale];
          if (input.kind !== 'choice') return toMenu(input);
          const step = STEPS.find((name) => name === input.value);
          if (step === undefined) return toMenu(input);
          if (step === LEAVE) return toLeave(turn);
          if (step !== 'password') return { go: step, data: {} };
          const account = await phones.factsOf(turn.db, turn.person.id);
          if (!account) return noAccount(turn);
          if (turn.person.roles.length > 0)
            return { go: 'card', data: {}, say: { text: words.employeePassword } };
          return { go: 'password', data: { login: account.login } };
        },
      },

      name: {
        ask: ({ locale }) => ({ text: texts[locale].askName }),
        hear: ({ locale, person }, input) => {
          const name = parseName(input.kind === 'text' ? input.text : '');
          if (!name.ok) return { stay: true, say: { text: texts[locale].badName } };
          return {
            go: 'card',
            data: {},
            effects: [effect('rename', (tx) => people.rename(tx, { personId: person.id, name: name.value }))],
            say: { text: texts[locale].saved },
          };
        },
      },

      email: {
        ask: ({ locale }) => ({ text: texts[locale].askEmail }),
        hear: (turn, input) => {
          const email = parseEmail(input.kind === 'text' ? input.text : '');
          if (!email.ok) return { stay: true, say: { text: texts[turn.locale].badEmail } };
          return {
            go: 'card',
            data: {},
            effects: [setEmail(turn, email.value)],
            say: { text: texts[turn.locale].saved },
          };
        },
      },

      phone: {
        ask: (turn) => phoneQuestion(turn, { text: texts[turn.locale].askPhone }),
        hear: (turn, input) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused')
            return {
              stay: true,
              say: {
                text: words.phoneTaken,
                buttons: [[{ label: words.logIn, value: startValue('log-in') }]],
              },
            };
          const given = phoneIn(input);
          if (!given.ok) {
            const { foreignContact, badPhone } = shared[turn.locale];
            return { stay: true, say: { text: given.reason === 'foreign' ? foreignContact : badPhone } };
          }
          const wish = { ...me(turn), by: turn.by, ...given.value };
          return {
            go: 'card',
            data: {},
            effects: [effect('set-phone', (tx) => phones.setPhone(tx, wish))],
            say: { text: words.saved },
          };
        },
      },

      password: {
        secret: true,
        ask: (turn) =>
          newPasswordQuestion(turn, deps, { more: [[{ label: shared[turn.locale].back, value: 'back' }]] }),
        hear: async (turn, input, { login }) => {
          if (input.kind === 'choice' && input.value === 'back') return { go: 'card', data: {} };
          const chosen = await newPasswordIn(turn, deps, { input, login });
          if (chosen.kind === 'again') return { stay: true, say: chosen.say };
          if (chosen.kind === 'hash') {
            const { hash } = chosen;
            return {
              go: 'card',
              data: {},
              effects: [effect('set-password', (tx) => passwords.setPassword(tx, me(turn), hash))],
              say: { text: texts[turn.locale].passwordSaved },
            };
          }
          const link = links.newLink();
          return {
            end: true,
            effects: [effect('keep-link', (tx) => links.keepLink(tx, me(turn), link))],
            say: linkReply(turn, link),
          };
        },
      },

      leave: {
        ask: ({ locale }) => ({
          text: texts[locale].askLeave,
          buttons: [
            [
              { label: texts[locale].yesLeave, value: 'yes' },
              { label: texts[locale].stay, value: 'back' },
            ],
          ],
        }),
        hear: async (turn, input) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused') {
            const account = await phones.factsOf(turn.db, turn.person.id);
            if (!account) return noAccount(turn);
            return { go: 'password', data: { login: account.login }, say: { text: words.noWayBack } };
          }
          const isYes =
            input.kind === 'text'
              ? words.yes.includes(input.text.toLowerCase().trim())
              : input.kind === 'choice' && input.value === 'yes';
          if (!isYes) return input.kind === 'choice' ? { go: 'card', data: {} } : toMenu(input);
          return {
            end: true,
            effects: [effect('leave', (tx) => chatLogIn.leave(tx, me(turn)))],
            say: { text: words.left },
          };
        },
      },
    },
  });
};

/** Without a command no menu shows it: people write that they want to leave. */
export const logOut = defineDialogue({
  name: 'log-out',
  version: 1,
  words: leaveTexts,
  data: {},
  steps: {},
  begin: () => ({ start: 'profile', text: LEAVE }),
});
