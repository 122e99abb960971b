import { type Button, defineDialogue, type Offer, startValue } from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** Dialogues that are no section of their own. */
const NOT_SECTIONS = new Set(['start', 'menu']);

/** Shows every section the person may open; also answers what nobody understood. */
export const menu = defineDialogue({
  name: 'menu',
  version: 1,
  command: 'menu',
  words: texts,
  key: true,
  data: {},
  steps: {},
  begin: ({ locale, offers }, { by, text }) => ({
    end: true,
    say: {
      text: by === 'text' || text !== '' ? texts[locale].unclear : texts[locale].choose,
      buttons: rowsOfTwo(offers.filter(({ dialogue }) => !NOT_SECTIONS.has(dialogue)).map(buttonOf)),
    },
  }),
});

const buttonOf = ({ title, dialogue }: Offer): Button => ({ label: title, value: startValue(dialogue) });

const rowsOfTwo = (buttons: readonly Button[]): Button[][] =>
  buttons.flatMap((_, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []));
