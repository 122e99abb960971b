import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createGoneSweep } from './sweep.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

it('forgets deleted products after a day, and none earlier', async () => {
  const now = Date.parse('2026-05-05T12:00:00Z');
  await database.pool.query(
    "insert into search_gone (product_id, at) values (1, '2026-05-04T11:59:00Z'), (2, '2026-05-04T12:01:00Z')",
  );
  await createGoneSweep({ db: database.db, clock: { now: () => now } }).sweep(new AbortController().signal);
  const { rows } = await database.pool.query('select product_id from search_gone');
  expect(rows).toEqual([{ product_id: 2 }]);
});
