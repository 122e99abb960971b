import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';
import type { LetterKey } from './key.ts';

/** What becomes of letters, in the order of the views. */
export const STATES = ['dead', 'replayed', 'discarded'] as const;
export type LetterState = (typeof STATES)[number];

/** What the list can be asked for. */
const letterList = defineList({
  sorts: ['at'],
  usual: '-at',
  filters: { state: STATES, inbox: 'text', dialogue: 'text' },
});

/** The list, for whoever shows it and for whoever wants to know what it shows. */
export const letterSource = {
  name: 'deadLetters',
  list: letterList,
  load: (query: ListQuery<typeof letterList>, signal: AbortSignal) =>
    answer(api.GET('/api/v1/dead-letters', { params: { query }, signal })),
};

/** A letter as the list shows it. */
export type Letter = Awaited<ReturnType<typeof letterSource.load>>['items'][number];

/** How many wait; feeds the number in the navigation. */
export const waitingQuery = queryOptions({
  queryKey: ['deadLetters', 'waiting'],
  queryFn: async ({ signal }) => {
    const { total } = await answer(
      api.GET('/api/v1/dead-letters', { params: { query: { size: 1 } }, signal }),
    );
    return total;
  },
  refetchInterval: 30_000,
});

/** A letter with all that was said. */
export const letterQuery = (key: LetterKey) =>
  queryOptions({
    queryKey: ['deadLetters', 'one', key],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/dead-letters/{conversation_id}/{turn}', { params: { path: key }, signal })),
  });
