import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, OuterError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { testDatabase } from '#test/database.ts';
import { createFiles, type Files } from './index.ts';

const ANNA = 'webchat:anna';
const BORIS = 'webchat:boris';
const HOUR = 3_600_000;

let database: OpenDatabase;
let folder: string;
let files: Files;
let now = Date.now();
let conversation: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  files = createFiles({
    db: database.db,
    storage: await createFolderStorage({ folder }),
    clock: { now: () => now },
  });
  await database.db.insertInto('inboxes').values({ id: 'webchat', channel: 'webchat' }).execute();
});

afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  now = Date.now();
  conversation = newId();
  await database.db
    .insertInto('conversations')
    .values({ id: conversation, inbox_id: 'webchat', address: conversation, kind: 'private' })
    .execute();
});

const upload = (text: string | Uint8Array, { account = ANNA, name = 'a.txt', maxBytes = 1_000_000 } = {}) =>
  files.upload({ account, name, stream: chunks(text), maxBytes });

const adopt = (ids: string[], account = ANNA, into = conversation) =>
  database.db.transaction().execute((tx) => files.adopt(tx, into, ids, account));

const announce = async (more: object = {}): Promise<string> => {
  const file = { name: 'voice.ogg', mime: 'text/html', size: 5, source: 'source-1', ...more };
  const [ref] = await database.db.transaction().execute((tx) => files.announce(tx, conversation, [file]));
  return ref?.id ?? '';
};

const contentOf = async (id: string, who: Parameters<Files['open']>[1]): Promise<string> => {
  const opened = await files.open(id, who);
  return opened.ok ? Buffer.concat(await opened.value.stream.toArray()).toString() : opened.reason;
};

