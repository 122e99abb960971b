import { type QueryKey, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

/** Milliseconds between looks at an index that is about to be another, and at one that works. */
const LOOK_EVERY_MS = 1_000;
const QUIET_MS = 20_000;

/** Milliseconds in which a change of synonyms or goods has reached the index of every replica. */
export const SETTLES_MS = 2_000;

/** What a search of the page is asked with. */
export const searchList = defineList({ sorts: ['best'], usual: 'best', filters: { hidden: ['yes'] } });

type Wish = Omit<ListQuery<typeof searchList>, 'sort'>;

const find = ({ q = '', page, size, hidden }: Wish, note: 'yes' | 'no', signal?: AbortSignal) =>
  answer(
    api.GET('/api/v1/shop/search', {
      params: { query: { q, page, size, hidden: hidden ?? 'no', ...(note === 'no' ? { note } : {}) } },
      ...(signal ? { signal } : {}),
    }),
  );

/** What is found while somebody types: the journal does not hear of it. */
export const searchQuery = ({ q = '', page, size, hidden }: Wish) =>
  queryOptions({
    queryKey: ['search', 'found', { q, page, size, hidden }],
    queryFn: ({ signal }) => find({ q, page, size, ...(hidden ? { hidden } : {}) }, 'no', signal),
  });

/** Searches once more, for the journal; answers under which number it stands there. */
export const noteSearch = async (wish: Wish): Promise<number | null> =>
  (await find({ ...wish, page: 1 }, 'yes')).search_id;

/** Tells the journal which hit was opened; the page that opens does not wait for it. */
export const noteChoice = (searchId: number, { id, position }: Pick<Hit, 'id' | 'position'>) =>
  answer(
    api.POST('/api/v1/shop/search/{search_id}/choice', {
      params: { path: { search_id: searchId } },
      body: { product_id: id, position },
    }),
  );

/** A page of what is found, and one hit of it. */
export type Found = Awaited<ReturnType<typeof find>>;
export type Hit = Found['items'][number];

/** How the index is; looked at often while it is being built or does not work. */
export const stateQuery = queryOptions({
  queryKey: ['search', 'state'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/search/state', { signal })),
  refetchInterval: ({ state: { data } }) =>
    data?.state === 'building' || data?.state === 'down' ? LOOK_EVERY_MS : QUIET_MS,
});

export type IndexState = Awaited<ReturnType<NonNullable<typeof stateQuery.queryFn>>>;

/** Every group of synonyms. */
export const synonymsQuery = queryOptions({
  queryKey: ['synonyms'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/synonyms', { signal })),
});

export type SynonymGroup = Awaited<ReturnType<NonNullable<typeof synonymsQuery.queryFn>>>['items'][number];

/** Changes of synonyms. */
export const synonymCalls = {
  add: (phrases: readonly string[]) =>
    answer(api.POST('/api/v1/shop/synonyms', { body: { phrases: [...phrases] } })),
  change: (id: number, phrases: readonly string[]) =>
    answer(
      api.PUT('/api/v1/shop/synonyms/{id}', { params: { path: { id } }, body: { phrases: [...phrases] } }),
    ),
  remove: (id: number) => answer(api.DELETE('/api/v1/shop/synonyms/{id}', { params: { path: { id } } })),
  addUsual: () => answer(api.POST('/api/v1/shop/synonyms/usual')),
};

/** What changes of synonyms touch. */
export const TOUCHED: readonly QueryKey[] = [['synonyms'], ['search', 'found']];

/** What may be asked of the report: which searches, and of how many days. */
export const RESULTS = ['none', 'partly', 'corrected', 'unchosen', 'all'] as const;
export const DAYS = ['7', '30', '90'] as const;
export const PLACES = ['chat', 'panel'] as const;

const askedList = defineList({
  sorts: ['query', 'times', 'last_at'],
  usual: '-times',
  filters: { place: PLACES },
});

/** What people looked for, by what stands beside the list: which searches and of how many days. */
export const askedSource = (result: (typeof RESULTS)[number], days: (typeof DAYS)[number]) => ({
  name: 'searches',
  list: askedList,
  besides: () => ({ result, days }),
  load: ({ page, size, sort, q, place }: ListQuery<typeof askedList>, signal: AbortSignal) =>
    answer(
      api.GET('/api/v1/shop/searches', {
        params: {
          query: {
            page,
            size,
            sort,
            days: Number(days),
            ...(q === undefined ? {} : { q }),
            ...(place === undefined ? {} : { place }),
            ...(result === 'all' ? {} : { result }),
          },
        },
        signal,
      }),
    ),
});

/** A query and how it went. */
export type Asked = Awaited<ReturnType<ReturnType<typeof askedSource>['load']>>['items'][number];

/** The latest things that people looked for. */
export const recentQuery = queryOptions({
  queryKey: ['searches', 'recent'],
  queryFn: ({ signal }) =>
    answer(
      api.GET('/api/v1/shop/searches', {
        params: { query: { sort: '-last_at', size: 6, place: 'chat' } },
        signal,
      }),
    ),
});
