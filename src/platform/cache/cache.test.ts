import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createCache } from './cache.ts';
import { createSealing } from './sealing.ts';

const SECRET = 'a secret of the tests, long enough for them';

let database: OpenDatabase;
let now: number;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  now = Date.now();
  await database.db.deleteFrom('cache_entries').execute();
});

const open = (secret = SECRET) =>
  createCache({
    db: database.db,
    sealing: createSealing(secret, 'cache'),
    clock: { now: () => now },
    log: silent,
  });
const rows = () => database.db.selectFrom('cache_entries').selectAll().execute();
const running = new AbortController().signal;

it('keeps a text for all processes until it expires, sealed', async () => {
  const cache = open();
  await cache.set('key', 'a token of somebody', now + 1_000);
  expect(await cache.get('key')).toBe('a token of somebody');
  expect(await open().get('key')).toBe('a token of somebody');
  const [row] = await rows();
  expect(row?.value.toString('latin1')).not.toContain('token');
  now += 1_000;
  expect(await cache.get('key')).toBeUndefined();
  expect(await open().get('key')).toBeUndefined();
  await cache.sweep(running);
  expect(await rows()).toEqual([]);
});

it('cannot be read with another secret, or under another key', async () => {
  await open().set('key', 'value', now + 1_000);
  expect(await open('another secret, just as long as it is').get('key')).toBeUndefined();
  await database.db.updateTable('cache_entries').set({ key: 'other' }).execute();
  expect(await open().get('other')).toBeUndefined();
});

it('forgets the value that is meant, and none that came meanwhile', async () => {
  const [one, other] = [open(), open()];
  await one.set('key', 'old', now + 1_000);
  expect(await other.get('key')).toBe('old');
  await one.drop('key', 'old');
  await one.set('key', 'new', now + 1_000);
  await other.drop('key', 'old');
  expect(await other.get('key')).toBe('new');
  expect(await one.get('key')).toBe('new');
});

it('does without the database', async () => {
  const gone = await testDatabase();
  const cache = createCache({
    db: gone.db,
    sealing: createSealing(SECRET, 'cache'),
    clock: { now: () => now },
    log: silent,
  });
  await gone.close();
  await cache.set('key', 'value', now + 1_000);
  expect(await cache.get('key')).toBe('value');
  await cache.drop('key', 'value');
  expect(await cache.get('key')).toBeUndefined();
});
