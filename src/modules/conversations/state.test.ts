import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { officeState } from './state.ts';
import { openConversations } from './testing.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const QUIET = { waitingTurns: 0, oldestWaitSeconds: 0, unsent: 0, undelivered: 0, deadLetters: 0 };

it('the state of the office: what waits and what failed', async () => {
  const { db } = database;
  expect(await officeState(db)).toEqual({ conversations: 0, ...QUIET });

  const office = await openConversations({ db });
  for (const [address, text] of [
    ['anna', 'one'],
    ['anna', 'two'],
    ['boris', 'one'],
  ] as const)
    await office.says(address, text);
  await sql`update conversations set due_at = now() - interval '90 seconds' where address = 'anna'`.execute(
    db,
  );
  const waiting = await officeState(db);
  expect(waiting).toMatchObject({
    ...QUIET,
    conversations: 2,
    waitingTurns: 3,
    oldestWaitSeconds: expect.any(Number),
  });
  expect(waiting.oldestWaitSeconds).toBeGreaterThanOrEqual(90);

  office.start();
  await office.quiet();
  expect(await officeState(db)).toEqual({ conversations: 2, ...QUIET });

  const set = (text: string, change: string) =>
    sql`update messages set ${sql.raw(change)} where content->>'text' = ${text}`.execute(db);
  await set('echo two', "delivery = 'queued'");
  await sql`update messages set delivery = 'unknown' where content->>'text' = 'echo one'`.execute(db);
  await sql`update turns set state = 'dead' where number = 2`.execute(db);
  expect(await officeState(db)).toMatchObject({ unsent: 1, undelivered: 2, deadLetters: 1 });
  // Of what was sent again the copy tells whether it arrived.
  await sql`
    update messages again set external_id = 'retry:' || failed.id, delivery = 'sent'
    from messages failed, conversations c
    where c.id = failed.conversation_id and c.address = 'anna' and again.conversation_id = c.id
      and failed.content->>'text' = 'echo one' and again.content->>'text' = 'echo two'
  `.execute(db);
  expect(await officeState(db)).toMatchObject({ unsent: 0, undelivered: 1 });
  await set('echo two', "delivery = 'unknown'");
  expect(await officeState(db)).toMatchObject({ undelivered: 2 });
  await set('echo two', "delivery = 'queued'");
  await set('echo one', "at = now() - interval '25 hours'");
  expect(await officeState(db)).toMatchObject({ unsent: 1, undelivered: 0, deadLetters: 1 });
});
