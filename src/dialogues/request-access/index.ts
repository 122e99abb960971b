import { z } from 'zod';
import {
  type Dialogue,
  defineDialogue,
  type Effect,
  effect,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { type Organizations, parseOrganizationName } from '#modules/customers/index.ts';
import { type People, parseName, parsePhone } from '#modules/people/index.ts';
import { texts } from './texts.ts';

const Wanted = z.object({ organization: z.string() });
const Named = Wanted.extend({ name: z.string() });

/**
 * Asks for access to an organization: its name, one's own where nobody knows it, a phone if one likes. The answer is
 * the same whether there is such an organization or not.
 */
export const createRequestAccess = ({
  organizations: { requests },
  people,
}: {
  organizations: Pick<Organizations, 'requests'>;
  people: Pick<People, 'contactCard' | 'rename' | 'setContact'>;
}): Dialogue => {
  /** Without buttons: this message brings the main keyboard back, in the place of the one that asked for the phone. */
  const ended = (text: string) => ({ end: true as const, say: { text } });

  /** The next question that has no answer yet, or the request itself. */
  const goOn = async (turn: TurnContext, { organization, name }: z.infer<typeof Named>) => {
    if (name === '') return { go: 'name' as const, data: { organization } };
    const { phone } = await people.contactCard(turn.db, turn.person.id);
    return phone
      ? send(turn, { organization, name })
      : { go: 'phone' as const, data: { organization, name } };
  };

  const send = (
    turn: TurnContext,
    { organization, name }: z.infer<typeof Named>,
    ...first: readonly Effect[]
  ) => ({
    ...ended(texts[turn.locale].sent(organization)),
    effects: [
      ...first,
      ...(name === turn.person.name
        ? []
        : [effect('rename', (tx) => people.rename(tx, { personId: turn.person.id, name }))]),
      effect('ask', (tx) => requests.ask(tx, turn.by, { words: organization })),
    ],
  });

  const refused = (turn: TurnContext, reason: string) => {
    const words = texts[turn.locale];
    if (reason === 'joined') return { start: 'organization', say: { text: words.joined } };
    if (reason === 'too_many') return ended(words.tooMany);
    return ended(reason === 'pending' ? words.pending : words.badOrganization);
  };

  return defineDialogue({
    name: 'request-access',
    version: 1,
    command: 'access',
    words: texts,
    audience: 'guests',
    data: { organization: z.object({}), name: Wanted, phone: Named },
    begin: () => ({ go: 'organization', data: {} }),
    steps: {
      organization: {
        ask: ({ locale }) => ({ text: texts[locale].askOrganization }),
        hear: (turn, input) => {
          if (input.kind === 'refused') return refused(turn, input.reason);
          const organization = parseOrganizationName(input.kind === 'text' ? input.text : '');
          if (!organization.ok) return { stay: true, say: { text: texts[turn.locale].badOrganization } };
          return goOn(turn, { organization: organization.value, name: turn.person.name });
        },
      },
      name: {
        ask: ({ locale }) => ({ text: texts[locale].askName }),
        hear: (turn, input, { organization }) => {
          if (input.kind === 'refused') return refused(turn, input.reason);
          const name = parseName(input.kind === 'text' ? input.text : '');
          if (!name.ok) return { stay: true, say: { text: texts[turn.locale].badName } };
          return goOn(turn, { organization, name: name.value });
        },
      },
      phone: {
        ask: ({ locale, conversation }) => {
          const words = texts[locale];
          return conversation.capabilities.contacts
            ? {
                text: words.askPhoneContact,
                keyboard: [[{ label: words.sharePhone, contact: true }], [{ label: words.skip }]],
              }
            : { text: words.askPhone, buttons: [[{ label: words.skip, value: 'skip' }]] };
        },
        hear: (turn, input, at) => {
          const words = texts[turn.locale];
          if (input.kind === 'refused' && input.effect === 'set-phone')
            return { stay: true, say: { text: words.phoneTaken } };
          if (input.kind === 'refused') return refused(turn, input.reason);
          if (input.kind === 'contact' && !input.own)
            return { stay: true, say: { text: words.foreignContact } };
          const said =
            input.kind === 'contact' ? input.phone : input.kind === 'text' ? input.text.trim() : '';
          if (input.kind === 'choice' || said.toLowerCase() === words.skip.toLowerCase())
            return send(turn, at);
          const phone = parsePhone(said);
          if (!phone.ok) return { stay: true, say: { text: words.badPhone } };
          const contact = {
            personId: turn.person.id,
            kind: 'phone' as const,
            value: phone.value,
            verified: input.kind === 'contact',
          };
          return send(
            turn,
            at,
            effect('set-phone', (tx) => people.setContact(tx, contact)),
          );
        },
      },
    },
  });
};
