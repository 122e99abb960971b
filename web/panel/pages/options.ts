import type { ComponentType } from 'react';
import type { Locale } from '#kernel/locale.ts';
import type { Permission } from '#modules/access/index.ts';
import type { pageTitles } from './texts.ts';

/** The groups of the navigation, by whose work they hold. */
export const DESKS = ['office', 'shop', 'system'] as const;
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
    /** On a phone it stays under the thumb; the others are a tap further. */
    readonly thumb?: true;
  };
  /** The page whose place in the navigation is marked while this one is open. */
  readonly within?: PageName;
  /** The page fills the screen and scrolls inside, as a chat does; others scroll as documents do. */
  readonly fills?: boolean;
  /** The page: the default export of its `index.tsx`. */
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Draws nothing; lives as long as the shell does and feeds the counters: see `shell/counters.ts`. */
  readonly feed?: () => Promise<{ readonly default: ComponentType }>;
}
