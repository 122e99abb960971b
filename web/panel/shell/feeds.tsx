import { CatchBoundary } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { usePages } from './pages.ts';

/** A counter that broke is no reason to lose the page. */
const Nothing = () => null;

/** The feeds of all pages that the person may open: they draw nothing and count what waits. */
export const Feeds = () => {
  const pages = usePages();
  const feeds = useMemo(
    () => pages.flatMap(({ name, feed }): [string, ComponentType][] => (feed ? [[name, lazy(feed)]] : [])),
    [pages],
  );
  return feeds.map(([name, Feed]) => (
    <CatchBoundary key={name} getResetKey={() => name} errorComponent={Nothing}>
      <Suspense fallback={null}>
        <Feed />
      </Suspense>
    </CatchBoundary>
  ));
};
