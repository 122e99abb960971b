import { type Dialogue, defineDialogue } from '#modules/conversations/index.ts';
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
    begin: async ({ locale, person, conversation }) => {
      if (conversation.kind === 'group') return { end: true, say: { text: texts[locale].helloGroup } };
      const name = person.name.split(' ')[0] ?? '';
      const own = (await settings.get('greeting'))[locale];
      return { end: true, say: { text: own === '' ? texts[locale].hello(name) : greeted(own, name) } };
    },
  });
