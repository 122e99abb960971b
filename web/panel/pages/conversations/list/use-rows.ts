import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Address } from '../address.ts';
import { listenLive } from '../live/hub.ts';
import { listQuery } from '../queries.ts';
import type { Conversation } from '../schema.ts';
import { createPace } from './pace.ts';

/** What is on show is renewed at most once in this time for each page of it. */
const SOON_MS = 800;
/** What came from elsewhere may belong in the list, and may not. */
const EVENTUALLY_MS = 5_000;

/** The rows of the list, renewed as conversations change and never oftener than the office likes. */
export const useRows = (filter: Pick<Address, 'view' | 'q' | 'inbox'>) => {
  const query = useInfiniteQuery(listQuery(filter));
  const { data, isFetching, refetch } = query;
  const rows = useMemo(() => unique(data?.pages.flatMap(({ items }) => items) ?? []), [data]);
  const known = useRef({ ids: new Set<string>(), pages: 1, all: false, reading: false });
  known.current = {
    ids: new Set(rows.map(({ id }) => id)),
    pages: data?.pages.length ?? 1,
    all: filter.view === 'all' && filter.q === '',
    reading: isFetching,
  };

  useEffect(() => {
    const renew = async (): Promise<void> => {
      const { reading } = known.current;
      await refetch({ cancelRefetch: false });
      // What was being read already may have been begun before the change.
      if (reading) await refetch({ cancelRefetch: false });
    };
    const pace = createPace(renew, () => ({
      soon: SOON_MS * known.current.pages,
      eventually: EVENTUALLY_MS * known.current.pages,
    }));
    const stop = listenLive((event) => {
      if (event.type === 'typing') return;
      const { ids, all } = known.current;
      const shown = event.type !== 'changed' || all || ids.has(event.id);
      if (shown) pace.soon();
      else pace.eventually();
    });
    return () => {
      stop();
      pace.stop();
    };
  }, [refetch]);

  return { ...query, rows };
};

/** A row that moved to another page between two requests is on both. */
const unique = (rows: readonly Conversation[]): readonly Conversation[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
