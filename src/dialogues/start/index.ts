import { type Dialogue, defineDialogue } from '#modules/conversations/index.ts';
import { invitationIn } from '#modules/customers/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import { greeted } from './greeting.ts';
import { texts } from './texts.ts';

/** The first words: greets and brings up the main keyboard. */
export const createStart = ({ settings }: { settings: Pick<Settings, 'get'> }): Dialogue =>
  defineDialogue({
    name: 'start',
    version: 1,
    command: 'start',
    words: texts,
    groups: true,
    data: {},
    steps: {},
    begin: async ({ locale, person, conversation }, { text }) => {
      const invitation = invitationIn(text);
      if (invitation !== undefined) return { start: 'join', text: invitation };
      if (conversation.kind === 'group') return { end: true, say: { text: texts[locale].helloGroup } };
      const name = person.name.split(' ')[0] ?? '';
      const own = (await settings.get('greeting'))[locale];
      if (own !== '') return { end: true, say: { text: greeted(own, name) } };
      const words = texts[locale];
      // Whoever belongs to an organization, or works here, has nothing to register for.
      const isGuest = !person.customer && person.roles.length === 0;
      return {
        end: true,
        say: { text: [words.hello(name), ...(isGuest ? [words.guest] : [])].join('\n\n') },
      };
    },
  });
