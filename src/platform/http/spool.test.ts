import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createSpool, type Spool, sweepSpool } from './spool.ts';

let folder: string;
let spool: Spool;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontora-spool-'));
  spool = createSpool({ folder });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TEXT = Buffer.from('{"items":[]}'.repeat(1_000));
const inPieces = (bytes: Buffer): Readable =>
  Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 7), bytes.subarray(7)], { objectMode: false });

it.each([
  [undefined, TEXT],
  ['identity', TEXT],
  ['gzip', gzipSync(TEXT)],
  [undefined, gzipSync(TEXT)],
  ['deflate', deflateSync(TEXT)],
  ['deflate', deflateRawSync(TEXT)],
  ['br', brotliCompressSync(TEXT)],
])('encoding %s', async (encoding, body) => {
  {
    await using spooled = await spool(inPieces(body), { encoding, maxBytes: 20_000 });
    expect(await readFile(spooled.path)).toEqual(TEXT);
    expect(spooled).toMatchObject({ bytes: TEXT.length, hash: createHash('sha256').update(TEXT).digest() });
  }
  expect(await readdir(folder)).toEqual([]);
});

it('an empty body is an empty file', async () => {
  await using spooled = await spool(Readable.from([]), { encoding: 'gzip', maxBytes: 1 });
  expect(spooled.bytes).toBe(0);
});

it.each([
  ['too long', undefined, TEXT, 100, 100_000, { code: 'too_large' }],
  ['a bomb', 'gzip', gzipSync(Buffer.alloc(10_000_000)), 100_000, 1_000_000, { code: 'too_large' }],
  [
    'broken',
    'gzip',
    Buffer.concat([gzipSync(TEXT).subarray(0, 40), Buffer.alloc(40, 7)]),
    20_000,
    20_000,
    { status: 400 },
  ],
  ['cut', 'gzip', gzipSync(TEXT).subarray(0, 30), 20_000, 20_000, { status: 400 }],
  ['no gzip', 'gzip', TEXT, 20_000, 20_000, { status: 400 }],
  ['of an unknown encoding', 'zstd-x', TEXT, 20_000, 20_000, { status: 415 }],
])(
  'a body that is %s is refused and leaves nothing',
  async (_, encoding, body, maxBytes, maxInflatedBytes, error) => {
    await expect(spool(inPieces(body), { encoding, maxBytes, maxInflatedBytes })).rejects.toMatchObject(
      error,
    );
    expect(await readdir(folder)).toEqual([]);
  },
);

it('a sender who goes away leaves nothing', async () => {
  const source = new Readable({ read() {} });
  source.push(TEXT);
  const spooling = spool(source, { maxBytes: 1_000_000 });
  // Before the first byte is read, too: a stream that fails unheard ends the process.
  expect(source.listenerCount('error')).toBe(1);
  source.destroy(new Error('gone'));
  await expect(spooling).rejects.toThrow('gone');
  expect(await readdir(folder)).toEqual([]);
});

it('what a killed process left is swept later', async () => {
  const { path } = await spool(Readable.from([TEXT]), { maxBytes: 20_000 });
  await sweepSpool(folder, Date.now());
  expect(await readdir(folder)).toHaveLength(1);
  await utimes(join(path, '..'), 0, 0);
  await sweepSpool(folder, Date.now());
  expect(await readdir(folder)).toEqual([]);
});

it('a body that somebody holds is not swept, however long that takes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const body = await spool(Readable.from([TEXT]), { maxBytes: 20_000 });
  const place = join(body.path, '..');
  await utimes(place, 0, 0);
  vi.advanceTimersByTime(3_600_000);
  await expect.poll(async () => (await stat(place)).mtimeMs).toBeGreaterThan(0);
  await sweepSpool(folder, Date.now());
  expect(await readdir(folder)).toHaveLength(1);
  await body[Symbol.asyncDispose]();
  expect(vi.getTimerCount()).toBe(0);
});
