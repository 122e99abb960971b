import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { createDelivery } from './deliver.ts';
import { defineDialogue } from './dialogue.ts';
import type { Held } from './held.ts';
import type { OutgoingMessage, Reply, Sent } from './index.ts';
import { createOutbox } from './outbox.ts';
import { createWire, heard, openConversations, type TestConversations, type Wire } from './testing.ts';
import { buttonToken } from './token.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

/** Says as many messages as it is told: `/say 3` gives 1, 2 and 3; `/once` one that must not be repeated. */
const speaker = defineDialogue({
  name: 'say',
  version: 1,
  command: 'say',
  data: {},
  steps: {},
  begin: (_, { text }) => ({
    end: true,
    say: Array.from({ length: Number(text) }, (_, index): Reply => ({ text: String(index + 1) })),
  }),
});
const once = defineDialogue({
  name: 'once',
  version: 1,
  command: 'once',
  data: {},
  steps: {},
  begin: () => ({ end: true, say: [{ text: 'code', inDoubt: 'once' }, { text: 'after' }] }),
});

const openOver = (wire: Wire) => openConversations({ db: database.db, wire, dialogues: [speaker, once] });
/** Conversations that work, over a messenger that answers as told; the first argument counts the attempts. */
const open = async (answer: (attempt: number, message: OutgoingMessage) => Sent, fields = {}) => {
  let attempts = 0;
  const wire = createWire({
    ...fields,
    answer: (message) => {
      attempts += 1;
      return answer(attempts, message);
    },
  });
  const office = await openOver(wire);
  office.start();
  return office;
};
const sent: Sent = { outcome: 'sent' };
const outgoing = async (office: TestConversations, address = 'anna') =>
  (await office.messages(address))
    .filter(({ direction }) => direction === 'out')
    .map(({ content, delivery, attempts, repeated }) => ({
      text: content.text,
      delivery,
      attempts,
      repeated,
    }));

describe('messages of a conversation', () => {
  it('leave in order, one after the other, and end as sent with what the messenger called them', async () => {
    let open1 = 0;
    const wire = createWire({
      answer: async ({ id }) => {
        open1 += 1;
        expect(open1).toBe(1);
        await Promise.resolve();
        open1 -= 1;
        return { outcome: 'sent', ref: `r${id}` };
      },
    });
    const office = await openOver(wire);
    office.start();
    await office.says('anna', '/say 20');
    await office.quiet();
    expect(office.texts('anna')).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
    const stored = (await office.messages('anna')).filter(({ direction }) => direction === 'out');
    expect(
      stored.every(
        ({ id, ref, delivery, attempts }) => ref === `r${id}` && delivery === 'sent' && attempts === 1,
      ),
    ).toBe(true);
  });

  it('stay in order when the first must wait: the others wait behind it', async () => {
    const office = await open((attempt) =>
      attempt <= 2 ? { outcome: 'later', reason: '429', afterMs: 20 } : sent,
    );
    await office.says('anna', '/say 3');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['1', '1', '1', '2', '3']);
    expect(await outgoing(office)).toEqual([
      { text: '1', delivery: 'sent', attempts: 3, repeated: false },
      { text: '2', delivery: 'sent', attempts: 1, repeated: false },
      { text: '3', delivery: 'sent', attempts: 1, repeated: false },
    ]);
  });

  it('stay in order when more turns come meanwhile', async () => {
    const office = await open((attempt) =>
      attempt === 1 ? { outcome: 'later', reason: '429', afterMs: 100 } : sent,
    );
    await office.hear(['a', 'b', 'c'].map((text) => heard('anna', { kind: 'text', text })));
    await office.says('anna', 'd');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['echo a', 'echo a', 'echo b', 'echo c', 'echo d']);
  });

  it('stay in order when a long queue waited for a worker: what is said next goes last', async () => {
    const office = await openOver(createWire());
    await office.says('anna', 'last');
    const { id } = await office.conversation('anna');
    await sql`
      with c as (update conversations set positions = positions + 120 where id = ${id} returning inbox_id)
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery, in_doubt)
      select ${id}, c.inbox_id, 'out', 0, 1 + n, n, jsonb_build_object('text', n::text), 'queued', 'repeat'
      from c, generate_series(1, 120) n
    `.execute(database.db);
    office.start();
    await office.quiet();
    expect(office.texts('anna')).toEqual([
      ...Array.from({ length: 120 }, (_, index) => String(index + 1)),
      'echo last',
    ]);
  });

  it('of one chat that has to wait do not stop another', async () => {
    const office = await open((_, { address }) =>
      address === 'anna' ? { outcome: 'later', reason: '429', afterMs: 600_000 } : sent,
    );
    await office.says('anna', '/say 2');
    await vi.waitFor(
      async () => expect(await office.conversation('anna')).toMatchObject({ said: 1, lease_by: null }),
      PATIENCE,
    );
    await office.says('boris', '/say 2');
    await vi.waitFor(() => expect(office.texts('boris')).toEqual(['1', '2']), PATIENCE);
    expect(office.texts('anna')).toEqual(['1']);
    const { due_at } = await office.conversation('anna');
    expect(Number(due_at) - Date.now()).toBeGreaterThan(500_000);
  });
});

