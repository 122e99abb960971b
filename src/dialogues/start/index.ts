import { defineDialogue } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** The first words: greets and brings up the main keyboard. */
export const start = defineDialogue({
  name: 'start',
  version: 1,
  command: 'start',
  title: { ru: texts.ru.title, en: texts.en.title },
  about: { ru: texts.ru.about, en: texts.en.about },
  groups: true,
  data: {},
  steps: {},
  begin: ({ locale, person, conversation }) => ({
    end: true,
    say: {
      text:
        conversation.kind === 'group'
          ? texts[locale].helloGroup
          : texts[locale].hello(person.name.split(' ')[0] ?? ''),
    },
  }),
});
