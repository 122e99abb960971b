import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Permission } from '#modules/access/index.ts';
import { answer, api, rememberCsrf } from '../api/client.ts';

/** Milliseconds between looks whether the session is still open. */
const LOOK_EVERY_MS = 60_000;

const load = async ({ signal }: { signal: AbortSignal }) => {
  const session = await answer(api.GET('/api/v1/session', { signal }));
  rememberCsrf(session.csrf);
  return session;
};

/** What the office says of who is logged in. */
export type Session = Awaited<ReturnType<typeof load>>;

/** Who is logged in; asked once, kept, and looked at now and then. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: load,
  staleTime: LOOK_EVERY_MS / 2,
  refetchInterval: LOOK_EVERY_MS,
  refetchOnWindowFocus: true,
});

/** The open session of the shell; while it ends, the last one, until the login page is there. */
export const OpenSession = createContext<Session | undefined>(undefined);

/** The session; below the shell there always is one. */
export const useSession = (): Session => {
  const session = use(OpenSession);
  if (!session) throw new Error('there is no shell above');
  return session;
};

/** The person at the panel. */
export const useMe = () => {
  const { person } = useSession();
  if (!person) throw new Error('the shell is there for somebody who is logged in');
  return person;
};

/** Whether the person at the panel may; the server asks the same table again. */
export const useMay = (permission: Permission): boolean => useSession().may?.includes(permission) ?? false;

/** Asks who is logged in anew: after a login, a step of it, or a change of the own account. */
export const useSessionReload = () => {
  const queries = useQueryClient();
  return () => queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
};

/** Nobody is logged in any more: the shell makes way for the login page. */
export const endSession = (queries: QueryClient): void => {
  rememberCsrf(undefined);
  queries.setQueryData(sessionQuery.queryKey, { stage: 'none' });
};

/** Forgets what was loaded for the person who was logged in. */
export const forgetEverything = (queries: QueryClient): void =>
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
