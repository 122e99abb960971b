import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { defineDialogue } from './dialogue.ts';
import { createLeases } from './lease.ts';
import { createWire, heard, openConversations } from './testing.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const CHATS = 50;
const TURNS = 20;

describe('two workers over one inbox', () => {
  it('work every turn once, and answer each conversation in order', async () => {
    const inbox = createWire().channel.inbox;
    const said: { readonly worker: string; readonly address: string; readonly text: string }[] = [];
    const openWorker = (worker: string) =>
      openConversations({
        db: database.db,
        worker: `${worker} of ${inbox}`,
        wire: createWire({
          inbox,
          answer: ({ address, text }) => {
            said.push({ worker, address, text });
            return { outcome: 'sent' };
          },
        }),
      });
    const workers = [await openWorker('one'), await openWorker('two')] as const;
    for (const worker of workers) worker.start();
    const chats = Array.from({ length: CHATS }, (_, index) => `chat ${index}`);
    for (let turn = 1; turn <= TURNS; turn += 1) {
      const batch = chats.map((address) => heard(address, { kind: 'text', text: String(turn) }));
      const middle = CHATS / 2;
      await Promise.all([
        workers[turn % 2 === 0 ? 0 : 1].hear(batch.slice(0, middle)),
        workers[turn % 2 === 0 ? 1 : 0].hear(batch.slice(middle)),
      ]);
    }
    await workers[0].quiet();

    const expected = Array.from({ length: TURNS }, (_, index) => `echo ${index + 1}`);
    for (const chat of chats)
      expect(said.filter(({ address }) => address === chat).map(({ text }) => text)).toEqual(expected);
    expect(new Set(said.map(({ worker }) => worker))).toEqual(new Set(['one', 'two']));
    const { rows } = await sql<{ turns: number; first: number }>`
      select count(*) as turns, count(*) filter (where t.attempts = 1 and t.state = 'done') as first
      from turns t join conversations c on c.id = t.conversation_id where c.inbox_id = ${inbox}
    `.execute(database.db);
    expect(rows).toEqual([{ turns: CHATS * TURNS, first: CHATS * TURNS }]);
  });

  it('do not wait for each other: a conversation that is held leaves the others free', async () => {
    const gate = Promise.withResolvers<void>();
    const slow = defineDialogue({
      name: 'slow',
      version: 1,
      command: 'slow',
      data: {},
      steps: {},
      begin: async () => {
        await gate.promise;
        return { end: true, say: { text: 'slow done' } };
      },
    });
    const office = await openConversations({ db: database.db, dialogues: [slow] });
    office.start();
    await office.says('anna', '/slow');
    await office.says('anna', 'behind');
    await office.says('boris', 'hello');
    await vi.waitFor(() => expect(office.texts('boris')).toEqual(['echo hello']), PATIENCE);
    expect(office.texts('anna')).toEqual([]);
    gate.resolve();
    await office.quiet();
    expect(office.texts('anna')).toEqual(['slow done', 'echo behind']);
  });
});

it('two workers that claim at the same moment never hold the same conversation', async () => {
  const office = await openConversations({ db: database.db });
  const inboxes = [office.wire.channel.inbox];
  const leases = ['one', 'two'].map((worker) =>
    createLeases({ db: database.db, people: office.people, worker, inboxes }),
  );
  await office.hear(
    Array.from({ length: 60 }, (_, index) => heard(`chat ${index}`, { kind: 'text', text: 'hello' })),
  );
  const claimed: string[] = [];
  while (claimed.length < 60) {
    const held = (await Promise.all(leases.map(({ claim }) => claim(5, [])))).flat();
    expect(held.length).toBeGreaterThan(0);
    claimed.push(...held.map(({ id }) => id));
  }
  expect(new Set(claimed).size).toBe(60);
});

describe('a worker that ends', () => {
  it('ends the turn it is in and gives the rest back at once', async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const slow = defineDialogue({
      name: 'slow',
      version: 1,
      command: 'slow',
      data: {},
      steps: {},
      begin: async () => {
        begun.resolve();
        await gate.promise;
        return { end: true, say: { text: 'slow done' } };
      },
    });
    const wire = createWire();
    const ending = await openConversations({ db: database.db, wire, dialogues: [slow] });
    await ending.hear([
      heard('anna', { kind: 'text', text: '/slow' }),
      heard('anna', { kind: 'text', text: 'next' }),
    ]);
    ending.start();
    await begun.promise;
    const stopped = ending.stop();
    gate.resolve();
    await stopped;
    expect(await ending.conversation('anna')).toMatchObject({
      said: 1,
      lease_by: null,
      due_at: expect.any(Date),
    });
    expect(ending.texts('anna')).toEqual([]);

    const heir = await openConversations({ db: database.db, wire, dialogues: [slow] });
    heir.start();
    await heir.quiet();
    expect(heir.texts('anna')).toEqual(['slow done', 'echo next']);
  });

  it('without a goodbye leaves its leases: the only process takes them over at its start', async () => {
    const wire = createWire();
    const office = await openConversations({ db: database.db, wire });
    await office.says('anna', 'hello');
    const hold = () =>
      sql`
        update conversations set lease_by = 'dead', lease_until = now() + interval '1 hour'
        where inbox_id = ${wire.channel.inbox}
      `.execute(database.db);
    await hold();
    office.start({ alone: true });
    await office.quiet();
    expect(office.texts('anna')).toEqual(['echo hello']);
  });
});

it('a worker works only the inboxes it can speak for', async () => {
  const [mine, theirs] = [
    await openConversations({ db: database.db }),
    await openConversations({ db: database.db }),
  ];
  await theirs.says('anna', 'hello');
  await mine.says('anna', 'hello');
  mine.start();
  await mine.quiet();
  expect(await theirs.conversation('anna')).toMatchObject({ said: 0, lease_by: null });
  expect(await mine.conversation('anna')).toMatchObject({ said: 1 });
});

it('who watches a conversation is told of every turn', async () => {
  const office = await openConversations({ db: database.db });
  office.start();
  await office.says('anna', 'one');
  await office.says('anna', 'two');
  await office.quiet();
  const { id } = await office.conversation('anna');
  await vi.waitFor(() => expect(office.said).toEqual([id, id]), PATIENCE);
});
