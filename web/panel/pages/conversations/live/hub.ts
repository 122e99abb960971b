import { asProblem } from '../../../api/problem.ts';
import { calls } from '../calls.ts';
import { type Live, type LiveEvent, listen } from './listen.ts';
import { keepWatch, type Watch } from './watch.ts';

/** An event of the office, or that the stream was opened: what happened before has to be fetched. */
export type HubEvent = LiveEvent | { readonly type: 'opened' };

const listeners = new Set<(event: HubEvent) => void>();
let live: Live | undefined;
let watch: Watch | undefined;

/**
 * The one stream of live events of this window: open while somebody listens and the window is looked at. Of the
 * hidden ones a single window keeps its own, to tell who joins the queue: a browser has few connections for one
 * office. Answers how to stop.
 */
export const listenLive = (listener: (event: HubEvent) => void): (() => void) => {
  listeners.add(listener);
  turn();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) turn();
  };
};

const tell = (event: HubEvent): void => {
  for (const listener of listeners) listener(event);
};

const turn = (): void => {
  const isHidden = document.visibilityState === 'hidden';
  if (listeners.size > 0 && isHidden) watch ??= keepWatch(turn);
  else {
    watch?.stop();
    watch = undefined;
  }
  if (listeners.size > 0 && (!isHidden || watch?.isOurs())) live ??= open();
  else {
    live?.stop();
    live = undefined;
  }
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
    turn();
    if (document.visibilityState === 'visible') live?.nudge();
  });
}
