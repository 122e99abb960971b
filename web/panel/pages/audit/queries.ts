import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client.ts';
import { defineList, type ListQuery } from '../../parts/list/define-list.ts';

export const OUTCOMES = ['done', 'refused'] as const;
export const CHANNELS = ['panel', 'telegram', 'webchat', 'office', 'shell'] as const;

/** What the list can be asked for; days are those of the office. */
const auditList = defineList({
  sorts: ['seq', 'action'],
  usual: '-seq',
  filters: {
    action: 'text',
    channel: CHANNELS,
    outcome: OUTCOMES,
    from: 'date',
    to: 'date',
    actor_id: 'text',
    subject_id: 'text',
  },
});

/** The list, for whoever shows it and for whoever wants to know what it shows. */
export const auditSource = {
  name: 'audit',
  list: auditList,
  load: (query: ListQuery<typeof auditList> & { readonly also?: string }, signal: AbortSignal) =>
    answer(api.GET('/api/v1/audit', { params: { query }, signal })),
};

/** An entry of the audit. */
export type Entry = Awaited<ReturnType<typeof auditSource.load>>['items'][number];

/** One entry; entries never change. */
export const entryQuery = (seq: number) =>
  queryOptions({
    queryKey: ['audit', 'one', seq],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/audit/{seq}', { params: { path: { seq } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Every action there is an entry of. */
export const actionsQuery = queryOptions({
  queryKey: ['audit', 'actions'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/audit/actions', { signal })),
});

/** Whether the chain holds: walked through by the office when somebody asks. */
export const chainQuery = queryOptions({
  queryKey: ['audit', 'chain'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/audit/verify', { signal })),
  enabled: false,
  gcTime: Number.POSITIVE_INFINITY,
});
