import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase, Tx } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createQueue } from './queue.ts';

let database: OpenDatabase;
let most: number | null = null;
beforeAll(async () => {
  database = await testDatabase();
  await sql`insert into inboxes (id, channel) values ('desk', 'webchat')`.execute(database.db);
});
afterAll(() => database?.close());
beforeEach(async () => {
  await sql`delete from conversations`.execute(database.db);
  most = null;
});

const queue = createQueue({
  settings: {
    get: (async () => ({
      return_after_minutes: 30,
      max_queue: most,
      queue_full: { ru: '', en: '' },
    })) as never,
  },
});
const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.db.transaction().execute(work);

/** A conversation of somebody new. */
const somebody = async (): Promise<{ id: string; personId: string }> => {
  const [id, personId] = [newId(), newId()];
  await sql`insert into people (id) values (${personId})`.execute(database.db);
  await sql`
    insert into conversations (id, inbox_id, address, kind, person_id) values (${id}, 'desk', ${id}, 'private', ${personId})
  `.execute(database.db);
  return { id, personId };
};
const joins = ({ id }: { id: string }) => inTx((tx) => queue.join(tx, id));
const place = ({ id }: { id: string }) => queue.place(database.db, id);

it('who came first is first; whoever joins again keeps the place; who leaves makes room', async () => {
  const [first, second, third] = [await somebody(), await somebody(), await somebody()];
  for (const one of [first, second, third, first]) await joins(one);
  expect([await place(first), await place(second), await place(third)]).toEqual([1, 2, 3]);
  await inTx((tx) => queue.leave(tx, first.id));
  expect([await place(first), await place(second), await place(third)]).toEqual([undefined, 1, 2]);
});

it('who is with an operator does not join', async () => {
  const one = await somebody();
  await sql`update conversations set operator_id = ${one.personId} where id = ${one.id}`.execute(database.db);
  await joins(one);
  expect(await place(one)).toBeUndefined();
});

it('lets nobody in any more when it is full, and keeps who is in', async () => {
  const [first, second] = [await somebody(), await somebody()];
  most = 1;
  expect(await joins(first)).toEqual({ ok: true });
  expect(await joins(second)).toEqual({ ok: false, reason: 'full' });
  expect(await joins(first)).toEqual({ ok: true });
  expect([await place(first), await place(second)]).toEqual([1, undefined]);
});

it('the blocked take nobody’s place, and count for nothing', async () => {
  const [rude, polite] = [await somebody(), await somebody()];
  for (const one of [rude, polite]) await joins(one);
  await sql`update people set blocked_at = now() where id = ${rude.personId}`.execute(database.db);
  most = 2;
  expect([await place(polite), await queue.isFull(database.db)]).toEqual([1, false]);
  await sql`update people set blocked_until = now() where id = ${rude.personId}`.execute(database.db);
  expect([await place(polite), await queue.isFull(database.db)]).toEqual([2, true]);
});
