import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { PageOptions } from '../pages/options.ts';
import { useSession } from '../session/session.ts';

/** A page with its address, as the shell shows it. */
export interface ShellPage extends PageOptions {
  readonly path: string;
}

/** A page that the navigation shows. */
export type NavPage = ShellPage & { readonly nav: NonNullable<PageOptions['nav']> };

/** Every page that the person may open, in the order of `pages/index.ts`. */
export const usePages = (): readonly ShellPage[] => {
  const { routesById } = useRouter();
  const { may = [] } = useSession();
  return useMemo(
    () =>
      Object.values(routesById)
        .flatMap(({ fullPath, options }) => {
          const { page } = options.staticData ?? {};
          return page ? [{ ...page, path: addressOf(fullPath) }] : [];
        })
        .filter((page) => page.may === undefined || may.includes(page.may)),
    [routesById, may],
  );
};

/** The address of a page without what may follow in it: `/conversations/{-$id}` is `/conversations`. */
const addressOf = (path: string): string => path.replace(/\/\{-\$\w+\}/g, '') || '/';

/** Those of them that the navigation shows. */
export const useNavPages = (): readonly NavPage[] => {
  const pages = usePages();
  return useMemo(() => pages.filter((page): page is NavPage => page.nav !== undefined), [pages]);
};
