import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { pages } from './pages/index.ts';
import { PageSkeleton } from './parts/page-skeleton.tsx';
import { SomethingWrong } from './parts/something-wrong.tsx';
import { NotFoundState } from './parts/states.tsx';
import { sessionQuery } from './session/session.ts';
import { rootRoute, shellRoute } from './shell/route.ts';

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  // Said as undefined, or what the address has would shine through.
  validateSearch: ({ to }): { to?: string | undefined } => ({ to: isOwnAddress(to) ? to : undefined }),
  beforeLoad: async ({ context: { queries }, search: { to = '/' } }) => {
    const { stage } = await queries.ensureQueryData(sessionQuery);
    if (stage === 'open') throw redirect({ to });
  },
  component: lazyRouteComponent(() => import('./session/login-page.tsx')),
});

/** Links of this address come in chats: see `password-links.ts` of the accounts. */
const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset',
  component: lazyRouteComponent(() => import('./session/reset-page.tsx')),
});

/** Where the shop contract has questions: old bookmarks and guides still lead there. */
const threadsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/threads',
  beforeLoad: () => {
    throw redirect({ to: '/questions/{-$id}', params: {}, replace: true });
  },
});

const elsewhereRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '$',
  component: NotFoundState,
});

/** The addresses of the panel; what stands after `?` are plain words, as people can read and write them. */
export const createPanelRouter = (queries: QueryClient) =>
  createRouter({
    routeTree: rootRoute.addChildren([
      loginRoute,
      resetRoute,
      threadsRoute,
      shellRoute.addChildren([...pages, elsewhereRoute]),
    ]),
    basepath: '/admin',
    context: { queries },
    parseSearch: (words) => Object.fromEntries(new URLSearchParams(words)),
    stringifySearch: (search) => {
      const words = new URLSearchParams(
        Object.entries(search).flatMap(([key, value]) =>
          value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
        ),
      ).toString();
      return words === '' ? '' : `?${words}`;
    },
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: SomethingWrong,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createPanelRouter>;
  }
}

/** An address of the panel itself: after a login nobody is led to another site. */
const isOwnAddress = (to: unknown): to is string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/login');
