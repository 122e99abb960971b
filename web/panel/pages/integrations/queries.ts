import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';

export const SCOPES = ['orders:read', 'orders:write'] as const;
export type Scope = (typeof SCOPES)[number];
export const EVENTS = ['order.placed', 'order.status', 'order.changed'] as const;
export type EventType = (typeof EVENTS)[number];

/** Keys of other systems, revoked ones last. */
export const keysQuery = queryOptions({
  queryKey: ['service-keys'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/service-keys', { signal })),
});
export type ServiceKey = Awaited<ReturnType<NonNullable<typeof keysQuery.queryFn>>>['items'][number];

export const keyCalls = {
  make: (body: {
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly expires_at: string | null;
  }) => answer(api.POST('/api/v1/service-keys', { body: { ...body, scopes: [...body.scopes] } })),
  revoke: (id: string) => answer(api.DELETE('/api/v1/service-keys/{id}', { params: { path: { id } } })),
};

/** Addresses that are told of events. */
export const hooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/webhooks', { signal })),
  refetchInterval: 5_000,
});
export type Hook = Awaited<ReturnType<NonNullable<typeof hooksQuery.queryFn>>>['items'][number];

/** What one address was told. */
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id } }, signal })),
    refetchInterval: 3_000,
  });
export type HookDelivery = Awaited<
  ReturnType<NonNullable<ReturnType<typeof deliveriesQuery>['queryFn']>>
>['items'][number];

export const hookCalls = {
  make: (body: { readonly name: string; readonly url: string; readonly events: readonly EventType[] }) =>
    answer(api.POST('/api/v1/webhooks', { body: { ...body, events: [...body.events] } })),
  pause: ({ id, paused }: { readonly id: string; readonly paused: boolean }) =>
    answer(api.PATCH('/api/v1/webhooks/{id}', { params: { path: { id } }, body: { paused } })),
  remove: (id: string) => answer(api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id } } })),
  test: (id: string) => answer(api.POST('/api/v1/webhooks/{id}/test', { params: { path: { id } } })),
  resend: ({ id, delivery }: { readonly id: string; readonly delivery: number }) =>
    answer(
      api.POST('/api/v1/webhooks/{id}/deliveries/{delivery}/resend', { params: { path: { id, delivery } } }),
    ),
};
