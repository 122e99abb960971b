import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { forgottenVisitors } from './forget.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

it('forgets who stayed away the longest, a few at a time', async () => {
  const { db } = database;
  const visitors = [1, 2, 3].map((month) => ({
    visitor: newId(),
    seen_at: new Date(Date.UTC(2026, month, 1)),
  }));
  const [first, second, third] = visitors.map(({ visitor }) => visitor);
  await db
    .insertInto('chat_sessions')
    .values(visitors.map((row, at) => ({ ...row, token_hash: Buffer.from([at]), locale: 'ru' })))
    .execute();
  const forget = (limit: number) =>
    db.transaction().execute((tx) => forgottenVisitors.forget(tx, new Date(Date.UTC(2026, 3, 1)), limit));
  expect(await forget(1)).toEqual([first]);
  expect(await forget(9)).toEqual([second]);
  expect(await forget(9)).toEqual([]);
  const left = await db.selectFrom('chat_sessions').select('visitor').execute();
  expect(left).toEqual([{ visitor: third }]);
});
