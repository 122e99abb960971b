import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createFileRemoval } from '#modules/files/index.ts';
import type { SettingValue } from '#modules/settings/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createRetention } from './retention.ts';

const DAY = 86_400_000;
/** Long after everything that a test says was long ago. */
const NOW = Date.UTC(2026, 5, 1);
const ago = (days: number) => new Date(NOW - days * DAY);

let database: OpenDatabase;
let folder: string;
let seen: Map<string, Date>;
let keep: SettingValue<'retention'>;

const clock = { now: () => NOW };

beforeEach(async () => {
  await closeAll();
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kontora-retention-'));
  seen = new Map();
  keep = { messages_days: null, turns_days: null, visitors_days: null };
  await sql`insert into inboxes (id, channel) values ('webchat', 'webchat'), ('telegram', 'telegram')`.execute(
    database.db,
  );
});
const closeAll = async () => {
  await database?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
};
afterAll(closeAll);

const storage = () => createFolderStorage({ folder });
const retention = async () =>
  createRetention({
    db: database.db,
    settings: { get: async () => keep as never },
    removal: createFileRemoval({ storage: await storage(), clock }),
    visitors: {
      inbox: 'webchat',
      forget: async (_, before, limit) => {
        const gone = [...seen].filter(([, at]) => at < before).slice(0, limit);
        for (const [address] of gone) seen.delete(address);
        return gone.map(([address]) => address);
      },
    },
    audit: createAudit({ clock, log: silent }),
    clock,
    log: silent,
  });
const sweep = async (signal?: AbortSignal) => (await retention()).sweep(signal);

