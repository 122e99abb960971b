import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { messageOf } from '#kernel/errors.ts';

/** Where a thread begins, what it is given and what its heap may hold, in megabytes. */
export interface ThreadPlan<FromThread> {
  readonly entry: URL;
  readonly order: unknown;
  readonly heapMb: number;
  onMessage(message: FromThread): void;
  /** Hears the thread as soon as it can be talked to. */
  onStart(thread: Pick<Worker, 'postMessage' | 'terminate'>): void;
}

/** Runs a thread until it ends or the signal aborts, which ends it; resolves with what it ended of. */
export const liveThread = async <FromThread>(
  { entry, order, heapMb, onMessage, onStart }: ThreadPlan<FromThread>,
  signal: AbortSignal,
): Promise<string> => {
  if (signal.aborted) return 'it was not started';
  const thread = new Worker(entry, { workerData: order, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  const stop = () => void thread.terminate();
  signal.addEventListener('abort', stop, { once: true });
  thread.on('message', onMessage);
  let reason = 'it ended by itself';
  thread.on('error', (error) => {
    reason = messageOf(error);
  });
  onStart(thread);
  try {
    await once(thread, 'exit');
  } catch {
    // The reason is noted already.
    await thread.terminate();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return reason;
};
