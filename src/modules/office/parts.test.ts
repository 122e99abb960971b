import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { databaseCheck } from './parts/database.ts';
import { deadLettersCheck } from './parts/dead-letters.ts';
import { inboxesCheck } from './parts/inboxes.ts';
import { modulesCheck } from './parts/modules.ts';
import { outgoingCheck } from './parts/outgoing.ts';
import { processCheck, watchProcess } from './parts/process.ts';
import { storageCheck } from './parts/storage.ts';
import { workersCheck } from './parts/workers.ts';
import { Part } from './schema.ts';
import { openConversation } from './testing.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => sql`truncate conversations, messages, turns cascade`.execute(database.db));
afterAll(() => database?.close());

const figuresOf = (part: Part | undefined) => ({ ...part?.facts }) as Record<string, number>;
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);

it('the database tells its figures', async () => {
  const [part] = await databaseCheck({ db: database.db, embedded: true }).look();
  expect(Part.parse(part)).toEqual(part);
  expect(part).toMatchObject({ part: 'database', state: 'ok', cure: null });
  expect(part?.facts).toMatchObject({
    kind: 'embedded',
    version: expect.stringMatching(/^\d+/),
    last_migration: expect.stringMatching(/^\d{4}-.+\.sql$/),
  });
  const { size_bytes, connections, max_connections, migrations } = figuresOf(part);
  for (const figure of [size_bytes, connections, max_connections, migrations])
    expect(figure).toBeGreaterThan(0);
});

describe('workers', () => {
  const look = () => workersCheck({ db: database.db, inboxes: ['webchat'] }).look();

  it('are well when nothing waits', async () => {
    await openConversation(database.db);
    expect(await look()).toEqual([
      {
        part: 'workers',
        name: null,
        state: 'ok',
        facts: { waiting_turns: 0, oldest_wait_seconds: 0, held_conversations: 0, workers: 0 },
        cure: null,
      },
    ]);
  });

  it('are well when work has just come, and when it is put off', async () => {
    await openConversation(database.db, { heard: 3, said: 1, due_at: ago(20) });
    await openConversation(database.db, { heard: 1, said: 0, due_at: ago(-600) });
    const [part] = await look();
    expect(part).toMatchObject({ state: 'ok', facts: { waiting_turns: 3 } });
  });

  it('are down when work is due for long and nobody holds any', async () => {
    await openConversation(database.db, { heard: 1, said: 0, due_at: ago(90) });
    const [part] = await look();
    expect(part).toMatchObject({ state: 'down', cure: 'start_worker', facts: { workers: 0 } });
    expect(figuresOf(part).oldest_wait_seconds).toBeGreaterThanOrEqual(90);
  });

  it('are too few when they work and some wait for long', async () => {
    await openConversation(database.db, { heard: 1, said: 0, due_at: ago(90) });
    const held = { heard: 1, said: 0, due_at: ago(900), lease_until: ago(-60) };
    await openConversation(database.db, { ...held, lease_by: 'one' });
    await openConversation(database.db, { ...held, lease_by: 'two' });
    const [part] = await look();
    expect(part).toMatchObject({
      state: 'degraded',
      cure: 'add_workers',
      facts: { waiting_turns: 3, held_conversations: 2, workers: 2 },
    });
    expect(figuresOf(part).oldest_wait_seconds).toBeLessThan(900);
  });

  it('are not blamed for an inbox that is not configured', async () => {
    await openConversation(database.db, { inbox: 'telegram', heard: 1, said: 0, due_at: ago(900) });
    expect(await look()).toMatchObject([{ state: 'ok', facts: { waiting_turns: 0 } }]);
  });
});

describe('outgoing messages', () => {
  const look = () => outgoingCheck({ db: database.db }).look();

  it('are well when they wait for a moment', async () => {
    const { keeps } = await openConversation(database.db);
    await keeps('sent', ago(10));
    await keeps('queued', ago(10));
    expect(await look()).toMatchObject([{ state: 'ok', cure: null, facts: { unsent: 1 } }]);
  });

  it('are ill when they wait for long', async () => {
    const { keeps } = await openConversation(database.db);
    await keeps('queued', ago(200));
    expect(await look()).toMatchObject([{ state: 'degraded', cure: 'wait_for_channel' }]);
  });

  it('are ill when some did not arrive today', async () => {
    const { keeps } = await openConversation(database.db);
    await keeps('failed', ago(60));
    await keeps('unknown', ago(3_600));
    await keeps('failed', ago(90_000));
    expect(await look()).toMatchObject([
      {
        state: 'degraded',
        cure: 'see_deliveries',
        facts: { failed_24h: 1, unknown_24h: 1, unreachable_24h: 0 },
      },
    ]);
  });

  it('are well when what failed was sent again and arrived', async () => {
    const { id, keeps } = await openConversation(database.db);
    await keeps('failed', ago(60));
    await keeps('sent', ago(30));
    await sql`
      update messages again set external_id = 'retry:' || failed.id from messages failed
      where again.conversation_id = ${id} and again.position = 2
        and failed.conversation_id = ${id} and failed.position = 1
    `.execute(database.db);
    expect(await look()).toMatchObject([{ state: 'ok', cure: null, facts: { failed_24h: 0 } }]);
    await sql`update messages set delivery = 'failed' where conversation_id = ${id}`.execute(database.db);
    expect(await look()).toMatchObject([{ state: 'degraded', facts: { failed_24h: 1 } }]);
  });

  it('are well when people have left', async () => {
    const { keeps } = await openConversation(database.db, { reachable: false });
    await keeps('failed', ago(60));
    expect(await look()).toMatchObject([{ state: 'ok', facts: { failed_24h: 0, unreachable_24h: 1 } }]);
  });
});