/** A conversation that has said all it had to say. */
const conversation = async (columns: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const id = newId();
  await database.db
    .insertInto('conversations')
    .values({ id, inbox_id: 'webchat', address: id, kind: 'private', heard: 100, said: 100, ...columns })
    .execute();
  return id;
};
let positions = 0;
const message = async (of: string, columns: Readonly<Record<string, unknown>> = {}): Promise<number> => {
  positions += 1;
  const { id } = await database.db
    .insertInto('messages')
    .values({
      conversation_id: of,
      inbox_id: 'webchat',
      direction: 'in',
      turn: positions % 100,
      position: positions,
      change: positions,
      content: JSON.stringify({ kind: 'text', text: 'hello' }),
      at: ago(40),
      ...columns,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};
const out = (delivery: string, more: Readonly<Record<string, unknown>> = {}) => ({
  direction: 'out',
  delivery,
  content: JSON.stringify({ text: 'hello' }),
  ...more,
});
const turn = (of: string, number: number, state: string, at: Date) =>
  database.db
    .insertInto('turns')
    .values({ conversation_id: of, number, state, duration_ms: 1, at })
    .execute();
const file = async (of: string): Promise<string> => {
  const id = newId();
  await (await storage()).put(id, new Uint8Array([1, 2, 3]));
  await database.db
    .insertInto('files')
    .values({ id, conversation_id: of, name: 'a.txt', mime: 'text/plain', size: 3, stored_at: ago(40) })
    .execute();
  return id;
};
const withFile = (id: string) => ({
  content: JSON.stringify({
    kind: 'file',
    text: '',
    files: [{ id, name: 'a.txt', mime: 'text/plain', size: 3 }],
  }),
});
const stored = async (id: string) => {
  const found = await (await storage()).open(id);
  found?.stream.destroy();
  return found !== undefined;
};
const ids = async (table: 'messages' | 'conversations') =>
  (await database.db.selectFrom(table).select('id').orderBy('id').execute()).map(({ id }) => id);

describe('messages', () => {
  beforeEach(() => {
    keep = { ...keep, messages_days: 30 };
  });

  it('that are old and settled go, younger ones stay', async () => {
    const id = await conversation();
    await message(id);
    for (const delivery of ['sent', 'failed', 'unknown']) await message(id, out(delivery));
    const young = await message(id, { at: ago(29.9) });
    expect(await sweep()).toEqual({ conversations: 0, messages: 4, turns: 0 });
    expect(await ids('messages')).toEqual([young]);
    expect(await ids('conversations')).toEqual([id]);
  });

  it('stay for ever when nobody says how long', async () => {
    keep = { ...keep, messages_days: null };
    await message(await conversation(), { at: ago(10_000) });
    expect(await sweep()).toEqual({ conversations: 0, messages: 0, turns: 0 });
  });

  it('that wait stay: for their turn, for an answer, for delivery, for a decision', async () => {
    const working = await conversation({ heard: 7, said: 5 });
    const asked = await conversation({ waiting_since: ago(35) });
    const dead = await conversation();
    await turn(dead, 3, 'dead', ago(40));
    const kept = [
      await message(working, { turn: 6 }),
      await message(working, out('queued')),
      await message(working, out('sending')),
      await message(asked, { at: ago(35), turn: 9 }),
      await message(dead, { turn: 3 }),
    ];
    await message(working, { turn: 5 });
    await message(asked, { at: ago(36), turn: 8 });
    await turn(dead, 4, 'discarded', ago(40));
    await message(dead, { turn: 4 });
    expect(await sweep()).toMatchObject({ messages: 3 });
    expect(await ids('messages')).toEqual(kept);
  });

  it('go together with what rewrote them, and stay with it', async () => {
    const id = await conversation();
    const first = await message(id, out('sent'));
    await message(id, out('sent', { edits: first }));
    await message(id, out('sent', { edits: first }));
    const second = await message(id, out('sent'));
    const rewriting = await message(id, out('queued', { edits: second }));
    const third = await message(id, out('sent'));
    const rewritten = await message(id, out('sent', { edits: third, at: ago(1) }));
    expect(await sweep()).toMatchObject({ messages: 3 });
    expect(await ids('messages')).toEqual([second, rewriting, third, rewritten]);
  });

  it('take their files along, unless another message has them too', async () => {
    const id = await conversation();
    const own = await file(id);
    const shared = await file(id);
    await message(id, withFile(own));
    await message(id, withFile(shared));
    await message(id, { ...withFile(shared), at: ago(1) });
    expect(await sweep()).toMatchObject({ messages: 2 });
    expect([await stored(own), await stored(shared)]).toEqual([false, true]);
    const { rows } = await sql`select name from files where conversation_id is not null`.execute(database.db);
    expect(rows).toHaveLength(1);
  });

  it('go in many small steps, which can be ended', async () => {
    const id = await conversation();
    await sql`
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, at)
      select ${id}, 'webchat', 'in', 1, i, i, '{"kind": "text", "text": "x"}', ${ago(40)} from generate_series(1, 1234) i
    `.execute(database.db);
    expect(await sweep(AbortSignal.abort())).toMatchObject({ messages: 0 });
    expect(await sweep()).toMatchObject({ messages: 1234 });
  });
});

it('secret messages lose their words after a day, once they have been sent', async () => {
  const id = await conversation();
  const secret = (delivery: string, at: Date) =>
    message(id, { ...out(delivery), content: JSON.stringify({ text: 'TOKEN', secret: true }), at });
  const [old, young, unsent] = [
    await secret('sent', ago(1.1)),
    await secret('sent', ago(0.9)),
    await secret('queued', ago(2)),
  ];
  const open = await message(id, { ...out('sent'), at: ago(2) });
  expect(await sweep()).toEqual({ conversations: 0, messages: 0, turns: 0 });
  const { rows } = await sql<{ id: number; content: unknown }>`
    select id, content from messages order by id
  `.execute(database.db);
  expect(rows).toEqual([
    { id: old, content: { text: '', secret: true } },
    { id: young, content: { text: 'TOKEN', secret: true } },
    { id: unsent, content: { text: 'TOKEN', secret: true } },
    { id: open, content: { text: 'hello' } },
  ]);
});

describe('records of turns', () => {
  it('go when they are old, dead letters stay', async () => {
    keep = { ...keep, turns_days: 400 };
    const id = await conversation();
    for (const [at, state] of ['done', 'replayed', 'discarded', 'dead'].entries())
      await turn(id, at, state, ago(401));
    await turn(id, 9, 'done', ago(399));
    expect(await sweep()).toEqual({ conversations: 0, messages: 0, turns: 3 });
    const left = await database.db.selectFrom('turns').select('state').orderBy('number').execute();
    expect(left.map(({ state }) => state)).toEqual(['dead', 'done']);
  });
});

describe('conversations', () => {
  beforeEach(() => {
    keep = { ...keep, visitors_days: 90 };
  });
  const silentSince = { heard_at: ago(100) };

  it('of visitors who stayed away go with everything in them', async () => {
    const gone = await conversation(silentSince);
    const here = await conversation(silentSince);
    const blocked = await conversation({ ...silentSince, inbox_id: 'telegram', reachable: false });
    const reached = await conversation({ ...silentSince, inbox_id: 'telegram' });
    const lately = await conversation({ heard_at: ago(89), reachable: false });
    seen = new Map([
      [gone, ago(91)],
      [here, ago(89)],
      [lately, ago(91)],
    ]);
    const attached = await file(gone);
    await message(gone, withFile(attached));
    await message(blocked);
    await turn(gone, 1, 'done', ago(100));
    expect(await sweep()).toEqual({ conversations: 2, messages: 0, turns: 0 });
    expect(await ids('conversations')).toEqual([here, reached, lately].toSorted());
    expect(await ids('messages')).toEqual([]);
    expect(await stored(attached)).toBe(false);
  });

  it('in which something waits stay', async () => {
    const nobody = { ...silentSince, reachable: false };
    const operator = newId();
    await database.db.insertInto('people').values({ id: operator, name: 'Olga' }).execute();
    await conversation({ ...nobody, heard: 101 });
    await conversation({ ...nobody, operator_id: operator });
    await conversation({ ...nobody, queued_at: ago(100) });
    await conversation({ ...nobody, waiting_since: ago(100) });
    await message(await conversation(nobody), out('queued'));
    await turn(await conversation(nobody), 1, 'dead', ago(100));
    await conversation({ ...nobody, kind: 'group' });
    expect(await sweep()).toMatchObject({ conversations: 0 });
    expect(await ids('conversations')).toHaveLength(7);
  });
});

it('the audit remembers what was removed, and only that', async () => {
  keep = { ...keep, messages_days: 30 };
  await sweep();
  await message(await conversation());
  await sweep();
  const entries = await database.db
    .selectFrom('audit_entries')
    .select(['action', 'actor_id', 'channel', 'after'])
    .execute();
  expect(entries).toEqual([
    {
      action: 'retention.remove',
      actor_id: null,
      channel: 'office',
      after: { conversations: 0, messages: 1, turns: 0 },
    },
  ]);
});
