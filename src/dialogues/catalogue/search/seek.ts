import { BROWSE_PAGE, createBrowse } from '#modules/catalogue/index.ts';
import type { TurnContext } from '#modules/conversations/index.ts';
import type { Search, SearchPage } from '#modules/search/index.ts';
import type { PlaceOf } from '../places.ts';
import { ifAvailable } from './available.ts';
import { queryOf } from './query.ts';

type Results = PlaceOf<'results'>;

/** What a text comes to: results, small talk such as a greeting, or nothing that can be looked for. */
export type Sought = Results | 'small talk' | 'nothing';

export type Seek = ReturnType<typeof createSeek>;

/** Searches for whoever speaks; what a turn has found it does not look for twice. */
export const createSeek = ({ search }: { search: Pick<Search, 'find'> }) => {
  const found = new WeakMap<TurnContext, { readonly query: string; readonly page: SearchPage }>();

  return {
    /** Where a text leads; the search is noted in the journal. While nothing can search, results are expected. */
    place: async (turn: TurnContext, text: string): Promise<Sought> => {
      const query = queryOf(text);
      if (query === undefined) return 'nothing';
      const note = { place: 'chat' as const, personId: turn.person.id };
      const page = await ifAvailable(search.find({ text: query, size: BROWSE_PAGE, note }));
      if (page?.empty) return /\p{L}/u.test(query) ? 'small talk' : 'nothing';
      if (!page?.total && (await isNothingSold(turn))) return 'nothing';
      if (page) found.set(turn, { query, page });
      return { kind: 'results', query, page: 1, searchId: page?.searchId ?? null };
    },

    /** What stands at a place of results; undefined while nothing can search. */
    page: async (turn: TurnContext, { query, page }: Results): Promise<SearchPage | undefined> => {
      const known = found.get(turn);
      if (known?.query === query && page === 1) return known.page;
      return ifAvailable(search.find({ text: query, page, size: BROWSE_PAGE }));
    },
  };
};

const isNothingSold = async ({ db }: TurnContext): Promise<boolean> =>
  (await createBrowse({ db }).sections(null)).total === 0;
