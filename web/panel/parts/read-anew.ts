import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Reads what stands under a key (all of it without one) again. What is being read for the first time may have been read
 * before the change, and is not begun anew by the library: it is read once more when it is there.
 */
export const readAnew = async (queries: QueryClient, queryKey?: QueryKey): Promise<void> => {
  const which = queryKey ? { queryKey } : {};
  const firsts = queries
    .getQueryCache()
    .findAll({ ...which, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await Promise.all([
    queries.invalidateQueries(which),
    ...firsts.map(({ promise, queryKey: key }) =>
      promise?.then(
        () => queries.invalidateQueries({ queryKey: key, exact: true }),
        // What could not be read shows nothing old.
        () => undefined,
      ),
    ),
  ]);
};
