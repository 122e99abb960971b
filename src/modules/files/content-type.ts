import { fileTypeFromBuffer } from 'file-type';

/** What a file is before anything is known of it. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** How much of a file is enough to tell its type. */
const SAMPLE_BYTES = 8_192;

/** Reads far enough to tell the type of a content; `bytes` is the whole of it, to be read once. */
export const sniff = async (
  content: AsyncIterable<Uint8Array>,
): Promise<{ readonly mime: string; readonly bytes: AsyncIterable<Uint8Array> }> => {
  const source = content[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let ended = false;
  for (let size = 0; size < SAMPLE_BYTES && !ended; size += head.at(-1)?.length ?? 0) {
    const { done, value } = await source.next();
    if (done) ended = true;
    else head.push(value);
  }
  const sample = Buffer.concat(head);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    try {
      yield sample;
      if (!ended) yield* { [Symbol.asyncIterator]: () => source };
    } finally {
      await source.return?.();
    }
  }
  return { mime: await contentTypeOf(sample.subarray(0, SAMPLE_BYTES)), bytes: bytes() };
};

/**
 * The MIME type of a file by its first bytes, whatever its sender calls it. Markup that a browser might
 * run (HTML, SVG, XML) counts as plain text.
 */
const contentTypeOf = async (sample: Uint8Array): Promise<string> => {
  const known = await fileTypeFromBuffer(sample).catch(() => undefined);
  if (known) return known.mime === 'application/xml' ? 'text/plain' : known.mime;
  return sample.length > 0 && isText(sample) ? 'text/plain' : UNKNOWN_TYPE;
};

const isText = (sample: Uint8Array): boolean => {
  if (sample.includes(0)) return false;
  try {
    // `stream`: the sample may end in the middle of a character.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
};
