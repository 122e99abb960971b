import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useChange } from '../../../parts/change.ts';
import { readList, type Words, writeList } from '../../../parts/list/define-list.ts';
import { type Hit, noteChoice, noteSearch, searchList, searchQuery, stateQuery } from '../queries.ts';

/** The search that the address names: its answer, and how to ask for another. A slow answer never replaces a later one. */
export const useCheck = () => {
  const words: Words = useSearch({ strict: false });
  const navigate = useNavigate();
  const query = useMemo(() => readList(searchList, words), [words]);
  // Where nothing can answer, nothing is asked: the panel would take each refusal for an office that is away.
  const isDown = useQuery(stateQuery).data?.state === 'down';
  const result = useQuery({
    ...searchQuery(query),
    enabled: query.q !== undefined && !isDown,
    placeholderData: keepPreviousData,
  });

  /** Changes the address; anything but a turn of the page begins at the first one. */
  const ask = (change: Words, { replace = false } = {}) =>
    void navigate({
      to: '.',
      search: (before: Words) =>
        writeList(searchList, readList(searchList, { ...before, page: undefined, ...change })),
      replace,
      resetScroll: 'page' in change,
    });

  const noting = useChange({
    run: async (q: string) => ({ q, id: await noteSearch({ ...query, q }) }),
    touches: [['searches']],
  });
  const noted = noting.data?.q === query.q ? noting.data : undefined;

  return {
    query,
    result,
    /** The search of this office does not work. */
    isDown,
    ask,
    /** Whether the journal of searches has the present one. */
    isNoted: typeof noted?.id === 'number',
    note: (q: string): void => {
      ask({ q }, { replace: true });
      if (q !== '' && !isDown) noting.mutate(q);
    },
    /** A hit is opened; of searches that were noted the journal keeps which. */
    open: (hit: Hit): void => {
      // What is opened is not kept waiting, and a choice that is lost harms nobody.
      if (typeof noted?.id === 'number') noteChoice(noted.id, hit).catch(() => undefined);
    },
  };
};
