import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { createPeople } from '#modules/people/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createLeases } from './lease.ts';
import { post } from './post.ts';

let database: OpenDatabase;
let id: string;
beforeAll(async () => {
  database = await testDatabase();
  await sql`insert into inboxes (id, channel) values ('desk', 'webchat')`.execute(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  id = newId();
  await sql`delete from conversations`.execute(database.db);
  await sql`
    insert into conversations (id, inbox_id, address, kind, due_at) values (${id}, 'desk', ${id}, 'private', now())
  `.execute(database.db);
});

const leasesOf = (worker: string) => {
  const people = createPeople({ clock: systemClock, configuredRoles: () => [] });
  return createLeases({ db: database.db, people, worker, inboxes: ['desk'] });
};
const idsOf = (held: readonly { id: string }[]) => held.map((one) => one.id);
const leaseEndsIn = (interval: string) =>
  sql`update conversations set lease_until = now() + ${interval}::interval`.execute(database.db);
const waiting = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(database.db);
  return rows[0]?.count;
};
const isLeased = async () => {
  const { rows } = await sql<{
    leased: boolean;
  }>`select lease_until > now() as leased from conversations`.execute(database.db);
  return rows[0]?.leased;
};

it('a conversation goes to one worker, and to the next when the lease has lapsed', async () => {
  const [anna, boris] = [leasesOf('anna'), leasesOf('boris')];
  expect(idsOf(await anna.claim(10, []))).toEqual([id]);
  expect(idsOf(await boris.claim(10, []))).toEqual([]);
  await leaseEndsIn('-1 second');
  expect(idsOf(await boris.claim(10, []))).toEqual([id]);
});

it('a worker renews what it works on, and lets lapse what it put down while the database was away', async () => {
  const anna = leasesOf('anna');
  await anna.claim(10, []);
  await leaseEndsIn('-1 second');
  await anna.renew([]);
  expect(await isLeased()).toBe(false);
  await anna.renew([id]);
  expect(await isLeased()).toBe(true);
});

it('what is said from outside while the conversation is given back is not forgotten', async () => {
  const anna = leasesOf('anna');
  const [held] = await anna.claim(10, []);
  let released: Promise<boolean> | undefined;
  await database.db.transaction().execute(async (tx) => {
    const composed = { content: { text: 'hello' }, replace: false, inDoubt: 'repeat' } as const;
    await post(tx, id, [composed]);
    // The release has begun before the message was there to be seen.
    released = anna.release({ id, afterMs: undefined, dueAt: held?.dueAt ?? '' });
    await expect.poll(waiting).toBe(1);
  });
  expect(await released).toBe(true);
  expect((await leasesOf('boris').claim(10, []))[0]?.unsent).toHaveLength(1);
});

it('a lapsed lease brings nobody a second copy of what he still works on', async () => {
  const anna = leasesOf('anna');
  await anna.claim(10, []);
  await leaseEndsIn('-1 second');
  expect(idsOf(await anna.claim(10, [id]))).toEqual([]);
  expect(idsOf(await anna.claim(10, []))).toEqual([id]);
});
