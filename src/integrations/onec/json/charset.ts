import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const CHUNK = 256 * 1024;

/**
 * The encoding of a JSON file as a WHATWG label: its byte order mark; zero bytes of UTF-16 without one; UTF-8
 * where the whole file is valid, whatever the header says; the header where it names anything else; windows-1251.
 */
export const charsetOf = async (path: string, header?: string | undefined): Promise<string> =>
  (await wideCharset(path)) ??
  ((await isUtf8File(path)) ? 'utf-8' : (otherCharset(header) ?? 'windows-1251'));

/** The text of a file piece by piece without its mark, and the bytes read so far. */
export async function* decoded(
  path: string,
  charset: string,
): AsyncGenerator<{ readonly text: string; readonly bytes: number }> {
  const decoder = new TextDecoder(charset);
  let bytes = 0;
  for await (const chunk of chunksOf(path)) {
    bytes += chunk.length;
    yield { text: decoder.decode(chunk, { stream: true }), bytes };
  }
  yield { text: decoder.decode(), bytes };
}

const chunksOf = (path: string): AsyncIterable<Buffer> => createReadStream(path, { highWaterMark: CHUNK });

/** The first sign of JSON is ASCII, so UTF-16 shows by where the zeros are. */
const wideCharset = async (path: string): Promise<string | undefined> => {
  await using file = await open(path);
  const { buffer: head, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  if (bytesRead < 2) return undefined;
  const [first = 0, second = 0] = head;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return undefined;
};

const isUtf8File = async (path: string): Promise<boolean> => {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(path)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const whole = bytes.length - openBytes(bytes);
    if (!isUtf8(bytes.subarray(0, whole))) return false;
    rest = bytes.subarray(whole);
  }
  return isUtf8(rest);
};

/** Bytes at the end that may begin a character which the next chunk completes. */
const openBytes = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back;
    if (byte < 0x80) return 0;
  }
  return 0;
};

const otherCharset = (header: string | undefined): string | undefined => {
  try {
    const { encoding } = new TextDecoder(header?.trim());
    return encoding.startsWith('utf-') ? undefined : encoding;
  } catch {
    return undefined;
  }
};
