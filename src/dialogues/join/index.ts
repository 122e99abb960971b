import { z } from 'zod';
import { startValue } from '#kernel/start-value.ts';
import {
  type Dialogue,
  defineDialogue,
  effect,
  type Reply,
  type StepInput,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { invitationIn, type Organizations } from '#modules/customers/index.ts';
import { type People, parseName } from '#modules/people/index.ts';
import { texts } from './texts.ts';

const Invited = z.object({
  /** Names the invitation and is of no use to whoever has not seen its code. */
  key: z.string(),
  organization: z.string(),
  by: z.string(),
});

/** Opens an invitation (`opening.text` is its code or link): shows where it leads, and makes a member on «yes». */
export const createJoin = ({
  organizations: { invitations },
  people,
}: {
  organizations: Pick<Organizations, 'invitations'>;
  people: Pick<People, 'rename'>;
}): Dialogue => {
  const opened = async (turn: TurnContext, text: string) => {
    const { db, person, conversation, locale } = turn;
    const words = texts[locale];
    // Whatever does not look like a code counts as a try, too: nobody learns what codes look like.
    const code = invitationIn(text) ?? text.slice(0, 300);
    const found = await invitations.look(db, { code, personId: person.id, conversationId: conversation.id });
    if (found === 'wrong') return { end: true as const, say: refused(turn) };
    if ('wait' in found)
      return {
        end: true as const,
        say: { text: words.wait(Math.ceil(found.wait / 60)), buttons: menuButton(turn) },
      };
    if (found.joined) return { start: 'organization', say: { text: words.joined(found.organization) } };
    const { key, organization, by } = found;
    return { go: 'confirm' as const, data: { key, organization, by } };
  };

  /** Makes them a member, under the name they told where they had none. */
  const joins = (turn: TurnContext, { key, organization }: z.infer<typeof Invited>, name?: string) => ({
    start: 'organization',
    effects: [
      ...(name === undefined
        ? []
        : [effect('rename', (tx) => people.rename(tx, { personId: turn.person.id, name }))]),
      effect('join', (tx) => invitations.join(tx, turn.by, { key })),
    ],
    say: { text: texts[turn.locale].done(organization) },
  });

  return defineDialogue({
    name: 'join',
    version: 1,
    command: 'join',
    data: { code: z.object({}), confirm: Invited, name: Invited },
    begin: (turn, { text }) => (text === '' ? { go: 'code', data: {} } : opened(turn, text)),
    steps: {
      code: {
        ask: ({ locale }) => ({ text: texts[locale].ask }),
        hear: (turn, input) => (input.kind === 'text' ? opened(turn, input.text) : { start: 'menu' }),
      },
      confirm: {
        ask: ({ locale }, { organization, by }) => {
          const words = texts[locale];
          return {
            text: by === '' ? words.invited(organization) : words.confirm(organization, by),
            buttons: [
              [
                { label: words.accept, value: 'accept' },
                { label: words.decline, value: 'decline' },
              ],
            ],
          };
        },
        hear: (turn, input, at) => {
          if (input.kind === 'refused') return { end: true, say: refused(turn) };
          const words = texts[turn.locale];
          const answer = answerIn(turn, input);
          if (answer === 'accept')
            return turn.person.name === '' ? { go: 'name', data: at } : joins(turn, at);
          if (answer === 'decline')
            return { end: true, say: { text: words.declined, buttons: menuButton(turn) } };
          // Somebody who has never been here says hello, or their name: the invitation is not lost by that.
          return { go: 'confirm', data: at, say: { text: words.decide } };
        },
      },
      name: {
        ask: ({ locale }) => ({ text: texts[locale].askName }),
        hear: (turn, input, at) => {
          if (input.kind === 'refused') return { end: true, say: refused(turn) };
          const name = parseName(input.kind === 'text' ? input.text : '');
          return name.ok
            ? joins(turn, at, name.value)
            : { stay: true, say: { text: texts[turn.locale].badName } };
        },
      },
    },
  });
};

/** What was pressed, or said instead. */
const answerIn = ({ locale }: TurnContext, input: StepInput): 'accept' | 'decline' | undefined => {
  if (input.kind === 'choice') return input.value === 'accept' ? 'accept' : 'decline';
  const { yes, no } = texts[locale];
  const said = input.kind === 'text' ? bare(input.text) : '';
  return yes.includes(said) ? 'accept' : no.includes(said) ? 'decline' : undefined;
};

const bare = (text: string): string =>
  text
    .toLowerCase()
    .trim()
    .replace(/[.!,\s]+$/, '');

/** One answer to every invitation that does not count, and what else one can do. */
const refused = ({ locale, person }: TurnContext): Reply => {
  const words = texts[locale];
  return {
    text: words.wrong,
    buttons: [
      [{ label: words.requestAccess, value: startValue('request-access') }],
      ...(person.customer ? [] : [[{ label: words.register, value: startValue('register') }]]),
    ],
  };
};

const menuButton = ({ locale }: TurnContext) => [[{ label: texts[locale].menu, value: startValue('menu') }]];
