import { defineDialogue } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** Explains the office; an aside, so the running dialogue stays where it is. */
export const help = defineDialogue({
  name: 'help',
  version: 1,
  command: 'help',
  words: texts,
  groups: true,
  data: {},
  steps: {},
  begin: ({ locale, offers, conversation }) => {
    const words = texts[locale];
    const sections = offers.map(({ command, about }) => `/${command} — ${about}`).join('\n');
    const signIn = conversation.capabilities.contacts ? words.signInByContact : words.signIn;
    return {
      stay: true,
      say: {
        text: [
          words.begin,
          words.search,
          signIn,
          `${words.sections}\n${sections}`,
          words.narrow,
          words.leave,
        ].join('\n\n'),
      },
    };
  },
});