it('dead letters are ill while one waits', async () => {
  const look = () => deadLettersCheck({ db: database.db }).look();
  expect(await look()).toMatchObject([{ state: 'ok', facts: { count: 0, oldest_at: null } }]);
  const { works } = await openConversation(database.db);
  await works(1, ago(60), { state: 'discarded' });
  await works(2, ago(60), { state: 'replayed' });
  expect(await look()).toMatchObject([{ state: 'ok' }]);
  const at = ago(120);
  await works(3, at, { state: 'dead' });
  expect(await look()).toMatchObject([
    { state: 'degraded', cure: 'see_dead_letters', facts: { count: 1, oldest_at: at.toISOString() } },
  ]);
});

it.each([
  [1024 ** 3, 'ok', null],
  [1024 ** 3 - 1, 'degraded', 'free_disk'],
] as const)('storage with %i bytes is %s', async (free, state, cure) => {
  expect(await storageCheck({ freeBytes: async () => free }).look()).toEqual([
    { part: 'storage', name: null, state, facts: { free_bytes: free }, cure },
  ]);
});

describe('the process', () => {
  const well = { loop_lag_ms: 5, memory_bytes: 1e8, heap_bytes: 5e7, heap_limit_bytes: 1e9 };

  it.each([
    ['well', {}, 'ok', null],
    ['behind', { loop_lag_ms: 300 }, 'degraded', 'give_more_processor'],
    ['full', { heap_bytes: 9e8 }, 'degraded', 'give_more_memory'],
  ] as const)('is %s', async (_, figures, state, cure) => {
    expect(await processCheck({ figures: () => ({ ...well, ...figures }) }).look()).toMatchObject([
      { state, cure },
    ]);
  });

  it('tells figures of itself', () => {
    const figures = watchProcess()();
    expect(figures.loop_lag_ms).toBeGreaterThanOrEqual(0);
    expect(figures.memory_bytes).toBeGreaterThan(1e7);
    expect(figures.heap_bytes).toBeLessThan(figures.heap_limit_bytes);
  });
});

it('inboxes are told one by one', async () => {
  const heard = new Date('2026-03-10T12:00:00Z');
  const quiet = { lastHeardAt: null, status: null };
  const inboxStates = async () => [
    { ...quiet, id: 'webchat', channel: 'webchat', health: 'ok' as const, cure: null, lastHeardAt: heard },
    { ...quiet, id: 'rocketchat', channel: 'rocketchat', health: 'off' as const, cure: 'needs_setting' },
    {
      ...quiet,
      id: 'shop',
      channel: 'telegram',
      health: 'down' as const,
      cure: 'unauthorized',
      status: { account: '@shop_bot' },
    },
  ];
  const parts = await inboxesCheck({ inboxStates }).look();
  expect(parts.map((part) => Part.parse(part))).toEqual(parts);
  expect(parts).toEqual([
    {
      part: 'inbox',
      name: 'webchat',
      state: 'ok',
      facts: { channel: 'webchat', account: null, last_heard_at: heard.toISOString(), trouble: null },
      cure: null,
    },
    {
      part: 'inbox',
      name: 'shop',
      state: 'down',
      facts: { channel: 'telegram', account: '@shop_bot', last_heard_at: null, trouble: 'unauthorized' },
      cure: 'see_inboxes',
    },
  ]);
});

it('modules without their keys are off and tell which', async () => {
  expect(await modulesCheck({ absent: [] }).look()).toEqual([]);
  expect(await modulesCheck({ absent: [{ name: 'telegram', needs: 'BOT_TOKEN' }] }).look()).toEqual([
    { part: 'module', name: 'telegram', state: 'off', facts: { needs: 'BOT_TOKEN' }, cure: 'set_keys' },
  ]);
});