it('a rewrite goes to where the message stands after the rewrites before it', async () => {
  const asks = defineDialogue({
    name: 'ask',
    version: 1,
    command: 'ask',
    data: { asking: z.object({}) },
    begin: () => ({ go: 'asking', data: {} }),
    steps: {
      asking: {
        ask: () => ({ text: 'again?', replace: true, buttons: [[{ label: 'Again', value: 'again' }]] }),
        hear: () => ({ go: 'asking', data: {} }),
      },
    },
  });
  let attempts = 0;
  const wire = createWire({
    // The second message has to wait for a while, the third is said meanwhile.
    answer: ({ id }) => {
      attempts += 1;
      return attempts === 2
        ? { outcome: 'later', reason: 'limit', afterMs: 300 }
        : { outcome: 'sent', ref: `ref-${id}` };
    },
  });
  const office = await openConversations({ db: database.db, wire, dialogues: [asks] });
  await office.says('anna', '/ask');
  office.start();
  await office.quiet();
  const first = wire.sent[0]?.id ?? 0;
  const press = () => heard('anna', { kind: 'choice', token: buttonToken(first, 0) });
  await office.hear([press(), press()]);
  await office.quiet();
  const rewrites = (await office.messages('anna')).filter(({ edits }) => edits !== null);
  expect(wire.sent.map(({ id, editsRef }) => [id, editsRef])).toEqual([
    [first, undefined],
    [rewrites[0]?.id, `ref-${first}`],
    [rewrites[0]?.id, `ref-${first}`],
    [rewrites[1]?.id, `ref-${rewrites[0]?.id}`],
  ]);
});