/** Files in the storage folder, half-written ones included. */
const stored = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe('the type of an upload', () => {
  it.each([
    ['%PDF-1.7\n', 'application/pdf'],
    [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png'],
    ['<html>', 'text/plain'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'text/plain'],
    ['имя;цена\n', 'text/plain'],
    [Buffer.from('cfd0c8c2c5d2', 'hex'), 'application/octet-stream'],
    ['a\u0000b', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('%j is told by its content', async (content, mime) => {
    expect((await upload(content, { name: 'x.html' })).mime).toBe(mime);
  });

  it('is told from small pieces, and from text cut within a character', async () => {
    const pieces = Array.from(Buffer.from('%PDF-1.7\nrest'), (byte) => Buffer.from([byte]));
    const pdf = await files.upload({
      account: ANNA,
      name: 'a',
      stream: chunks(...pieces),
      maxBytes: 1_000,
    });
    expect(pdf).toMatchObject({ mime: 'application/pdf', size: 13 });
    expect(await contentOf(pdf.id, { account: ANNA })).toBe('%PDF-1.7\nrest');
    const long = `a${'я'.repeat(20_000)}`;
    const text = await upload(long);
    expect(text).toMatchObject({ mime: 'text/plain', size: 40_001 });
    expect(await contentOf(text.id, { account: ANNA })).toBe(long);
  });
});

describe('an upload', () => {
  it('is read by its uploader only', async () => {
    const { id } = await upload('hers');
    expect(await contentOf(id, { account: ANNA })).toBe('hers');
    expect(await contentOf(id, { account: BORIS })).toBe('missing');
    expect(await contentOf(id, { account: BORIS, conversationId: conversation })).toBe('missing');
    expect(await contentOf(newId(), { account: ANNA })).toBe('missing');
  });

  it('that is too large or breaks off leaves no row and no content', async () => {
    const before = await stored();
    await expect(upload('12345', { maxBytes: 4 })).rejects.toMatchObject({ code: 'too_large' });
    const broken = async function* () {
      yield Buffer.from('half');
      throw new Error('the line broke');
    };
    await expect(
      files.upload({ account: 'webchat:broken', name: 'a', stream: broken(), maxBytes: 100 }),
    ).rejects.toThrow('the line broke');
    expect(await stored()).toEqual(before);
    const rows = await database.db
      .selectFrom('files')
      .select('id')
      .where('account', '=', 'webchat:broken')
      .execute();
    expect(rows).toEqual([]);
  });
});

describe('adopting', () => {
  it('makes uploads part of a conversation, in order, and again without harm', async () => {
    const [one, two] = [await upload('1'), await upload('2')];
    const expected = { ok: true, value: [two, one] };
    expect(await adopt([two.id, one.id])).toEqual(expected);
    expect(await adopt([two.id, one.id])).toEqual(expected);
    expect(await contentOf(one.id, { account: BORIS, conversationId: conversation })).toBe('1');
    expect(await contentOf(one.id, { account: BORIS, conversationId: newId() })).toBe('missing');
  });

  it('of nothing is nothing', async () => {
    expect(await adopt([])).toEqual({ ok: true, value: [] });
  });

  it('is refused for what is not the uploader’s, not there, or in another conversation', async () => {
    const [mine, his, elsewhere] = [
      await upload('mine'),
      await upload('his', { account: BORIS }),
      await upload('elsewhere'),
    ];
    const other = newId();
    await database.db
      .insertInto('conversations')
      .values({ id: other, inbox_id: 'webchat', address: other, kind: 'private' })
      .execute();
    await adopt([elsewhere.id], ANNA, other);
    const refused = { ok: false, reason: 'not_yours' };
    for (const id of [his.id, elsewhere.id, newId(), await announce()])
      expect(await adopt([mine.id, id])).toEqual(refused);
    expect(await contentOf(mine.id, { account: BORIS, conversationId: conversation })).toBe('missing');
  });
});

describe('an announced file', () => {
  it('is fetched once from its source, and is then what its content says', async () => {
    const id = await announce({ name: '../voice.ogg' });
    const who = { account: ANNA, conversationId: conversation };
    expect(await files.find(id, who)).toEqual({ ok: false, reason: 'missing' });
    const sources: string[] = [];
    const fetcher = async ({ source }: { source: string }) => {
      sources.push(source);
      return chunks('%PDF-', '1.7');
    };
    expect(await files.fetch(id, fetcher)).toBe(true);
    expect(await files.fetch(id, fetcher)).toBe(true);
    expect(sources).toEqual(['source-1']);
    expect(await contentOf(id, who)).toBe('%PDF-1.7');
    expect(await files.find(id, who)).toMatchObject({
      value: { name: 'voice.ogg', mime: 'application/pdf', size: 8 },
    });
  });

  it('may be fetched again after a failure', async () => {
    const id = await announce();
    const failing = async () => {
      throw new OuterError('telegram', 'down', 'no answer');
    };
    await expect(files.fetch(id, failing)).rejects.toThrow('no answer');
    expect(await files.fetch(id, async () => chunks('here'))).toBe(true);
  });

  it('stays without content when the channel refuses, or when nobody knows it', async () => {
    const id = await announce();
    const refusing = async () => {
      throw new OuterError('telegram', 'refused', 'file is too big');
    };
    expect(await files.fetch(id, refusing)).toBe(false);
    expect(await files.fetch(newId(), async () => chunks('x'))).toBe(false);
    expect(await contentOf(id, { account: ANNA, conversationId: conversation })).toBe('missing');
  });
});

describe('sweeping', () => {
  it('removes uploads that nobody claimed within an hour, and nothing else', async () => {
    now += 2 * HOUR;
    await files.sweep();
    const claimed = await upload('claimed');
    await adopt([claimed.id]);
    const announced = await announce();
    const lost = [await upload('lost'), await upload('lost too')];
    now += HOUR - 1_000;
    const fresh = await upload('fresh');
    expect(await files.sweep()).toBe(0);
    now += 2_000;
    expect(await files.sweep()).toBe(2);
    expect(await files.sweep()).toBe(0);
    for (const { id } of lost) expect(await contentOf(id, { account: ANNA })).toBe('missing');
    expect(await stored()).not.toEqual(expect.arrayContaining([lost[0]?.id]));
    expect(await contentOf(claimed.id, { account: ANNA })).toBe('claimed');
    expect(await contentOf(fresh.id, { account: ANNA })).toBe('fresh');
    expect(await files.fetch(announced, async () => chunks('later'))).toBe(true);
  });

  it('goes on until everything is gone', async () => {
    for (let n = 0; n < 105; n += 1) await upload(String(n), { account: 'webchat:many' });
    now += HOUR + 1_000;
    expect(await files.sweep()).toBeGreaterThanOrEqual(105);
    expect(await files.sweep()).toBe(0);
  });
});

it('nothing is uploaded when the disk has less than a gigabyte of room', async () => {
  let free = 1024 ** 3 - 1;
  const careful = createFiles({
    db: database.db,
    storage: await createFolderStorage({ folder }),
    clock: { now: () => now },
    freeBytes: async () => free,
  });
  const send = () => careful.upload({ account: ANNA, name: 'a.txt', stream: chunks('x'), maxBytes: 10 });
  await expect(send()).rejects.toMatchObject({ code: 'unavailable' });
  free += 1;
  expect((await send()).size).toBe(1);
});

it('the storage being full is told as unavailable, and nothing is left', async () => {
  const full = createFiles({
    db: database.db,
    storage: {
      put: async () => {
        throw new AppError('unavailable', 'the file storage is full');
      },
      open: async () => undefined,
      remove: async () => {},
      async *list() {},
    },
    clock: { now: () => now },
  });
  const upload = full.upload({ account: 'webchat:full', name: 'a', stream: chunks('x'), maxBytes: 9 });
  await expect(upload).rejects.toMatchObject({ code: 'unavailable' });
  const rows = database.db.selectFrom('files').select('id').where('account', '=', 'webchat:full');
  expect(await rows.execute()).toEqual([]);
});
