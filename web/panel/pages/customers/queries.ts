import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

/** The beginnings of every query key here: what changes of customers touch. */
export const CUSTOMERS = 'customers';
export const REQUESTS = 'access requests';
export const TOUCHED = [[CUSTOMERS], [REQUESTS]] as const;

/** A request may be decided by its owner in a chat: how often the pages look, in milliseconds. */
const LOOK_EVERY_MS = 30_000;

export const organizationList = defineList({
  sorts: ['name', 'created_at'],
  usual: 'name',
  filters: { kind: ['company', 'private'], blocked: ['true', 'false'] },
});

/** One page of organizations. */
export const loadOrganizations = (query: ListQuery<typeof organizationList>, signal: AbortSignal) =>
  answer(api.GET('/api/v1/shop/organizations', { params: { query }, signal }));

export type ListedOrganization = Awaited<ReturnType<typeof loadOrganizations>>['items'][number];

export const requestList = defineList({
  sorts: ['created_at'],
  usual: '-created_at',
  filters: { state: ['pending', 'approved', 'refused'] },
});

/** One page of requests for access. */
export const loadRequests = (query: ListQuery<typeof requestList>, signal: AbortSignal) =>
  answer(api.GET('/api/v1/shop/access-requests', { params: { query }, signal }));

export type AccessRequest = Awaited<ReturnType<typeof loadRequests>>['items'][number];

/** How many wait to be let in; feeds the number in the navigation. */
export const waitingQuery = queryOptions({
  queryKey: [CUSTOMERS, 'waiting'],
  queryFn: async ({ signal }) => {
    const query = { state: 'pending', size: 1 } as const;
    const { total } = await answer(api.GET('/api/v1/shop/access-requests', { params: { query }, signal }));
    return total;
  },
  refetchInterval: LOOK_EVERY_MS,
});

/** Everything about one organization. */
export const organizationQuery = (id: string) =>
  queryOptions({ queryKey: [CUSTOMERS, 'card', id], queryFn: ({ signal }) => readCard(id, signal) });

const readCard = (id: string, signal: AbortSignal) =>
  answer(api.GET('/api/v1/shop/organizations/{id}', { params: { path: { id } }, signal }));

export type Organization = Awaited<ReturnType<typeof readCard>>;

/** The price types of the catalogue. */
export const priceTypesQuery = queryOptions({
  queryKey: [CUSTOMERS, 'price types'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/shop/price-types', { signal }))).items,
});

/** Organizations whose name has these words, for a field that completes names. */
export const namedQuery = (q: string) =>
  queryOptions({
    queryKey: [CUSTOMERS, 'named', q],
    queryFn: async ({ signal }) =>
      (await answer(api.GET('/api/v1/shop/organizations', { params: { query: { q, size: 10 } }, signal })))
        .items,
    placeholderData: (before) => before,
  });
