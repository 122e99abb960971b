import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { readAnew } from '../../../parts/read-anew.ts';
import { createPace } from '../list/pace.ts';
import { listenLive } from '../live/hub.ts';
import { CONVERSATIONS, cardQuery } from '../queries.ts';
import type { Conversation, ConversationDetails } from '../schema.ts';

/** A conversation that is shown is renewed at most once in this time. */
const EVERY_MS = 600;

/** The open conversation: at first as the list knows it, then whole, and renewed as it changes. */
export const useConversation = (id: string) => {
  const queries = useQueryClient();
  const query = useQuery(cardQuery(id));
  useEffect(() => {
    const pace = createPace(
      () => readAnew(queries, cardQuery(id).queryKey),
      () => ({ soon: EVERY_MS, eventually: EVERY_MS }),
    );
    const stop = listenLive((event) => {
      if (event.type === 'opened' || (event.type === 'changed' && event.id === id)) pace.soon();
    });
    return () => {
      stop();
      pace.stop();
    };
  }, [queries, id]);

  const details: ConversationDetails | undefined = query.data;
  const conversation: Conversation | ConversationDetails | undefined =
    details ??
    queries
      .getQueriesData<InfiniteData<{ items: readonly Conversation[] }>>({
        queryKey: [...CONVERSATIONS, 'list'],
      })
      .flatMap(([, data]) => data?.pages.flatMap(({ items }) => items) ?? [])
      .find((row) => row.id === id);
  return { conversation, details, error: details ? null : query.error, refetch: query.refetch };
};
