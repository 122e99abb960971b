import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

/** Milliseconds between looks at the providers. */
const LOOK_EVERY_MS = 15_000;

export const PROVIDERS = ['gigachat', 'openai'] as const;

/** How a call may end, the good end first. */
export const OUTCOMES = [
  'read',
  'no_answer',
  'unauthorized',
  'quota',
  'limited',
  'timeout',
  'failed',
  'rejected',
] as const;

/** Who may be asked to read in a trial. */
export const READERS = ['chain', 'gigachat', 'openai', 'db'] as const;
export type Reader = (typeof READERS)[number];

export const stateQuery = queryOptions({
  queryKey: ['assistant', 'state'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/shop/assistant/state', { signal })),
  refetchInterval: LOOK_EVERY_MS,
});

type State = Awaited<ReturnType<NonNullable<typeof stateQuery.queryFn>>>;
export type Provider = State['providers'][number];
export type Source = State['order'][number];

export const callsList = defineList({
  sorts: ['at', 'latency_ms'],
  usual: '-at',
  filters: { provider: PROVIDERS, outcome: OUTCOMES },
});

export const loadCalls = (
  { page, size, sort, provider, outcome }: ListQuery<typeof callsList>,
  signal: AbortSignal,
) =>
  answer(
    api.GET('/api/v1/shop/assistant/calls', {
      params: {
        query: {
          page,
          size,
          sort,
          ...(provider === undefined ? {} : { provider }),
          ...(outcome === undefined ? {} : { outcome }),
        },
      },
      signal,
    }),
  );

export type Call = Awaited<ReturnType<typeof loadCalls>>['items'][number];

/** Reads a text as an order would be read; nothing is ordered. */
export const tryText = ({ text, source }: { text: string; source: Reader }) =>
  answer(api.POST('/api/v1/shop/assistant/try', { body: { text, source } }));

export type Trial = Awaited<ReturnType<typeof tryText>>;
export type Line = Trial['lines'][number];

/** Lets a provider be asked again that rests or is out. */
export const reset = (provider: Provider['name']) =>
  answer(api.POST('/api/v1/shop/assistant/reset', { body: { provider } }));
