import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { usePages } from './pages.ts';

/** The feeds of all pages that the person may open: they draw nothing and count what waits. */
export const Feeds = () => {
  const pages = usePages();
  const feeds = useMemo(
    () => pages.flatMap(({ name, feed }): [string, ComponentType][] => (feed ? [[name, lazy(feed)]] : [])),
    [pages],
  );
  return feeds.map(([name, Feed]) => (
    <Suspense key={name} fallback={null}>
      <Feed />
    </Suspense>
  ));
};
