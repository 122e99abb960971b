/** A turn at listening among the hidden windows of one browser. */
export interface Watch {
  /** Whether this window is the one that listens. */
  isOurs(): boolean;
  stop(): void;
}

const LOCK = 'kontora.panel.watch';

/**
 * Queues for the watch; `onOurs` is called when it comes to this window. A browser that cannot agree among its
 * windows, as without TLS, lets each of them keep watch.
 */
export const keepWatch = (onOurs: () => void): Watch => {
  const stopped = new AbortController();
  let ours = !('locks' in navigator);
  if (!ours)
    void navigator.locks
      .request(LOCK, { signal: stopped.signal }, () => {
        ours = true;
        onOurs();
        return new Promise<void>((done) => stopped.signal.addEventListener('abort', () => done()));
      })
      // Stopped while it waited for its turn.
      .catch(() => undefined);
  return {
    isOurs: () => ours,
    stop: () => {
      ours = false;
      stopped.abort();
    },
  };
};
