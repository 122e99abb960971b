import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type Paths } from '../../api/client.ts';

type Answer<Path extends keyof Paths> = Paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Health = Answer<'/api/v1/office/health'>;
export type Part = Health['parts'][number];
export type Cure = NonNullable<Part['cure']>;
export type Now = Answer<'/api/v1/office/now'>;
export type Traffic = Answer<'/api/v1/office/traffic'>;
export type Sales = Answer<'/api/v1/shop/orders/figures'>;
export type Waiting = Answer<'/api/v1/conversations'>['items'][number];

export const PERIODS = ['24h', '7d', '30d'] as const;
export type Period = (typeof PERIODS)[number];

/** How every part fares. */
export const healthQuery = queryOptions({
  queryKey: ['office', 'health'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/office/health', { signal })),
  refetchInterval: 15_000,
});

/** What happens at this moment. */
export const nowQuery = queryOptions({
  queryKey: ['office', 'now'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/office/now', { signal })),
  refetchInterval: 5_000,
});

/** The traffic of a period in the time zone of the browser; the last one stays while another comes. */
export const trafficQuery = (period: Period) =>
  queryOptions({
    queryKey: ['office', 'traffic', period],
    queryFn: ({ signal }) => {
      const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
      return answer(api.GET('/api/v1/office/traffic', { params: { query: { period, tz } }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** Orders and revenue of the last 30 days, as the office counts days. */
export const salesQuery = queryOptions({
  // Below the orders: what changes them changes it.
  queryKey: ['orders', 'figures'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/orders/figures', { signal })),
  refetchInterval: 60_000,
});

/** How many operators there are. */
export const operatorsQuery = queryOptions({
  queryKey: ['people', 'operators'],
  queryFn: async ({ signal }) => {
    const query = { role: 'operator', size: 1 } as const;
    const { total } = await answer(api.GET('/api/v1/people', { params: { query }, signal }));
    return total;
  },
});

const SHOWN = 5;

/** Who waits for an operator, the longest first. */
export const queueQuery = queryOptions({
  queryKey: ['office', 'queue'],
  queryFn: async ({ signal }) => {
    const query = { view: 'queue', sort: 'waiting_since', size: SHOWN } as const;
    const { items } = await answer(api.GET('/api/v1/conversations', { params: { query }, signal }));
    return items.toSorted((a, b) => ((a.queued_at ?? '') < (b.queued_at ?? '') ? -1 : 1));
  },
  refetchInterval: 10_000,
});
