import { useQueryClient } from '@tanstack/react-query';
import { readAnew } from '../../parts/read-anew.ts';
import { useStream } from '../conversations/live/use-stream.ts';
import { orderEvents, TOUCHED } from './queries.ts';

/** Reads orders anew as soon as one changes, while the page is looked at. */
export const useLiveOrders = (): void => {
  const queries = useQueryClient();
  const anew = (): void => {
    // A change on its way reads them when it is done; what is read before would show it undone for a moment.
    if (queries.isMutating() > 0) return;
    for (const queryKey of TOUCHED) void readAnew(queries, queryKey);
  };
  useStream({
    connect: orderEvents,
    onOpen: anew,
    onEvent: ({ type }) => {
      if (type === 'changed') anew();
    },
  });
};
