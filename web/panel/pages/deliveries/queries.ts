import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

export const STATES = ['queued', 'sending', 'sent', 'failed', 'unknown'] as const;
export type DeliveryState = (typeof STATES)[number];

/** The office counts and pages so many; beyond it only says that there are more. */
export const MOST_COUNTED = 10_000;

/** What the list can be asked for; days are those of the office. */
const deliveryList = defineList({
  sorts: ['at'],
  usual: '-at',
  filters: { state: STATES, inbox: 'text', from: 'date', to: 'date', conversation_id: 'text' },
});

/** The list, for whoever shows it and for whoever wants to know what it shows. */
export const deliverySource = {
  name: 'deliveries',
  list: deliveryList,
  load: (query: ListQuery<typeof deliveryList>, signal: AbortSignal) =>
    answer(api.GET('/api/v1/deliveries', { params: { query }, signal })),
};

/** A delivery as the list shows it. */
export type Delivery = Awaited<ReturnType<typeof deliverySource.load>>['items'][number];

/** One delivery with its whole text. */
export const deliveryQuery = (id: number) =>
  queryOptions({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } }, signal })),
  });
