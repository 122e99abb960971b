import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Address } from './address.ts';
import { calls } from './calls.ts';

/** Every question about conversations begins with this, so that all can be asked anew. */
export const CONVERSATIONS = ['conversations'] as const;

const ROWS = 50;
const HITS = 30;
/** More canned answers than anybody chooses from. */
const MOST_CANNED = 200;

/** Who waits longest is on top where people wait; elsewhere who wrote last. */
const SORTS = {
  attention: 'waiting_since',
  queue: 'waiting_since',
  mine: '-heard_at',
  all: '-heard_at',
} as const;

/** Rows of the list, page after page. */
export const listQuery = ({ view, q, inbox }: Pick<Address, 'view' | 'q' | 'inbox'>) =>
  infiniteQueryOptions({
    queryKey: [...CONVERSATIONS, 'list', { view, q, inbox }],
    queryFn: ({ pageParam: page, signal }) =>
      calls.list({ view, sort: SORTS[view], page, size: ROWS, ...given({ q, inbox }) }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ total }, _, page) => (page * ROWS < total ? page + 1 : undefined),
  });

/** The inboxes of the latest conversations: what the list can be narrowed to. */
export const inboxesQuery = queryOptions({
  queryKey: ['conversations-inboxes'],
  queryFn: async ({ signal }) => {
    const { items } = await calls.list({ view: 'all', sort: '-heard_at', page: 1, size: 200 }, signal);
    const inboxes = new Map(items.map(({ inbox, channel }) => [inbox, { id: inbox, channel }]));
    return [...inboxes.values()].sort((a, b) => a.id.localeCompare(b.id));
  },
  staleTime: 60_000,
});

/** How many wait, and how many the operator answers in. */
export const countsQuery = queryOptions({
  queryKey: [...CONVERSATIONS, 'counts'],
  queryFn: ({ signal }) => calls.counts(signal),
});

/** A conversation with its person. */
export const cardQuery = (id: string) =>
  queryOptions({ queryKey: [...CONVERSATIONS, 'card', id], queryFn: ({ signal }) => calls.card(id, signal) });

/** Files that were sent in a conversation, the latest first. */
export const filesQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONVERSATIONS, 'files', id],
    queryFn: ({ signal }) => calls.files(id, signal),
  });

/** What operators wrote about a conversation, the first on top. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: [...CONVERSATIONS, 'notes', id],
    queryFn: ({ signal }) => calls.notes(id, signal),
  });

/** Shared and own canned answers by title. */
export const cannedQuery = queryOptions({
  queryKey: ['canned-answers'],
  queryFn: async ({ signal }) => (await calls.canned({ page: 1, size: MOST_CANNED }, signal)).items,
  staleTime: 60_000,
});

/** Messages that hold these words, the latest first, page after page. */
export const hitsQuery = ({ q, inbox }: Pick<Address, 'q' | 'inbox'>) =>
  infiniteQueryOptions({
    queryKey: [...CONVERSATIONS, 'hits', { q, inbox }],
    queryFn: ({ pageParam: page, signal }) =>
      calls.hits({ page, size: HITS, ...given({ q, inbox }), q: q.trim() }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ total }, _, page) => (page * HITS < total ? page + 1 : undefined),
  });

/** What is said: nothing is asked for by an empty word. */
const given = ({ q, inbox }: { readonly q: string; readonly inbox: string | undefined }) => ({
  ...(q.trim() === '' ? {} : { q: q.trim() }),
  ...(inbox === undefined ? {} : { inbox }),
});
