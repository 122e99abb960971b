import { sql } from 'kysely';
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

it('forgets nobody who waits, or was heard since', async () => {
  const { db } = database;
  await sql`insert into inboxes (id, channel) values ('webchat', 'webchat')`.execute(db);
  await sql`delete from chat_sessions`.execute(db);
  const operator = newId();
  await sql`insert into people (id) values (${operator})`.execute(db);
  const [before, long, lately] = [4, 2, 5].map((month) => new Date(Date.UTC(2026, month, 1)));
  const visits = async (columns: Readonly<Record<string, unknown>>) => {
    const visitor = newId();
    await db
      .insertInto('chat_sessions')
      .values({ visitor, token_hash: Buffer.from(visitor), locale: 'ru', seen_at: long })
      .execute();
    await db
      .insertInto('conversations')
      .values({
        id: newId(),
        inbox_id: 'webchat',
        address: visitor,
        kind: 'private',
        heard_at: long,
        ...columns,
      })
      .execute();
    return visitor;
  };
  const done = await visits({});
  for (const columns of [
    { queued_at: long },
    { operator_id: operator },
    { waiting_since: long },
    { heard: 2, said: 1 },
    { heard_at: lately },
  ])
    await visits(columns);
  const unsent = await visits({});
  await sql`
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery)
    select id, 'webchat', 'out', 1, 1, 1, '{"text": "x"}', 'queued' from conversations where address = ${unsent}
  `.execute(db);
  const gone = await db.transaction().execute((tx) => forgottenVisitors.forget(tx, before as Date, 99));
  expect(gone).toEqual([done]);
});
