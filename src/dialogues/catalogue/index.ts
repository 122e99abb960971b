import { type Dialogue, defineDialogue } from '#modules/conversations/index.ts';
import { createBrowsing, data, type GoodsDeps } from './browsing.ts';
import { LONGEST_QUERY, type Trail } from './places.ts';
import { isGreeting } from './search/greeting.ts';
import { texts as searchTexts } from './search/texts.ts';
import { texts } from './texts.ts';

/** The dialogue that takes free text. */
export const SEARCH = 'search';

/**
 * The goods in the chat, each view in the place of the one before. Two doors lead to them: the catalogue begins
 * at its sections, the search at what was found; inside one goes from either to the other.
 */
export const createGoods = (deps: GoodsDeps): readonly [catalogue: Dialogue, search: Dialogue] => {
  const { home, look, lookOrOrder, steps } = createBrowsing(deps);

  const catalogue = defineDialogue({
    name: 'catalogue',
    version: 1,
    command: 'catalog',
    words: texts,
    key: true,
    data,
    steps,
    begin: (turn, { text }) => {
      const trail = openedBy(text);
      return trail ? { go: 'browse', data: { trail } } : home(turn);
    },
  });

  /**
   * Whoever writes in private searches, employees, too, unless the step they are in asks for words. It starts in no
   * group, where people talk to each other.
   */
  const search = defineDialogue({
    name: SEARCH,
    version: 1,
    command: 'search',
    words: searchTexts,
    data,
    steps,
    begin: (turn, { by, text }) => {
      if (by === 'text') return isGreeting(text) ? { start: 'start' } : lookOrOrder(turn, text, []);
      if (text !== '') return look(turn, text, []);
      if (by === 'command') return { end: true, say: { text: searchTexts[turn.locale].ask } };
      return { end: true, say: deps.menu(turn, 'choose') };
    },
  });

  return [catalogue, search];
};

/** The way to a product that an opening names (`product:<id> <words it was found by>`); undefined for any other. */
const openedBy = (text: string): Trail | undefined => {
  const [, id, words = ''] = /^product:(\d{1,9})(?: ([\s\S]+))?$/.exec(text) ?? [];
  if (id === undefined || Number(id) === 0) return undefined;
  const query = words.replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUERY).toWellFormed();
  const found = { kind: 'results' as const, query, page: 1, searchId: null };
  return [...(query === '' ? [] : [found]), { kind: 'product', id: Number(id) }];
};
