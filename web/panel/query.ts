import { QueryClient } from '@tanstack/react-query';
import { connection } from './api/connection.ts';
import { asProblem, isOutage } from './api/problem.ts';

/** Milliseconds in which what was loaded needs no second look. */
const FRESH_MS = 10_000;

/**
 * The one store of what the office answered. A refusal is told at once, an outage is tried twice more; when the
 * office is reached again, everything on the screen is asked anew.
 */
export const createQueries = (): QueryClient => {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && isOutage(asProblem(error)),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  connection.subscribe(() => {
    if (connection.state() === 'live') void queries.invalidateQueries();
  });
  return queries;
};
