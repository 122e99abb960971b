import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { SomethingWrong } from '../parts/something-wrong.tsx';
import { sessionQuery } from '../session/session.ts';
import { Frame } from './frame.tsx';
import { Shell } from './shell.tsx';

export const rootRoute = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  errorComponent: SomethingWrong,
});

/** Everything that needs somebody logged in; who is not goes to the login page and comes back after it. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context: { queries }, location }) => {
    const { stage } = await queries.ensureQueryData(sessionQuery);
    if (stage !== 'open')
      throw redirect({ to: '/login', search: location.href === '/' ? {} : { to: location.href } });
  },
  component: Shell,
  pendingComponent: Frame,
});
