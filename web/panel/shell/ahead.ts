import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Milliseconds to wait for a free moment in browsers that do not tell of one. */
const SOON_MS = 2_000;

/** Loads the pages ahead, one by one in free moments: they open at once, and also while the office is away. */
export const usePagesAhead = (): void => {
  const router = useRouter();
  useEffect(() => {
    const routes = Object.values(router.routesById).filter(({ options }) => options.staticData?.page);
    let stopped = false;
    const next = async (): Promise<void> => {
      const route = routes.shift();
      if (!route || stopped) return;
      // What cannot be loaded now is loaded when it is opened.
      await Promise.resolve(router.loadRouteChunk(route)).catch(() => {});
      inFreeMoment(next);
    };
    inFreeMoment(next);
    return () => {
      stopped = true;
    };
  }, [router]);
};

const inFreeMoment = (work: () => unknown): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(() => void work());
  else setTimeout(() => void work(), SOON_MS);
};
