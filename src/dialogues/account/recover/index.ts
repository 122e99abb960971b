import { z } from 'zod';
import { startValue } from '#kernel/start-value.ts';
import type { Accounts, ChatLogIn, Entry, PhoneAccounts } from '#modules/accounts/index.ts';
import { type Dialogue, defineDialogue, effect, type TurnContext } from '#modules/conversations/index.ts';
import { parsePhone } from '#modules/people/index.ts';
import { me } from '../me.ts';
import { linkReply, newPasswordIn, newPasswordQuestion, type PasswordDeps } from '../new-password.ts';
import { phoneIn, phoneQuestion } from '../phone.ts';
import { texts as shared } from '../texts.ts';
import { texts } from './texts.ts';

/** What recovering takes. */
export interface RecoverDeps extends PasswordDeps {
  readonly chatLogIn: Pick<ChatLogIn, 'doorwayOf' | 'enter'>;
  readonly phones: Pick<PhoneAccounts, 'factsOf'>;
  readonly requestLink: Accounts['requestPasswordLink'];
}

/**
 * For those who forgot the password: a phone that the messenger vouches for lets them in and choose another one; to
 * whoever only types a phone nothing is told but that a link went to the chats of its owner; else the office helps.
 */
export const createRecover = (deps: RecoverDeps): Dialogue => {
  const { chatLogIn, phones, links, passwords, requestLink } = deps;

  const letIn = async (turn: TurnContext, phone: string, entry: Entry) => {
    const effects = [effect('enter', (tx) => chatLogIn.enter(tx, me(turn), { phone, entry }))];
    const say = { text: texts[turn.locale].letIn };
    const account = await phones.factsOf(turn.db, entry.personId);
    return account
      ? { go: 'password' as const, data: { login: account.login }, effects, say }
      : { start: 'menu', effects, say };
  };

  const toOffice = ({ locale }: TurnContext) => [
    [{ label: texts[locale].callOffice, value: startValue('talk-to-person') }],
  ];

  /** To the chats of whoever has this phone, if anybody has. */
  const sendLink = (turn: TurnContext, phone: string) => {
    const { address, traceId } = turn.by;
    requestLink({ login: phone }, { address: address ?? '', agent: '', traceId });
    return { end: true as const, say: { text: texts[turn.locale].linkSent, buttons: toOffice(turn) } };
  };

  return defineDialogue({
    name: 'recover',
    version: 1,
    command: 'recover',
    words: texts,
    audience: 'guests',
    data: { phone: z.object({}), password: z.object({ login: z.string() }) },
    begin: async (turn, { text }) => {
      const { db, person, by, locale, conversation } = turn;
      const account = await phones.factsOf(db, person.id);
      // A messenger that vouches for phones lets in at once: there it is asked for, though it was typed before.
      const phone = parsePhone(text);
      if (!account && phone.ok && !conversation.capabilities.contacts) return sendLink(turn, phone.value);
      if (!account) return { go: 'phone', data: {} };
      if (by.roles.length > 0) return { end: true, say: { text: texts[locale].employee } };
      return { go: 'password', data: { login: account.login } };
    },
    steps: {
      phone: {
        ask: (turn) => phoneQuestion(turn, { text: texts[turn.locale].askPhone }),
        hear: async (turn, input) => {
          const words = texts[turn.locale];
          const given = input.kind === 'refused' ? undefined : phoneIn(input);
          if (!given) return { end: true, say: { text: words.office, buttons: toOffice(turn) } };
          if (!given.ok) {
            const { foreignContact, badPhone } = shared[turn.locale];
            return { stay: true, say: { text: given.reason === 'foreign' ? foreignContact : badPhone } };
          }
          const { phone, verified } = given.value;
          if (!verified) return sendLink(turn, phone);
          const doorway = await chatLogIn.doorwayOf(turn.db, me(turn), phone);
          if (doorway.to === 'account') return letIn(turn, phone, doorway.entry);
          return { end: true, say: { text: words.office, buttons: toOffice(turn) } };
        },
      },

      password: {
        secret: true,
        ask: (turn) =>
          newPasswordQuestion(turn, deps, { more: [[{ label: texts[turn.locale].later, value: 'later' }]] }),
        hear: async (turn, input, { login }) => {
          const words = texts[turn.locale];
          if (input.kind === 'choice' && input.value === 'later') return { start: 'menu' };
          const chosen = await newPasswordIn(turn, deps, { input, login });
          if (chosen.kind === 'again') return { stay: true, say: chosen.say };
          if (chosen.kind === 'hash') {
            const { hash } = chosen;
            return {
              start: 'menu',
              effects: [effect('set-password', (tx) => passwords.setPassword(tx, me(turn), hash))],
              say: { text: words.saved },
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
    },
  });
};
