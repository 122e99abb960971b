import { startValue } from '#kernel/start-value.ts';
import {
  type Button,
  defineDialogue,
  type Offer,
  type Reply,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { texts } from './texts.ts';

/** Dialogues that are no section of their own: one searches by writing. */
const NOT_SECTIONS = new Set(['start', 'menu', 'search']);

/** Shows every section the person may open. Free text that another dialogue leaves to it is searched for. */
export const menu = defineDialogue({
  name: 'menu',
  version: 1,
  command: 'menu',
  words: texts,
  key: true,
  data: {},
  steps: {},
  begin: (turn, { by, text }) => {
    if (by === 'dialogue' && text !== '') return { start: 'search', text };
    return { end: true, say: menuReply(turn, text === '' ? 'choose' : 'unclear') };
  },
});

/** The sections below some words; `unclear`: what was said nobody understood. */
export const menuReply = ({ locale, offers, person }: TurnContext, words: 'choose' | 'unclear'): Reply => ({
  text: texts[locale][words === 'choose' && person.customer ? 'chooseCustomer' : words],
  buttons: rowsOfTwo(offers.filter(({ dialogue }) => !NOT_SECTIONS.has(dialogue)).map(buttonOf)),
});

const buttonOf = ({ title, dialogue }: Offer): Button => ({ label: title, value: startValue(dialogue) });

const rowsOfTwo = (buttons: readonly Button[]): Button[][] =>
  buttons.flatMap((_, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []));
