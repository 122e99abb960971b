import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Locale } from '#kernel/locale.ts';
import type { Permission } from '#modules/access/index.ts';
import { shellRoute } from '../shell/route.ts';
import { guarded } from './guarded.tsx';
import type { pageTitles } from './texts.ts';

/** The groups of the navigation, by whose work they hold. */
export const DESKS = ['office', 'system'] as const;
export type Desk = (typeof DESKS)[number];

/** A key of `pages/texts.ts`. */
export type PageName = keyof (typeof pageTitles)[Locale];

/** What the shell knows of a page before it is loaded. */
export interface PageOptions {
  readonly name: PageName;
  /** Without it: everybody who is logged in. */
  readonly may?: Permission;
  /** Where the navigation shows it; a page without one is reached from other pages. */
  readonly nav?: {
    readonly desk: Desk;
    readonly icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
    /** With `g` before it, the shortcut that leads here: one Latin letter. */
    readonly letter: string;
  };
  /** The page's list of navigation is marked while this page is open. */
  readonly within?: PageName;
  /** The page fills the screen and scrolls inside, as a chat does; others scroll as documents do. */
  readonly fills?: boolean;
  /** The page: the default export of its `index.tsx`. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Draws nothing; lives as long as the shell does and feeds the counters: see `shell/counters.ts`. */
  readonly feed?: () => Promise<{ readonly default: ComponentType }>;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly page?: PageOptions;
  }
}

/** A page at a path such as `/people/$id`; parameters are read by `useParams({ strict: false })`. */
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