describe('an answer of the messenger', () => {
  it('`whole`: the inbox waits, in the database and so for every replica', async () => {
    const pace = { perSecond: 1_000, burst: 100 };
    const office = await open(() => ({ outcome: 'later', reason: '429', afterMs: 600_000, whole: true }), {
      pace: { private: { perSecond: 0, burst: 0 }, group: { perSecond: 0, burst: 0 }, whole: pace },
    });
    await office.says('anna', '/say 1');
    await vi.waitFor(
      async () => expect((await outgoing(office))[0]).toMatchObject({ delivery: 'queued', attempts: 1 }),
      PATIENCE,
    );
    const outbox = createOutbox({ db: database.db, worker: 'another replica' });
    const slot = await outbox.slot({ inbox: office.wire.channel.inbox, pace });
    expect(slot.taken).toBe(false);
    expect(slot.ms).toBeGreaterThan(500_000);
    await office.says('boris', '/say 1');
    await vi.waitFor(async () => expect((await office.conversation('boris')).said).toBe(1), PATIENCE);
    expect(office.texts('boris')).toEqual([]);
  });

  it('`refused`: that message failed, the next ones go on', async () => {
    const office = await open((attempt) =>
      attempt === 1 ? { outcome: 'refused', reason: 'too odd' } : sent,
    );
    await office.says('anna', '/say 2');
    await office.quiet();
    expect(await outgoing(office)).toEqual([
      { text: '1', delivery: 'failed', attempts: 1, repeated: false },
      { text: '2', delivery: 'sent', attempts: 1, repeated: false },
    ]);
    expect(await office.conversation('anna')).toMatchObject({ reachable: true });
  });

  it('`refused` and unreachable: the queue ends, and a word of the person opens it again', async () => {
    const office = await open((attempt) =>
      attempt === 1 ? { outcome: 'refused', reason: 'blocked', unreachable: true } : sent,
    );
    await office.says('anna', '/say 3');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['1']);
    expect((await outgoing(office)).map(({ delivery }) => delivery)).toEqual(['failed', 'failed', 'failed']);
    expect(await office.conversation('anna')).toMatchObject({ reachable: false });
    await office.says('anna', 'back');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['1', 'echo back']);
  });

  it('`moved`: the same message goes to the new address, and so does everything after it', async () => {
    const office = await open((_, { address }) =>
      address === 'old' ? { outcome: 'moved', to: 'new' } : sent,
    );
    await office.says('old', '/say 2');
    await office.quiet();
    expect(office.texts('old')).toEqual(['1']);
    expect(office.texts('new')).toEqual(['1', '2']);
    expect((await outgoing(office, 'new')).map(({ delivery }) => delivery)).toEqual(['sent', 'sent']);
  });

  it('`moved` to where another conversation stands: the queue ends visibly, and nothing runs in circles', async () => {
    const office = await open((_, { address }) =>
      address === 'old chat' ? { outcome: 'moved', to: 'known chat' } : sent,
    );
    await office.says('known chat', '/say 1');
    await office.quiet();
    await office.says('old chat', '/say 2');
    await office.quiet();
    expect((await outgoing(office, 'old chat')).map(({ delivery }) => delivery)).toEqual([
      'failed',
      'failed',
    ]);
  });

  it('`later` with the messenger’s own failure: sent again and marked; never what must be said once', async () => {
    const office = await open((attempt) =>
      attempt === 1 ? { outcome: 'later', reason: '502', afterMs: 1, maybeSent: true } : sent,
    );
    await office.says('anna', '/once');
    await office.quiet();
    expect((await outgoing(office))[0]).toMatchObject({ text: 'code', delivery: 'unknown', attempts: 1 });
  });

  it('`doubtful`, and a channel that throws: sent again later and marked; never when it must not be', async () => {
    const office = await open((attempt) => {
      if (attempt === 1) throw new Error('the wire broke');
      return sent;
    });
    await office.says('anna', '/once');
    await office.quiet();
    expect(await outgoing(office)).toEqual([
      { text: 'code', delivery: 'unknown', attempts: 1, repeated: false },
      { text: 'after', delivery: 'sent', attempts: 1, repeated: false },
    ]);

    const again = await open((attempt) =>
      attempt === 1 ? { outcome: 'doubtful', reason: 'timeout' } : sent,
    );
    await again.says('anna', '/say 1');
    await again.quiet();
    expect(await outgoing(again)).toEqual([{ text: '1', delivery: 'sent', attempts: 2, repeated: true }]);
  });

  it('`doubtful` three times, also while turns are worked in between: nobody knows', async () => {
    const wire = createWire({ answer: () => ({ outcome: 'doubtful', reason: 'timeout' }) });
    const office = await openOver(wire);
    const signal = new AbortController().signal;
    const deliver = createDelivery({
      db: database.db,
      outbox: createOutbox({ db: database.db, worker: 'this worker' }),
      observe: { turn: () => {}, delivery: () => {} },
      log: silent,
      signal,
    });
    await office.says('anna', 'x');
    const { id } = await office.conversation('anna');
    const { rows } = await sql<{ id: number }>`
      with c as (update conversations set lease_by = 'this worker' where id = ${id} returning inbox_id)
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery, in_doubt)
      select ${id}, c.inbox_id, 'out', 0, 2, 2, '{"text": "y"}', 'queued', 'repeat' from c returning id
    `.execute(database.db);
    const message: Held['unsent'][number] = {
      id: rows[0]?.id ?? 0,
      content: { text: 'y' },
      editsRef: null,
      edits: null,
      inDoubt: 'repeat',
      delivery: 'queued',
      attempts: 0,
      doubts: 0,
      traceId: null,
    };
    const held: Held = {
      id,
      inbox: wire.channel.inbox,
      address: 'anna',
      kind: 'private',
      language: null,
      said: 0,
      stamp: 0,
      dialogue: null,
      keyboard: null,
      offered: null,
      attempts: 0,
      reachable: true,
      dueAt: '2026-01-01',
      operatorId: null,
      queued: false,
      menu: undefined,
      heardMessages: [],
      unsent: [message],
    };
    const outcomes = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // The wait that a doubt imposes on the chat is over.
      await sql`update conversations set next_send_at = 'epoch' where id = ${id}`.execute(database.db);
      outcomes.push((await deliver(held, wire.channel, message)).outcome);
    }
    expect(outcomes).toEqual(['wait', 'wait', 'done']);
    expect(await outgoing(office)).toEqual([{ text: 'y', delivery: 'unknown', attempts: 3, repeated: true }]);
  });

  it('a message whose sender died is doubted once, however often its chat has to wait', async () => {
    const wire = createWire();
    const office = await openOver(wire);
    const worker = 'the next worker';
    const outbox = createOutbox({ db: database.db, worker });
    const observe = { turn: () => {}, delivery: () => {} };
    const { signal } = new AbortController();
    const deliver = createDelivery({ db: database.db, outbox, observe, log: silent, signal });
    await office.says('anna', 'x');
    const { id } = await office.conversation('anna');
    const { rows } = await sql<{ id: number }>`
      with c as (
        update conversations set lease_by = ${worker}, next_send_at = now() + interval '1 hour'
        where id = ${id} returning inbox_id
      )
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery, in_doubt)
      select ${id}, c.inbox_id, 'out', 0, 2, 2, '{"text": "y"}', 'sending', 'repeat' from c returning id
    `.execute(database.db);
    const message: Held['unsent'][number] = {
      id: rows[0]?.id ?? 0,
      content: { text: 'y' },
      editsRef: null,
      edits: null,
      inDoubt: 'repeat',
      delivery: 'sending',
      attempts: 1,
      doubts: 0,
      traceId: null,
    };
    const held: Held = {
      id,
      inbox: wire.channel.inbox,
      address: 'anna',
      kind: 'private',
      language: null,
      said: 0,
      stamp: 0,
      dialogue: null,
      keyboard: null,
      offered: null,
      attempts: 0,
      reachable: true,
      dueAt: '2026-01-01',
      operatorId: null,
      queued: false,
      menu: undefined,
      heardMessages: [],
      unsent: [message],
    };
    for (let wait = 0; wait < 4; wait += 1)
      expect((await deliver(held, wire.channel, message)).outcome).toBe('wait');
    const row = database.db.selectFrom('messages').select(['delivery', 'doubts', 'repeated']);
    expect(await row.where('id', '=', message.id).executeTakeFirst()).toEqual({
      delivery: 'queued',
      doubts: 1,
      repeated: true,
    });
  });

  it('attempts that certainly failed do not use up the repeat of a doubtful one', async () => {
    const office = await open((attempt) => {
      if (attempt <= 3) return { outcome: 'later', reason: '429', afterMs: 1 };
      return attempt === 4 ? { outcome: 'doubtful', reason: 'timeout' } : sent;
    });
    await office.says('anna', '/say 1');
    await office.quiet();
    expect(await outgoing(office)).toEqual([{ text: '1', delivery: 'sent', attempts: 5, repeated: true }]);
  });

  it('`later` for a day: given up at last', async () => {
    const wire = createWire({ answer: () => ({ outcome: 'later', reason: '502', afterMs: 1 }) });
    const office = await openOver(wire);
    office.start();
    await office.says('anna', '/say 0');
    await office.quiet();
    const { id } = await office.conversation('anna');
    await sql`
      with c as (update conversations set due_at = now() where id = ${id} returning inbox_id)
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, delivery, attempts,
        in_doubt) select ${id}, c.inbox_id, 'out', 1, 2, 2, '{"text": "y"}', 'queued', 298, 'repeat' from c
    `.execute(database.db);
    office.wake();
    await office.quiet();
    expect(await outgoing(office)).toEqual([
      { text: 'y', delivery: 'failed', attempts: 300, repeated: false },
    ]);
  });
});

