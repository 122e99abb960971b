import { useEffect, useRef } from 'react';
import { asProblem } from '../../../api/problem.ts';
import { type Live, type LiveEvent, listen } from './listen.ts';

interface Stream {
  /** Opens the stream; rejects when the office refuses or cannot be reached. */
  readonly connect: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  /** A stream is open: what happened before it has to be fetched. */
  readonly onOpen: () => void;
  readonly onEvent: (event: LiveEvent) => void;
}

/**
 * Listens to a stream of a page while that page is looked at: a window that is hidden holds none, as a browser has
 * few connections for one office.
 */
export const useStream = (stream: Stream): void => {
  const latest = useRef(stream);
  latest.current = stream;
  useEffect(() => {
    let live: Live | undefined;
    const open = (): Live =>
      listen({
        connect: (signal) => latest.current.connect(signal),
        onOpen: () => latest.current.onOpen(),
        onEvent: (event) => latest.current.onEvent(event),
        isFinal: (error) => ['unauthorized', 'denied'].includes(asProblem(error).code),
      });
    const turn = (): void => {
      if (document.visibilityState === 'visible') live ??= open();
      else {
        live?.stop();
        live = undefined;
      }
    };
    const online = (): void => live?.nudge();
    turn();
    document.addEventListener('visibilitychange', turn);
    window.addEventListener('online', online);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      window.removeEventListener('online', online);
      live?.stop();
    };
  }, []);
};
