import { z } from 'zod';
import { type Browse, createBrowse } from '#modules/catalogue/index.ts';
import {
  type Button,
  type Dialogue,
  defineDialogue,
  type Reply,
  type TurnContext,
} from '#modules/conversations/index.ts';
import { cardReply, descriptionReply } from './card.ts';
import { goodsReply, type Manner, sectionsReply } from './lists.ts';
import { BACK, follow, HOME, type Place, Trail } from './places.ts';
import { texts } from './texts.ts';

const data = { browse: z.object({ trail: Trail }) };

/** The goods in the chat: sections, lists and cards, each in the place of the one before. */
export const catalogue: Dialogue = defineDialogue({
  name: 'catalogue',
  version: 1,
  command: 'catalog',
  words: texts,
  key: true,
  data,
  begin: (turn) => home(turn),
  steps: {
    browse: {
      ask: async (turn, { trail }) => {
        const here = trail.at(-1) as Place;
        const reply = await show(turn, here);
        const own = reply.buttons ?? [];
        return { ...reply, buttons: [...own, wayOut(turn, trail, own.length === 0)], replace: true };
      },
      hear: (turn, input, { trail }) => {
        if (input.kind !== 'choice') return { start: 'menu', text: input.kind === 'text' ? input.text : '' };
        const next = follow(trail, input.value);
        return next ? { go: 'browse', data: { trail: next } } : home(turn);
      },
    },
  },
});

/** The first level, or its only section; there is nothing to browse without any. */
const home = async ({ db, locale }: TurnContext) => {
  const { items, total } = await createBrowse({ db }).sections(null);
  if (total === 0) return { end: true as const, say: { text: texts[locale].empty, replace: true } };
  const [only] = items;
  const id = total === 1 && only ? only.id : null;
  return { go: 'browse' as const, data: { trail: [{ kind: 'section' as const, id, page: 1 }] } };
};

/** What stands at a place; polite words where nothing does any more. */
const show = async ({ db, locale, conversation }: TurnContext, place: Place): Promise<Reply> => {
  const browse = createBrowse({ db });
  const manner = { locale, narrow: conversation.capabilities.buttons };
  switch (place.kind) {
    case 'section':
      return (await showSection(browse, place, manner)) ?? { text: texts[locale].emptySection };
    case 'goods':
      return (await showGoods(browse, place, manner)) ?? { text: texts[locale].emptySection };
    case 'product':
    case 'description': {
      const card = await browse.card(place.id);
      if (!card) return { text: texts[locale].goneProduct };
      return place.kind === 'product' ? cardReply(card, locale) : descriptionReply(card, locale);
    }
  }
};

/** Sections where there are some, else goods at once. */
const showSection = async (
  browse: Browse,
  { id, page }: { readonly id: number | null; readonly page: number },
  manner: Manner,
): Promise<Reply | undefined> => {
  const sections = await browse.sections(id, page);
  if (sections.total === 0) return id === null ? undefined : showGoods(browse, { id, page }, manner);
  const opened = id === null ? null : await browse.section(id);
  return opened === undefined ? undefined : sectionsReply(sections, opened, manner);
};

const showGoods = async (
  browse: Browse,
  { id, page }: { readonly id: number; readonly page: number },
  manner: Manner,
): Promise<Reply | undefined> => {
  const goods = await browse.goods(id, page);
  const opened = await browse.section(id);
  return opened && goods.total > 0 ? goodsReply(goods, opened, manner) : undefined;
};

/** Back the way one came, and from further away to the beginning; never a dead end. */
const wayOut = ({ locale }: TurnContext, trail: Trail, stuck: boolean): Button[] => {
  const { back, home } = texts[locale];
  const isFirst = trail.length === 1;
  return [
    ...(isFirst ? [] : [{ label: back, value: BACK }]),
    ...(trail.length > 2 || (isFirst && stuck) ? [{ label: home, value: HOME }] : []),
  ];
};
