import { useSyncExternalStore } from 'react';

/** How the panel stands to the office: it answers, or it was not reached lately. */
export type ConnectionState = 'live' | 'lost';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

const listeners = new Set<() => void>();
let state: ConnectionState = 'live';
let pause = FIRST_PAUSE_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Every request and stream tells it what came back; while the office is lost it is asked again and again. */
export const connection = {
  state: (): ConnectionState => state,
  /** An answer came. */
  heard: (status: number): void => set([502, 503, 504].includes(status) ? 'lost' : 'live'),
  /** No answer came. */
  lost: (): void => set('lost'),
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** The connection to the office, for showing it. */
export const useConnection = (): ConnectionState =>
  useSyncExternalStore(connection.subscribe, connection.state);

const set = (next: ConnectionState): void => {
  if (next === 'lost') askLater();
  if (next === state) return;
  state = next;
  if (next === 'live') stopAsking();
  for (const listener of listeners) listener();
};

const askLater = (): void => {
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    void ask();
  }, pause);
};

const stopAsking = (): void => {
  clearTimeout(timer);
  timer = undefined;
  pause = FIRST_PAUSE_MS;
};

const ask = async (): Promise<void> => {
  const status = await fetch('/ready', { cache: 'no-store' }).then(
    (response) => response.status,
    () => 503,
  );
  connection.heard(status);
};

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => void ask());
  window.addEventListener('offline', () => connection.lost());
  document.addEventListener('visibilitychange', () => {
    if (state === 'lost' && document.visibilityState === 'visible') void ask();
  });
}
