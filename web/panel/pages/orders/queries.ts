import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.generated.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

/** Statuses in the order of the work; the office sees no drafts. */
export const STATUSES = ['pending', 'confirmed', 'assembling', 'shipped', 'done', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

type Board = paths['/api/v1/shop/orders/board']['get']['responses'][200]['content']['application/json'];
export type BoardColumn = Board['columns'][number];
export type ListedOrder = BoardColumn['items'][number];
export type OrderPage =
  paths['/api/v1/shop/orders/{id}']['get']['responses'][200]['content']['application/json'];
export type OrderLine = OrderPage['lines'][number];

/** Milliseconds between looks where the live stream may be down. */
const LOOK_EVERY_MS = 15_000;

/** Everything about orders that a change touches. */
export const TOUCHED = [['orders']] as const;

export const boardQuery = (q: string | undefined) =>
  queryOptions({
    queryKey: ['orders', 'board', q ?? ''],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/orders/board', { params: { query: q ? { q } : {} }, signal })),
    refetchInterval: LOOK_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['orders', 'page', id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/orders/{id}', { params: { path: { id } }, signal })),
    refetchInterval: LOOK_EVERY_MS,
  });

export const orderList = defineList({
  sorts: ['number', 'submitted_at', 'total'],
  usual: '-submitted_at',
  filters: { status: STATUSES, organization_id: 'text', person_id: 'text', from: 'date', to: 'date' },
});

/** The table of orders. */
export const orderSource = {
  name: 'orders',
  list: orderList,
  every: LOOK_EVERY_MS,
  load: (query: ListQuery<typeof orderList>, signal: AbortSignal) =>
    answer(api.GET('/api/v1/shop/orders', { params: { query }, signal })),
};

/** What happens to orders, as it happens. */
export const orderEvents = async (signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
  const { data } = await api.GET('/api/v1/shop/orders/live', { parseAs: 'stream', signal });
  if (!data) throw new Error('an event stream has no body');
  return data;
};

/** Changes of orders; each throws a `Problem`. */
export const orderCalls = {
  move: (body: { readonly ids: readonly string[]; readonly status: Status; readonly reason?: string }) =>
    answer(api.POST('/api/v1/shop/orders/status', { body: { ...body, ids: [...body.ids] } })),
  undo: (changeIds: readonly number[]) =>
    answer(api.POST('/api/v1/shop/orders/changes/undo', { body: { change_ids: [...changeIds] } })),
};

/** How many orders are new. */
export const newOrdersQuery = queryOptions({
  queryKey: ['orders', 'new'],
  queryFn: async ({ signal }) => {
    const query = { status: 'pending', size: 1 };
    return (await answer(api.GET('/api/v1/shop/orders', { params: { query }, signal }))).total;
  },
  refetchInterval: LOOK_EVERY_MS,
});

/** A change of an order: what was seen, and what is to be. */
interface Seen {
  readonly id: string;
  readonly version: number;
}

export interface LineWish {
  readonly product_id?: number;
  readonly qty?: string;
  readonly price?: string | null;
  readonly note?: string;
}

/** Changes of one order; each answers the whole order. */
export const editCalls = {
  order: ({
    id,
    ...body
  }: Seen & {
    readonly comment?: string;
    readonly address?: string | null;
    readonly delivery_on?: string | null;
  }) => answer(api.PATCH('/api/v1/shop/orders/{id}', { params: { path: { id } }, body })),
  line: ({ id, line, ...body }: Seen & LineWish & { readonly line: number }) =>
    answer(
      api.PATCH('/api/v1/shop/orders/{id}/lines/{line_id}', {
        params: { path: { id, line_id: line } },
        body,
      }),
    ),
  add: ({ id, ...body }: Seen & { readonly product_id: number; readonly qty: string }) =>
    answer(api.POST('/api/v1/shop/orders/{id}/lines', { params: { path: { id } }, body })),
  remove: ({ id, line, version }: Seen & { readonly line: number }) =>
    answer(
      api.DELETE('/api/v1/shop/orders/{id}/lines/{line_id}', {
        params: { path: { id, line_id: line } },
        body: { version },
      }),
    ),
};

/** Goods that fit some words, for a line of an order. */
export const goodsQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', 'found', 'for an order', q],
    enabled: q.trim() !== '',
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/shop/search', { params: { query: { q, size: 8, note: 'no' } }, signal })),
  });
