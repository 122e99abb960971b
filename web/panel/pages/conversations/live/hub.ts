import { asProblem } from '../../../api/problem.ts';
import { calls } from '../calls.ts';
import { type Live, type LiveEvent, listen } from './listen.ts';

/** An event of the office, or that the stream was opened: what happened before has to be fetched. */
export type HubEvent = LiveEvent | { readonly type: 'opened' };

const listeners = new Set<(event: HubEvent) => void>();
let live: Live | undefined;

/** The one stream of live events of this window: open while somebody listens. Answers how to stop. */
export const listenLive = (listener: (event: HubEvent) => void): (() => void) => {
  listeners.add(listener);
  live ??= open();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    live?.stop();
    live = undefined;
  };
};

const tell = (event: HubEvent): void => {
  for (const listener of listeners) listener(event);
};

const open = (): Live =>
  listen({
    connect: calls.events,
    onEvent: tell,
    onOpen: () => tell({ type: 'opened' }),
    isFinal: (error) => ['unauthorized', 'denied'].includes(asProblem(error).code),
  });

if (typeof window !== 'undefined') {
  window.addEventListener('online', () => live?.nudge());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') live?.nudge();
  });
}
