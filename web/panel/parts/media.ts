import { useSyncExternalStore } from 'react';

/** Whether the window fits a media query; right from the first rendering. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );

/** Too narrow for tables: they become cards. At 200 % zoom most screens are. */
export const useIsPhone = (): boolean => useMedia('(max-width: 48em)');
