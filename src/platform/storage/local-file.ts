import { createReadStream } from 'node:fs';

/**
 * The content of a file of this machine, opened when somebody begins to read: a stream would open at once, stay
 * open when nobody reads, and end the process when it fails before somebody does.
 */
export async function* contentOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}
