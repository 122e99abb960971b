import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { AppError } from '#kernel/errors.ts';
import { HttpError } from './problems.ts';

/** A body that lies in a file of its own, inflated; disposing of it removes the file. */
export interface SpooledBody extends AsyncDisposable {
  readonly path: string;
  /** Of the inflated content, as the hash. */
  readonly bytes: number;
  /** SHA-256. */
  readonly hash: Buffer;
}

export interface SpoolOptions {
  /** The Content-Encoding; gzip is known by its first bytes, too. */
  readonly encoding?: string | undefined;
  readonly maxBytes: number;
  readonly maxInflatedBytes?: number;
}

export type Spool = (source: Readable, options: SpoolOptions) => Promise<SpooledBody>;

const PREFIX = 'body-';
/** Whoever holds a body says so this often; … */
const HELD_EVERY_MS = 5 * 60_000;
/** … a body of which nobody has said so for this long was left by a process that died. */
const LEFT_MS = 3_600_000;

/**
 * Writes bodies into temporary files below `folder`. AppError `too_large` past a cap, HttpError 415 for an encoding
 * nobody knows, 400 for one that is broken; a source that fails throws its error. Then nothing is left.
 */
export const createSpool =
  ({ folder }: { folder: string }): Spool =>
  async (source, { encoding, maxBytes, maxInflatedBytes = maxBytes }) => {
    // It may fail before anybody reads it; who reads it then is told.
    source.on('error', () => {});
    const inflaters = inflatersOf(encoding);
    await mkdir(folder, { recursive: true });
    const place = await mkdtemp(join(folder, PREFIX));
    const holding = setInterval(() => void hold(place), HELD_EVERY_MS).unref();
    const remove = async () => {
      clearInterval(holding);
      await rm(place, { recursive: true, force: true });
    };
    const path = join(place, 'content');
    const hash = createHash('sha256');
    let bytes = 0;
    const hashed = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maxInflatedBytes) throw tooLarge(maxInflatedBytes);
        hash.update(chunk);
        yield chunk;
      }
    };
    try {
      const sniffed = inflaters ? await inflateAs(source, inflaters) : await sniffGzip(source);
      await pipeline(sniffed.source, capped(maxBytes), sniffed.inflate, hashed, createWriteStream(path));
    } catch (error) {
      await remove();
      throw isBroken(error) ? new HttpError(400, 'The compressed body is broken') : error;
    }
    return { path, bytes, hash: hash.digest(), [Symbol.asyncDispose]: remove };
  };

const hold = (place: string): Promise<void> => utimes(place, new Date(), new Date()).catch(() => undefined);

/** Removes bodies that processes left which were killed. */
export const sweepSpool = async (folder: string, now: number): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found && found.mtimeMs < now - LEFT_MS) await rm(path, { recursive: true, force: true });
  }
};

type Inflaters = (head: Buffer) => Transform;

/** What undoes an encoding, knowing the first bytes; undefined when none is declared. */
const inflatersOf = (encoding: string | undefined): Inflaters | undefined => {
  switch (encoding?.trim().toLowerCase() || 'identity') {
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return () => createGunzip();
    case 'br':
      return () => createBrotliDecompress();
    case 'deflate':
      // Senders mean either: a zlib header begins with 0x78 nearly always.
      return (head) => ((head[0] ?? 0) % 16 === 8 ? createInflate() : createInflateRaw());
    default:
      throw new HttpError(415, 'this Content-Encoding is not known', {
        headers: { 'accept-encoding': 'gzip, deflate, br, identity' },
      });
  }
};

const sniffGzip = (source: Readable) =>
  inflateAs(source, (head) => (head[0] === 0x1f && head[1] === 0x8b ? createGunzip() : new PassThrough()));

/** Looks at the first bytes, and puts them before the rest again. */
const inflateAs = async (source: Readable, inflaters: Inflaters) => {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let isOver = false;
  while (head.length < 2 && !isOver) {
    const next = await chunks.next();
    if (next.done) isOver = true;
    else head = Buffer.concat([head, next.value]);
  }
  const whole = async function* () {
    try {
      if (head.length > 0) yield head;
      for (
        let next = isOver ? undefined : await chunks.next();
        next && !next.done;
        next = await chunks.next()
      )
        yield next.value;
    } finally {
      await chunks.return?.();
    }
  };
  return { source: whole(), inflate: head.length > 0 ? inflaters(head) : new PassThrough() };
};

const capped = (maxBytes: number) =>
  async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      yield chunk;
    }
  };

const tooLarge = (most: number) => new AppError('too_large', `a body may have at most ${most} bytes`);

const isBroken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(Z_|ERR_BROTLI|ERR__ERROR)/.test(String(error.code));
