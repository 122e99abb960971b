import { fileTypeFromBuffer } from 'file-type';

/** Bytes a picture may have. */
export const MOST_IMAGE_BYTES = 10 * 1024 * 1024;

const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** The type of a picture by its content: JPEG, PNG, WebP or GIF; undefined for anything else. */
export const imageTypeOf = async (content: Uint8Array): Promise<string | undefined> => {
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  // An animated PNG is shown by everything that shows PNG.
  const mime = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  return mime && SHOWN.has(mime) ? mime : undefined;
};

/** The whole content, or undefined as soon as it is larger than a picture may be. */
export const wholeOf = async (content: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > MOST_IMAGE_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
