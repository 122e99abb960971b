import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createFolderStorage } from './folder.ts';

let root = '';
let folder = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kontora-files-'));
  folder = join(root, 'files');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Every file in the folder, by its path in it. */
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

const content = async (storage: Awaited<ReturnType<typeof createFolderStorage>>, id: string) => {
  const found = await storage.open(id);
  return found && { size: found.size, bytes: await buffer(found.stream) };
};

describe('a folder of files', () => {
  it('gives back what was put: bytes, streams, nothing at all', async () => {
    const storage = await createFolderStorage({ folder });
    const large = randomBytes(3_000_000);
    async function* pieces() {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    }
    for (const [given, expected] of [
      [Buffer.from('bytes'), Buffer.from('bytes')],
      [Readable.from([large.subarray(0, 1_000_000), large.subarray(1_000_000)]), large],
      [pieces(), Buffer.from('one two')],
      [new Uint8Array(0), Buffer.alloc(0)],
    ] as const) {
      const id = newId();
      expect(await storage.put(id, given, { maxBytes: 3_000_000 })).toEqual({ size: expected.length });
      const found = await content(storage, id);
      expect(found?.size).toBe(expected.length);
      expect(found?.bytes.equals(expected)).toBe(true);
    }
  });

  it('is there for the next process', async () => {
    const id = newId();
    await (await createFolderStorage({ folder })).put(id, Buffer.from('kept'));
    expect((await content(await createFolderStorage({ folder }), id))?.bytes.toString()).toBe('kept');
  });

  it('replaces content at once; a reader keeps what it opened', async () => {
    const storage = await createFolderStorage({ folder });
    const id = newId();
    await storage.put(id, Buffer.from('old'));
    const reader = await storage.open(id);
    await storage.put(id, Buffer.from('newer'));
    expect(reader && (await buffer(reader.stream)).toString()).toBe('old');
    expect((await content(storage, id))?.bytes.toString()).toBe('newer');
  });

  it('takes the same id twice at the same moment', async () => {
    const storage = await createFolderStorage({ folder });
    const id = newId();
    const bytes = randomBytes(100_000);
    await Promise.all(Array.from({ length: 8 }, () => storage.put(id, bytes)));
    expect((await content(storage, id))?.bytes.equals(bytes)).toBe(true);
    expect(files()).toHaveLength(1);
  });

  it('has nothing under unknown and removed ids', async () => {
    const storage = await createFolderStorage({ folder });
    const id = newId();
    expect(await storage.open(id)).toBeUndefined();
    await storage.remove(id);
    await storage.put(id, Buffer.from('x'));
    await storage.remove(id);
    expect(await storage.open(id)).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it.each([
    '../../secret',
    '/etc/passwd',
    '..',
    '',
    'a'.repeat(36),
    `${newId()}/..`,
    newId().toUpperCase(),
    `${newId()}\0`,
  ])('refuses %j as an id', async (id) => {
    const storage = await createFolderStorage({ folder });
    writeFileSync(join(root, 'secret'), 'untouched');
    const refused = { code: 'invalid' };
    await expect(storage.put(id, Buffer.from('x'))).rejects.toMatchObject(refused);
    await expect(storage.open(id)).rejects.toMatchObject(refused);
    await expect(storage.remove(id)).rejects.toMatchObject(refused);
    expect(readFileSync(join(root, 'secret'), 'utf8')).toBe('untouched');
  });
});

describe('content that cannot be kept', () => {
  it('too large is refused while it comes, and its source is ended', async () => {
    const storage = await createFolderStorage({ folder });
    let given = 0;
    let ended = false;
    async function* endless() {
      try {
        for (;;) {
          given += 1_000;
          yield Buffer.alloc(1_000);
        }
      } finally {
        ended = true;
      }
    }
    await expect(storage.put(newId(), endless(), { maxBytes: 10_000 })).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(given).toBe(11_000);
    expect(ended).toBe(true);
    expect(files()).toEqual([]);
  });

  it('of a source that breaks off leaves nothing, and what was there stays', async () => {
    const storage = await createFolderStorage({ folder });
    const id = newId();
    await storage.put(id, Buffer.from('before'));
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('connection lost');
    }
    await expect(storage.put(id, broken())).rejects.toThrow('connection lost');
    expect((await content(storage, id))?.bytes.toString()).toBe('before');
    expect(files()).toHaveLength(1);
  });

  it('for want of space makes the storage unavailable and leaves nothing', () => {
    const script = `
      const { createFolderStorage } = await import('#platform/storage/folder.ts');
      const storage = await createFolderStorage({ folder: ${JSON.stringify(folder)} });
      const error = await storage.put(${JSON.stringify(newId())}, Buffer.alloc(100_000)).catch((error) => error);
      console.log(error.name, error.code);
    `;
    // The operating system lets this process write at most a kilobyte to a file.
    const args = ['-c', 'ulimit -f 1; exec "$0" --input-type=module --eval "$1"', process.execPath, script];
    expect(spawnSync('sh', args, { encoding: 'utf8' }).stdout).toBe('AppError unavailable\n');
    expect(files()).toEqual([]);
  });
});

describe('the list', () => {
  it('has everything that is stored whole, and when', async () => {
    const storage = await createFolderStorage({ folder });
    const ids = [newId(), newId(), newId()];
    for (const id of ids) await storage.put(id, Buffer.from('x'));
    await storage.remove(ids.pop() ?? '');
    writeFileSync(join(folder, 'unfinished', newId()), 'x');
    const listed = [];
    for await (const one of storage.list()) listed.push(one);
    expect(listed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(listed.every(({ storedAt }) => storedAt instanceof Date)).toBe(true);
  });
});

describe('what a crash left half-written', () => {
  it('is cleared when it is old, and kept while it may still be written', async () => {
    await createFolderStorage({ folder });
    const [old, fresh] = [join(folder, 'unfinished', 'old'), join(folder, 'unfinished', 'fresh')];
    writeFileSync(old, 'x');
    writeFileSync(fresh, 'x');
    const yesterday = Date.now() / 1_000 - 25 * 3_600;
    utimesSync(old, yesterday, yesterday);
    await createFolderStorage({ folder });
    expect(files()).toEqual([join('unfinished', 'fresh')]);
  });
});
