/** A step that is slower than this has failed. */
const TURN_DEADLINE_MS = 60_000;

/**
 * The work's answer; a failure when it takes too long, or the reason of `stop` as soon as it aborts. `late`
 * then tells the work, which may still be running, that nobody waits for it.
 */
export const withDeadline = async <T>(
  work: Promise<T>,
  { late, stop }: { late: AbortController; stop: AbortSignal },
): Promise<T> => {
  const over = Promise.withResolvers<never>();
  const giveUp = (reason: unknown): void => {
    late.abort();
    over.reject(reason);
  };
  const timer = setTimeout(() => giveUp(new Error('the step took too long')), TURN_DEADLINE_MS);
  const stopped = () => giveUp(stop.reason);
  stop.addEventListener('abort', stopped);
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', stopped);
  }
};
