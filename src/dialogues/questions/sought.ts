import { labelOf } from '#kernel/label.ts';
import type { Reply, TurnContext } from '#modules/conversations/index.ts';
import type { Questions } from '#modules/questions/index.ts';
import { isQuestion } from './saying.ts';
import { texts } from './texts.ts';

/** Questions among which an open one is looked for. */
const LATEST = 8;

/** What to do with words that were looked for in vain: behind an answer of the office they may be a reply to it. */
export const soughtReply = async (
  { db, person, locale, conversation }: TurnContext,
  sought: string,
  questions: Pick<Questions, 'list'>,
): Promise<Reply> => {
  const words = texts[locale];
  const { items } = await questions.list(db, { personId: person.id, page: 1, size: LATEST });
  const open = items.find(({ closedAt }) => closedAt === null);
  const narrow = conversation.capabilities.buttons;
  const toOpen = open && { label: labelOf(words.addTo(open.title), '', { narrow }), value: `add:${open.id}` };
  return {
    text: isQuestion(sought) ? words.confirm(sought) : words.askNotFound(sought),
    buttons: [
      [{ label: words.sendAsIs, value: 'as-is' }],
      ...(toOpen ? [[toOpen]] : []),
      [{ label: words.never, value: 'never' }],
    ],
  };
};
