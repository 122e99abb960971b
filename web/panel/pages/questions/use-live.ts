import { useQueryClient } from '@tanstack/react-query';
import { readAnew } from '../../parts/read-anew.ts';
import { useStream } from '../conversations/live/use-stream.ts';
import { calls, countsQuery } from './queries.ts';

/** Shows what happens in questions while the page is looked at; elsewhere their number is looked at now and then. */
export const useLive = (): void => {
  const queries = useQueryClient();
  const anew = (queryKey: readonly unknown[]) => void readAnew(queries, queryKey);
  useStream({
    connect: calls.events,
    onOpen: () => anew(['questions']),
    onEvent: (event) => {
      if (event.type === 'counts') anew(countsQuery.queryKey);
      if (event.type !== 'changed') return;
      anew(['questions', 'list']);
      anew(['questions', 'thread', event.id]);
    },
  });
};
