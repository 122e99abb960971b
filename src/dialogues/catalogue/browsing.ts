import { z } from 'zod';
import { createBrowse } from '#modules/catalogue/index.ts';
import type { Button, FileRef, Reply, StepInput, TurnContext } from '#modules/conversations/index.ts';
import type { Customers } from '#modules/customers/index.ts';
import type { Search } from '#modules/search/index.ts';
import { createOrdering, type OrderingDeps } from './ordering.ts';
import { additionIn, arriveAt, BACK, choiceIn, follow, HOME, type Place, queryIn, Trail } from './places.ts';
import { createSeek } from './search/seek.ts';
import { createShow } from './show.ts';
import { texts } from './texts.ts';

/** What goods in the chat need: the search, whose prices count, the cart, and the words of the menu. */
export interface GoodsDeps extends OrderingDeps {
  readonly search: Search;
  readonly customers: Pick<Customers, 'membershipOf'>;
  /** `unclear`: something was said that nobody understood. */
  readonly menu: (turn: TurnContext, words: 'choose' | 'unclear') => Reply;
  /** Where words and files go that order something; undefined: they do not. Absent: nobody orders in words. */
  readonly order?: (
    turn: TurnContext,
    text: string,
    files?: readonly FileRef[],
  ) => Promise<
    { readonly start: string; readonly text: string; readonly files?: readonly FileRef[] } | undefined
  >;
}

/** The shape of the only step: the way somebody came. */
export const data = { browse: z.object({ trail: Trail }) };

/** Walking among the goods: the only step, and the two ways into it. */
export const createBrowsing = ({ search, customers, menu, order, ...deps }: GoodsDeps) => {
  const seek = createSeek({ search });
  const ordering = createOrdering(deps);
  const show = createShow({ seek, search, customers, ordering });

  /** What a text leads to: results at the end of the way, else the menu. */
  const look = async (turn: TurnContext, text: string, trail: readonly Place[]) => {
    const sought = await seek.place(turn, text);
    if (typeof sought === 'object')
      return { go: 'browse' as const, data: { trail: arriveAt(trail, sought) } };
    return { end: true as const, say: menu(turn, sought === 'nothing' ? 'unclear' : 'choose') };
  };

  /** What a text leads to that nobody asked for: an order, or what `look` finds. */
  const lookOrOrder = async (turn: TurnContext, text: string, trail: readonly Place[]) =>
    (await order?.(turn, text)) ?? look(turn, text, trail);

  /** The first level, or its only section; there is nothing to browse without any. */
  const home = async ({ db, locale }: TurnContext) => {
    const { items, total } = await createBrowse({ db }).sections(null);
    if (total === 0) return { end: true as const, say: { text: texts[locale].empty, replace: true } };
    const [only] = items;
    const id = total === 1 && only ? only.id : null;
    return { go: 'browse' as const, data: { trail: [{ kind: 'section' as const, id, page: 1 }] } };
  };

  const browse = {
    ask: async (turn: TurnContext, { trail }: { readonly trail: Trail }): Promise<Reply> => {
      const reply = await show(turn, trail.at(-1) as Place);
      const own = reply.buttons ?? [];
      return { ...reply, buttons: [...own, wayOut(turn, trail, own)], replace: true };
    },
    hear: async (turn: TurnContext, input: StepInput, { trail }: { readonly trail: Trail }) => {
      if (input.kind === 'refused') return ordering.refused(turn, trail, input.reason);
      if (input.kind === 'text')
        return (await ordering.hear(turn, trail, input.text)) ?? lookOrOrder(turn, input.text, trail);
      const ordered = input.kind === 'file' ? await order?.(turn, input.text, input.files) : undefined;
      if (ordered) return ordered;
      if (input.kind !== 'choice') return { end: true as const, say: menu(turn, 'choose') };
      const query = queryIn(input.value);
      if (query !== undefined) return look(turn, query, trail);
      const addition = additionIn(input.value);
      if (addition) return ordering.add(turn, trail, addition);
      const choice = choiceIn(trail, input.value);
      if (choice) await search.chose(choice.searchId, choice.productId, choice.position);
      const next = follow(trail, input.value);
      return next ? { go: 'browse' as const, data: { trail: next } } : home(turn);
    },
  };

  return { look, lookOrOrder, home, steps: { browse } };
};

/** Back the way one came, and from further away to the beginning; never a dead end. */
const wayOut = ({ locale }: TurnContext, trail: Trail, own: readonly (readonly Button[])[]): Button[] => {
  const words = texts[locale];
  const isFirst = trail.length === 1;
  const isFar = trail.length > 2 || (isFirst && own.length === 0);
  const leadsHome = own.flat().some(({ value }) => value === HOME);
  return [
    ...(isFirst ? [] : [{ label: words.back, value: BACK }]),
    ...(isFar && !leadsHome ? [{ label: words.home, value: HOME }] : []),
  ];
};
