import { createReadStream } from 'node:fs';
import { SourceError } from '../draft.ts';
import type { Charset } from './reading.ts';

const HEAD_BYTES = 256 * 1024;
/** Broken characters per good one that a file in UTF-8 may have. */
const BROKEN_SHARE = 0.1;

/**
 * The encoding of a text file, looked at as a whole: a mark at its beginning, zero bytes (UTF-16), strict
 * UTF-8, UTF-8 with little damage, else windows-1251.
 */
export const charsetOf = async (path: string): Promise<Charset> => {
  const head = await headOf(path);
  return markOf(head) ?? wideOf(head) ?? ((await isUtf8(path)) ? 'utf-8' : 'windows-1251');
};

/** The text of a file piece by piece, without its mark, and the bytes read so far. */
export async function* decoded(
  path: string,
  charset: Charset,
): AsyncGenerator<{ readonly text: string; readonly bytes: number }> {
  const decoder = new TextDecoder(charset);
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: HEAD_BYTES }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    yield { text: decoder.decode(chunk, { stream: true }), bytes };
  }
  yield { text: decoder.decode(), bytes };
}

const headOf = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: HEAD_BYTES - 1 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const markOf = (head: Buffer): Charset | undefined => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
};

/** UTF-16 without a mark: half of its bytes name a block of letters, Latin (0) or Cyrillic (4). */
const wideOf = (head: Buffer): Charset | undefined => {
  if (!head.includes(0)) return undefined;
  const ofBlock = [0, 0];
  for (const [at, byte] of head.entries())
    if (byte === 0 || byte === 4) ofBlock[at % 2] = (ofBlock[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = ofBlock;
  // Zeros here and there are a file of some other kind.
  if (Math.max(even, odd) < head.length / 4) throw new SourceError('charset', 'this is not a text');
  return odd > even ? 'utf-16le' : 'utf-16be';
};

/** Counts over the whole file: a list may be in Latin letters for long. */
const isUtf8 = async (path: string): Promise<boolean> => {
  let broken = 0;
  let good = 0;
  for await (const { text } of decoded(path, 'utf-8')) {
    broken += text.match(/\uFFFD/g)?.length ?? 0;
    good += text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  }
  return broken === 0 || broken < good * BROKEN_SHARE;
};
