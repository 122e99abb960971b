import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#kernel/errors.ts';

/** A file of this machine for as long as it is used. */
export interface Spooled extends AsyncDisposable {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content. */
  readonly hash: Buffer;
}

/** Writes content into a temporary file. AppError `too_large`; whatever fails leaves nothing. */
export const spool = async (content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Spooled> => {
  const folder = await mkdtemp(join(tmpdir(), 'kontora-table-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'file');
  try {
    const { bytes, hash } = await write(path, content, maxBytes);
    return { path, bytes, hash, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

/** SHA-256 of a file. */
export const hashOf = async (path: string): Promise<Buffer> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest();
};

const write = async (path: string, content: AsyncIterable<Uint8Array>, maxBytes: number) => {
  const hash = createHash('sha256');
  let bytes = 0;
  await using file = await open(path, 'wx');
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new AppError('too_large', `a file may have at most ${maxBytes} bytes`);
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return { bytes, hash: hash.digest() };
};