describe('what a worker that died was sending', () => {
  /** A worker hangs in the wire and its lease lapses; another one takes over. */
  const takenOver = async (command: string) => {
    const answer = Promise.withResolvers<Sent>();
    const inbox = createWire().channel.inbox;
    const hanging = createWire({ inbox, answer: () => answer.promise });
    const dead = await openOver(hanging);
    dead.start();
    await dead.says('anna', command);
    await vi.waitFor(() => expect(hanging.sent).toHaveLength(1), PATIENCE);
    const heir = await openOver(createWire({ inbox }));
    await sql`update conversations set lease_until = now() where inbox_id = ${inbox}`.execute(database.db);
    heir.start();
    await heir.quiet();
    return { dead, heir, hanging, answer };
  };

  it('`repeat`: sent again and marked', async () => {
    const { dead, heir, hanging, answer } = await takenOver('/say 2');
    expect(heir.texts('anna')).toEqual(['1', '2']);
    expect(await outgoing(heir)).toEqual([
      { text: '1', delivery: 'sent', attempts: 2, repeated: true },
      { text: '2', delivery: 'sent', attempts: 1, repeated: false },
    ]);
    // The worker was not dead after all: its late answer undoes nothing, and it sends no more.
    answer.resolve({ outcome: 'refused', reason: 'late' });
    await dead.stop();
    expect((await outgoing(heir))[0]).toMatchObject({ delivery: 'sent' });
    expect(hanging.sent).toHaveLength(1);
  });

  it('`once`: unknown, until the one who sent it comes back and knows', async () => {
    const { dead, heir, hanging, answer } = await takenOver('/once');
    expect(heir.texts('anna')).toEqual(['after']);
    expect(await outgoing(heir)).toEqual([
      { text: 'code', delivery: 'unknown', attempts: 1, repeated: false },
      { text: 'after', delivery: 'sent', attempts: 1, repeated: false },
    ]);
    answer.resolve({ outcome: 'sent', ref: 'late' });
    await dead.stop();
    expect((await outgoing(heir))[0]).toMatchObject({ delivery: 'sent' });
    expect(hanging.sent).toHaveLength(1);
  });
});
