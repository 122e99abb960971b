import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { useMay } from '../session/session.ts';
import { useInboxName } from './inbox-name.tsx';

/** Milliseconds between looks at the messengers; the office asks them as often at most. */
const LOOK_EVERY_MS = 15_000;

/** Every inbox and how it fares. */
export const inboxesQuery = queryOptions({
  queryKey: ['inboxes'],
  queryFn: ({ signal }) => loadInboxes(signal),
  refetchInterval: LOOK_EVERY_MS,
});

const loadInboxes = (signal: AbortSignal) => answer(api.GET('/api/v1/inboxes', { signal }));

/** An inbox as the office tells of it. */
export type Inbox = Awaited<ReturnType<typeof loadInboxes>>['items'][number];

/** Every inbox as a choice of a filter. */
export const useInboxOptions = (): readonly { readonly value: string; readonly label: string }[] => {
  const { data } = useQuery({ ...inboxesQuery, refetchInterval: false, enabled: useMay('inboxes.read') });
  const nameOf = useInboxName();
  return (data?.items ?? []).map(({ id, channel }) => ({ value: id, label: nameOf(id, channel) }));
};
