import type { Readable } from 'node:stream';

/** Where the content of files lives: a folder today, a bucket tomorrow. Names and types are kept elsewhere. */
export interface FileStorage {
  /**
   * Stores content under one of our UUIDs, wholly or not at all, and over what was there; resolves when it is
   * durable. AppError `too_large` past `maxBytes`, `unavailable` when the storage is full.
   */
  put(
    id: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
    limits?: { maxBytes: number },
  ): Promise<{ readonly size: number }>;
  /** The content and its length in bytes; undefined when there is none. The reader must end the stream. */
  open(id: string): Promise<{ readonly stream: Readable; readonly size: number } | undefined>;
  /** Forgets the content; nothing happens when there is none. */
  remove(id: string): Promise<void>;
  /** Everything that is stored, in no order; what comes or goes meanwhile may be missed. */
  list(): AsyncIterable<{ readonly id: string; readonly storedAt: Date }>;
}
