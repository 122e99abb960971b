import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createOutbox, type Ending, type Outbox } from './outbox.ts';

const WORKER = 'this worker';

let database: OpenDatabase;
let outbox: Outbox;
let inbox: string;

beforeAll(async () => {
  database = await testDatabase();
  outbox = createOutbox({ db: database.db, worker: WORKER });
});

afterAll(() => database?.close());

beforeEach(async () => {
  inbox = newId();
  await database.db.insertInto('inboxes').values({ id: inbox, channel: 'wire' }).execute();
});

/** A conversation with queued messages, held by a worker. */
const queue = async (count: number, worker: string | null = WORKER) => {
  const conversationId = newId();
  await sql`
    insert into conversations (id, inbox_id, address, kind, lease_by) values (${conversationId}, ${inbox},
      ${conversationId}, 'private', ${worker})
  `.execute(database.db);
  const { rows } = await sql<{ id: number }>`
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery)
    select ${conversationId}, ${inbox}, 'out', n, n, n, '{"text": "x"}', 'queued' from generate_series(1, ${count}) n
    returning id
  `.execute(database.db);
  return { conversationId, ids: rows.map(({ id }) => id) };
};

/** Seconds from now, by the database's clock, until the next message of the chat or of the inbox may leave. */
const secondsUntil = async (table: 'conversations' | 'inboxes', id: string): Promise<number> => {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from next_send_at - now())::float8 as seconds from ${sql.table(table)} where id::text = ${id}
  `.execute(database.db);
  return rows[0]?.seconds ?? Number.NaN;
};
/** Moves the clock of a chat or an inbox: as if so many seconds had gone by. */
const passes = async (table: 'conversations' | 'inboxes', id: string, seconds: number): Promise<void> => {
  await sql`
    update ${sql.table(table)} set next_send_at = next_send_at - make_interval(secs => ${seconds}) where id::text = ${id}
  `.execute(database.db);
};
/** The attempt has succeeded: the next message of the chat may ask. */
const succeeds = async (id: number): Promise<void> => {
  await sql`update messages set delivery = 'sent' where id = ${id}`.execute(database.db);
};
const messageOf = async (id: number) => {
  const { rows } = await sql<{
    delivery: string;
    attempts: number;
    ref: string | null;
    repeated: boolean;
    error: string | null;
  }>`
    select delivery, attempts, ref, repeated, error from messages where id = ${id}
  `.execute(database.db);
  return rows[0];
};

describe('the pace of one chat', () => {
  const SLOW = { perSecond: 1 / 60, burst: 1 };

  it('lets one go, then asks to wait for the rest of the gap', async () => {
    const { conversationId, ids } = await queue(2);
    const permit = (index: number) =>
      outbox.permit({ messageId: ids[index] ?? 0, conversationId, pace: SLOW });
    expect(await permit(0)).toBe('granted');
    await succeeds(ids[0] ?? 0);
    const gap = await secondsUntil('conversations', conversationId);
    expect(gap).toBeGreaterThan(50);
    expect(gap).toBeLessThanOrEqual(60);
    const wait = await permit(1);
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    expect(await messageOf(ids[1] ?? 0)).toMatchObject({ delivery: 'queued', attempts: 0 });
    expect(await secondsUntil('conversations', conversationId)).toBeLessThanOrEqual(gap);

    await passes('conversations', conversationId, 60);
    expect(await permit(1)).toBe('granted');
    expect(await messageOf(ids[1] ?? 0)).toMatchObject({ delivery: 'sending', attempts: 1 });
  });

  it('lets a burst go after a silence, however long that was', async () => {
    const { conversationId, ids } = await queue(4);
    const pace = { perSecond: 1 / 60, burst: 3 };
    const permits = [];
    for (const messageId of ids) {
      permits.push(await outbox.permit({ messageId, conversationId, pace }));
      await succeeds(messageId);
    }
    expect(permits.slice(0, 3)).toEqual(['granted', 'granted', 'granted']);
    expect(permits[3]).toBeGreaterThan(50_000);
    expect(permits[3]).toBeLessThanOrEqual(60_000);
    expect(await secondsUntil('conversations', conversationId)).toBeGreaterThan(170);
  });

  it('is no matter to another chat, and none at all without a limit', async () => {
    const [slow, other, free] = [await queue(1), await queue(1), await queue(2)];
    const pace = SLOW;
    const ask = (of: typeof slow, index: number, at = pace) =>
      outbox.permit({ messageId: of.ids[index] ?? 0, conversationId: of.conversationId, pace: at });
    const none = { perSecond: 0, burst: 0 };
    expect(await Promise.all([ask(slow, 0), ask(other, 0), ask(free, 0, none)])).toEqual([
      'granted',
      'granted',
      'granted',
    ]);
    await succeeds(free.ids[0] ?? 0);
    expect(await ask(free, 1, none)).toBe('granted');
    expect(await secondsUntil('conversations', free.conversationId)).toBeLessThan(-1_000_000);
  });

  it('is given to nobody before those who wait in front: what the worker has not loaded goes first', async () => {
    const { conversationId, ids } = await queue(2);
    const [first = 0, second = 0] = ids;
    const permit = (messageId: number) => outbox.permit({ messageId, conversationId, pace: SLOW });
    expect(await permit(second)).toBe('lost');
    expect(await messageOf(second)).toMatchObject({ delivery: 'queued', attempts: 0 });
    expect(await secondsUntil('conversations', conversationId)).toBeLessThan(0);
    expect(await permit(first)).toBe('granted');
    expect(await permit(second)).toBe('lost');
  });

  it('is asked by who holds the lease: nobody else may send', async () => {
    const [theirs, free] = [await queue(1, 'somebody else'), await queue(1, null)];
    for (const { conversationId, ids } of [theirs, free]) {
      const permission = await outbox.permit({ messageId: ids[0] ?? 0, conversationId, pace: SLOW });
      expect(permission).toBe('lost');
      expect(await messageOf(ids[0] ?? 0)).toMatchObject({ delivery: 'queued', attempts: 0 });
      expect(await secondsUntil('conversations', conversationId)).toBeLessThan(0);
    }
  });
});

describe('the pace of a whole inbox', () => {
  const PACE = { perSecond: 0.1, burst: 1 };
  const slots = (count: number, pace = PACE) =>
    Promise.all(Array.from({ length: count }, () => outbox.slot({ inbox, pace })));

  it('takes slots one gap apart, in one order for all who ask', async () => {
    const pace = { perSecond: 10, burst: 1 };
    const given = [...(await slots(3, pace)), ...(await slots(2, pace))];
    expect(given[0]).toEqual({ taken: true, ms: 0 });
    for (const [index, slot] of given.entries()) {
      expect(slot.taken).toBe(true);
      expect(slot.ms).toBeLessThanOrEqual(index * 100);
    }
    expect(await secondsUntil('inboxes', inbox)).toBeLessThanOrEqual(0.5);
  });

  it('takes none that is far away: who would wait long is told how long, and asks again', async () => {
    const given = await slots(3);
    expect(given[0]).toEqual({ taken: true, ms: 0 });
    expect(given.slice(1).map(({ taken }) => taken)).toEqual([false, false]);
    expect(given[1]?.ms).toBeGreaterThan(5_000);
    expect(given[2]?.ms).toBeGreaterThan(15_000);
    const next = await secondsUntil('inboxes', inbox);
    expect(next).toBeGreaterThan(5);
    expect(next).toBeLessThanOrEqual(10);
  });

  it('does not save up slots of a silence beyond the burst', async () => {
    await slots(1);
    await passes('inboxes', inbox, 100_000);
    const given = await slots(4, { perSecond: 0.1, burst: 2 });
    expect(given.map(({ taken }) => taken)).toEqual([true, true, false, false]);
  });

  it('is held for as long as the messenger asked, and never shortened', async () => {
    await outbox.hold(inbox, 60_000);
    expect(await secondsUntil('inboxes', inbox)).toBeGreaterThan(50);
    await outbox.hold(inbox, 1_000);
    const held = await secondsUntil('inboxes', inbox);
    expect(held).toBeGreaterThan(50);
    expect(held).toBeLessThanOrEqual(60);
    const [slot] = await slots(1);
    expect(slot?.taken).toBe(false);
    expect(slot?.ms).toBeGreaterThan(50_000);
  });

  it('is one inbox’s own', async () => {
    await outbox.hold(inbox, 60_000);
    const other = newId();
    await database.db.insertInto('inboxes').values({ id: other, channel: 'wire' }).execute();
    const given = await Promise.all([
      outbox.slot({ inbox: other, pace: PACE }),
      outbox.slot({ inbox, pace: PACE }),
    ]);
    expect(given.map(({ taken }) => taken)).toEqual([true, false]);
  });
});

describe('the pace that a chat was told to keep', () => {
  const pace = { perSecond: 1, burst: 3 };

  it('holds whatever is asked, with a limit of its own or without', async () => {
    const { conversationId, ids } = await queue(1);
    await outbox.holdChat(conversationId, 60_000, pace);
    for (const asked of [pace, { perSecond: 0, burst: 0 }]) {
      const wait = await outbox.permit({ messageId: ids[0] ?? 0, conversationId, pace: asked });
      expect(wait).toBeGreaterThan(50_000);
    }
    expect(await messageOf(ids[0] ?? 0)).toMatchObject({ delivery: 'queued', attempts: 0 });
  });
});

it('a message that has been sent already is not permitted again', async () => {
  const { conversationId, ids } = await queue(1);
  const ask = () =>
    outbox.permit({ messageId: ids[0] ?? 0, conversationId, pace: { perSecond: 0, burst: 0 } });
  expect(await ask()).toBe('granted');
  await outbox.end({
    messageId: ids[0] ?? 0,
    conversationId,
    delivery: 'sent',
    ref: null,
    error: null,
    repeated: false,
    doubt: false,
  });
  expect(await ask()).toBe('lost');
});

describe('the end of an attempt', () => {
  const ending = (
    fields: Partial<Ending> & Pick<Ending, 'messageId' | 'conversationId' | 'delivery'>,
  ): Ending => ({
    ref: null,
    error: null,
    repeated: false,
    doubt: false,
    ...fields,
  });

  it('is recorded by who holds the lease', async () => {
    const { conversationId, ids } = await queue(2);
    const [one = 0, two = 0] = ids;
    await Promise.all([
      outbox.end(ending({ messageId: one, conversationId, delivery: 'sent', ref: 'r' })),
      outbox.end(
        ending({ messageId: two, conversationId, delivery: 'queued', error: 'doubt', repeated: true }),
      ),
    ]);
    expect(await messageOf(one)).toMatchObject({ delivery: 'sent', ref: 'r', repeated: false });
    expect(await messageOf(two)).toMatchObject({ delivery: 'queued', error: 'doubt', repeated: true });
    await outbox.end(ending({ messageId: two, conversationId, delivery: 'sent', ref: 'r2' }));
    expect(await messageOf(two)).toMatchObject({ delivery: 'sent', error: null, repeated: true });
  });

  it('without the lease counts only when it was sent: the others know better', async () => {
    const { conversationId, ids } = await queue(2, 'somebody else');
    const [one = 0, two = 0] = ids;
    await outbox.end(ending({ messageId: one, conversationId, delivery: 'failed', error: 'late' }));
    expect(await messageOf(one)).toMatchObject({ delivery: 'queued', error: null });
    await outbox.end(ending({ messageId: two, conversationId, delivery: 'sent', ref: 'late' }));
    expect(await messageOf(two)).toMatchObject({ delivery: 'sent', ref: 'late' });
  });

  it('of a chat that cannot be reached ends everything that waits in it, and nothing else', async () => {
    const [gone, other] = [await queue(3), await queue(1)];
    const [first = 0, ...rest] = gone.ids;
    await outbox.end(ending({ messageId: first, conversationId: gone.conversationId, delivery: 'sent' }));
    await outbox.unreachable(gone.conversationId);
    expect(await messageOf(first)).toMatchObject({ delivery: 'sent' });
    for (const id of rest) expect(await messageOf(id)).toMatchObject({ delivery: 'failed' });
    expect(await messageOf(other.ids[0] ?? 0)).toMatchObject({ delivery: 'queued' });
  });
});
