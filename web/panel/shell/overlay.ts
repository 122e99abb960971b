import { useSyncExternalStore } from 'react';

type Overlay = 'palette' | 'shortcuts';

let open: Overlay | undefined;
const listeners = new Set<() => void>();

/** What lies over the page at the wish of the person: the palette or the sheet of shortcuts, one at a time. */
export const overlay = {
  show: (next: Overlay): void => set(next),
  hide: (): void => set(undefined),
};

/** The overlay that is open. */
export const useOverlay = (): Overlay | undefined => useSyncExternalStore(subscribe, () => open);

const set = (next: Overlay | undefined): void => {
  open = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
