import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { SourceError } from '../draft.ts';
import type { FromThread, ReadEnd, ReadingOrder } from './message.ts';

const THREAD = new URL('./thread.ts', import.meta.url);
/** A reader that keeps more than it should ends alone; the office lives on. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

/**
 * Reads a source in a thread of its own: pieces of COPY text for the staging table, and in the end what came
 * of it. `onBytes` hears how many bytes of the file are behind. Throws the reader's SourceError; ends the
 * thread whenever the consumer stops.
 */
export async function* readInThread({
  signal,
  onBytes,
  ...order
}: ReadingOrder & {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes: (bytes: number) => void;
}): AsyncGenerator<Uint8Array, ReadEnd> {
  signal?.throwIfAborted();
  const worker = new Worker(THREAD, { workerData: order, resourceLimits: LIMITS });
  // One that comes while nobody listens must not end the process.
  worker.on('error', () => {});
  try {
    const messages = on(worker, 'message', { close: ['exit'], ...(signal && { signal }) });
    for await (const [message] of messages as AsyncIterableIterator<[FromThread]>) {
      if (message.kind === 'end') return message.end;
      if (message.kind === 'failed') throw errorOf(message);
      if (message.bytes > 0) onBytes(message.bytes);
      if (message.rows.length > 0) yield message.rows;
      worker.postMessage('taken');
    }
    throw new Error('the reading thread ended before its source');
  } finally {
    await worker.terminate();
  }
}

const errorOf = ({ message, source }: Extract<FromThread, { kind: 'failed' }>): Error =>
  source ? new SourceError(source.code, message, source.details) : new Error(message);
