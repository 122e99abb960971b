import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../shell/route.ts';
import { guarded } from './guarded.tsx';
import type { PageOptions } from './options.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly page?: PageOptions;
  }
}

/** A page at a path such as `/people/$id`; its parameters are read by `useParams({ strict: false })`. */
export const page = <const Path extends string>(path: Path, options: PageOptions) =>
  createRoute({
    getParentRoute: () => shellRoute,
    path,
    validateSearch: plainWords,
    staticData: { page: options },
    component: guarded(options, lazyRouteComponent(options.load)),
  });

/** Addresses hold words; each list and page reads those it knows (`parts/list/define-list.ts`). */
const plainWords = (search: Record<string, unknown>): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
