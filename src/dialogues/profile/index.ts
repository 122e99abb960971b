import { z } from 'zod';
import type { Audit } from '#modules/audit/index.ts';
import { type Dialogue, defineDialogue, effect, type TurnContext } from '#modules/conversations/index.ts';
import { formatPhone, type People, parseEmail, parseName, parsePhone } from '#modules/people/index.ts';
import { masked } from './masked.ts';
import { texts } from './texts.ts';

/** The person's own card: name, e-mail, and a phone that contact sharing confirms. */
export const createProfile = ({ people, audit }: { people: People; audit: Audit }): Dialogue => {
  /** Replaces an e-mail or a phone; the audit remembers that, but neither of them. */
  const setContact = (
    { by, person }: TurnContext,
    kind: 'email' | 'phone',
    value: string,
    verified: boolean,
  ) =>
    effect(`set-${kind}`, async (tx) => {
      const { [kind]: before } = await people.contactCard(tx, person.id);
      const set = await people.setContact(tx, { personId: person.id, kind, value, verified });
      if (set.ok && !(before?.value === value && (before.verified || !verified)))
        await audit.record(tx, {
          by,
          action: 'people.contact',
          subject: { kind: 'person', id: person.id },
          before: { [kind]: before ? masked(kind, before.value) : null },
          after: { [kind]: masked(kind, value), verified },
        });
      return set;
    });

  const card = async ({ db, person, locale }: TurnContext) => {
    const words = texts[locale];
    const { email, phone } = await people.contactCard(db, person.id);
    const shownPhone = phone
      ? (phone.verified ? words.verified : words.unverified)(formatPhone(phone.value))
      : words.none;
    return {
      text: words.card(person.name || words.none, email?.value ?? words.none, shownPhone),
      buttons: [
        [{ label: words.changeName, value: 'name' }],
        [{ label: words.changeEmail, value: 'email' }],
        [{ label: words.changePhone, value: 'phone' }],
      ],
    };
  };

  return defineDialogue({
    name: 'profile',
    version: 1,
    command: 'profile',
    words: texts,
    key: true,
    data: { card: z.object({}), name: z.object({}), email: z.object({}), phone: z.object({}) },
    begin: () => ({ go: 'card', data: {} }),
    steps: {
      card: {
        ask: card,
        hear: (_, input) => {
          if (input.kind === 'choice' && input.value === 'name') return { go: 'name', data: {} };
          if (input.kind === 'choice' && input.value === 'email') return { go: 'email', data: {} };
          if (input.kind === 'choice' && input.value === 'phone') return { go: 'phone', data: {} };
          return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
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
          const { locale } = turn;
          const email = parseEmail(input.kind === 'text' ? input.text : '');
          if (!email.ok) return { stay: true, say: { text: texts[locale].badEmail } };
          return {
            go: 'card',
            data: {},
            effects: [setContact(turn, 'email', email.value, false)],
            say: { text: texts[locale].saved },
          };
        },
      },
      phone: {
        ask: ({ locale, conversation }) => {
          const words = texts[locale];
          return conversation.capabilities.contacts
            ? {
                text: words.askPhoneContact,
                keyboard: [[{ label: words.sharePhone, contact: true }], [{ label: words.cancel }]],
              }
            : { text: words.askPhone };
        },
        hear: (turn, input) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused') return { stay: true, say: { text: words.phoneTaken } };
          if (input.kind === 'contact' && !input.own)
            return { stay: true, say: { text: words.foreignContact } };
          const said = input.kind === 'contact' ? input.phone : input.kind === 'text' ? input.text : '';
          const phone = parsePhone(said);
          if (!phone.ok) return { stay: true, say: { text: words.badPhone } };
          return {
            go: 'card',
            data: {},
            effects: [setContact(turn, 'phone', phone.value, input.kind === 'contact')],
            say: { text: words.saved },
          };
        },
      },
    },
  });
};
