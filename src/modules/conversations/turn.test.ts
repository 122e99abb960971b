import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { ok, refuse } from '#kernel/result.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { type Dialogue, defineDialogue, effect } from './dialogue.ts';
import { createWire, heard, openConversations } from './testing.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

/** Conversations that work from the beginning. */
const open = async (dialogues: readonly Dialogue[]) => {
  const office = await openConversations({ db: database.db, dialogues });
  office.start();
  return office;
};

const form = (version: number, upgrade?: (data: unknown) => { step: 'amount'; data: { amount: number } }) =>
  defineDialogue({
    name: 'form',
    version,
    command: 'form',
    data: { size: z.object({ seen: z.number() }), amount: z.object({ amount: z.number() }) },
    begin: () => ({ go: 'size', data: { seen: 7 } }),
    steps: {
      size: {
        ask: () => ({ text: `v${version} size?`, buttons: [[{ label: 'Big', value: 'big' }]] }),
        hear: (_, input, { seen }) => ({ end: true, say: { text: `v${version} ${input.kind} ${seen}` } }),
      },
      amount: {
        ask: () => ({ text: `v${version} amount?` }),
        hear: (_, input, { amount }) => ({
          end: true,
          say: { text: `v${version} ${input.kind} upgraded ${amount}` },
        }),
      },
    },
    ...(upgrade ? { upgrade: (old) => upgrade(old.data) } : {}),
  });

describe('a dialogue that changes while it runs', () => {
  /** Begins the form in version 1, stops, and opens the same inbox with other dialogues. */
  const reopened = async (dialogues: readonly Dialogue[]) => {
    const wire = createWire();
    const before = await openConversations({ db: database.db, wire, dialogues: [form(1)] });
    before.start();
    await before.says('anna', '/form');
    await before.quiet();
    await before.stop();
    const after = await openConversations({ db: database.db, wire, dialogues });
    after.start();
    return after;
  };
  const Seen = z.object({ seen: z.number() });
  const carry = (data: unknown) => ({ step: 'amount', data: { amount: Seen.parse(data).seen } }) as const;

  it('is carried over by its upgrade: the next words are heard by the new step', async () => {
    const office = await reopened([form(2, carry)]);
    await office.says('anna', '5');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['v1 size?', 'v2 text upgraded 7']);
  });

  it('is carried over for a press of a button that the old version showed', async () => {
    const office = await reopened([form(2, carry)]);
    await office.presses('anna', 'Big');
    await office.quiet();
    expect(office.texts('anna').at(-1)).toBe('v2 choice upgraded 7');
  });

  it.each([
    ['no upgrade', [form(2)]],
    ['a dialogue that is gone', []],
  ])('restarts politely with %s', async (_, dialogues) => {
    const office = await reopened(dialogues);
    await office.says('anna', '5');
    await office.says('anna', 'again');
    await office.quiet();
    expect(office.texts('anna').slice(1)).toEqual([
      'Я обновился, и этот разговор придётся начать заново.',
      'echo ',
      'echo again',
    ]);
  });

  it('is left without a word about it by a command, and by cancel', async () => {
    const office = await reopened([form(2)]);
    await office.says('anna', '/form');
    await office.quiet();
    expect(office.texts('anna').slice(1)).toEqual(['v2 size?']);
    const cancelled = await reopened([]);
    await cancelled.says('anna', '/cancel');
    await cancelled.quiet();
    expect(cancelled.texts('anna').slice(1)).toEqual(['Хорошо, отменил. Чем ещё помочь?']);
  });
});

describe('effects', () => {
  /** Renames the speaker by the first effect; the second does as told. */
  const writer = (second: () => Promise<ReturnType<typeof refuse> | ReturnType<typeof ok>>) =>
    defineDialogue({
      name: 'writer',
      version: 1,
      command: 'write',
      data: { name: z.object({}) },
      begin: () => ({ go: 'name', data: {} }),
      steps: {
        name: {
          ask: ({ person }) => ({ text: `name? (${person.name})` }),
          hear: ({ person }, input) => {
            if (input.kind === 'refused')
              return { stay: true, say: { text: `${input.effect}: ${input.reason}` } };
            const name = input.kind === 'text' ? input.text : '';
            return {
              go: 'name',
              data: {},
              say: { text: 'saved' },
              effects: [
                effect('rename', async (tx) => {
                  await tx.updateTable('people').set({ name }).where('id', '=', person.id).execute();
                  return ok(undefined);
                }),
                effect('second', second),
              ],
            };
          },
        },
      },
    });
  const nameOf = async (personId: string | null): Promise<string | undefined> =>
    (
      await database.db
        .selectFrom('people')
        .select('name')
        .where('id', '=', personId ?? '')
        .executeTakeFirst()
    )?.name;

  it('commit with the turn, and the next step speaks after them', async () => {
    const office = await open([writer(async () => ok(undefined))]);
    await office.hear([
      heard('anna', { kind: 'text', text: '/write' }),
      heard('anna', { kind: 'text', text: 'Anna' }),
    ]);
    await office.quiet();
    expect(office.texts('anna')).toEqual(['name? (Name of anna)', 'saved', 'name? (Anna)']);
    expect(await nameOf((await office.conversation('anna')).person_id)).toBe('Anna');
  });

  it('are known to the turns that were loaded together with theirs', async () => {
    const who = defineDialogue({
      name: 'who',
      version: 1,
      command: 'who',
      data: {},
      steps: {},
      begin: ({ person }) => ({ end: true, say: { text: `you are ${person.name}` } }),
    });
    const wire = createWire();
    const office = await openConversations({
      db: database.db,
      wire,
      dialogues: [writer(async () => ok(undefined)), who],
    });
    await office.hear(['/write', 'Anna', '/who'].map((text) => heard('anna', { kind: 'text', text })));
    office.start();
    await office.quiet();
    expect(office.texts('anna').at(-1)).toBe('you are Anna');
  });

  it('that change roles are known to the step that speaks after them, and to the turns loaded together', async () => {
    const promote = defineDialogue({
      name: 'promote',
      version: 1,
      command: 'promote',
      data: { only: z.object({}) },
      begin: ({ person }) => ({
        go: 'only',
        data: {},
        effects: [
          effect('promote', async (tx) => {
            await tx
              .updateTable('people')
              .set({ roles: ['manager'] })
              .where('id', '=', person.id)
              .execute();
            return ok(undefined);
          }),
        ],
      }),
      steps: {
        only: { ask: ({ person }) => ({ text: `you are ${person.roles}` }), hear: () => ({ end: true }) },
      },
    });
    const staff = defineDialogue({
      name: 'staff',
      version: 1,
      command: 'staff',
      roles: ['manager'],
      data: {},
      steps: {},
      begin: ({ person }) => ({ end: true, say: { text: `staff: ${person.roles}` } }),
    });
    const office = await openConversations({ db: database.db, dialogues: [promote, staff] });
    const account = `admin-${newId()}`;
    await office.hear(
      ['/staff', '/promote', '/staff'].map((text) =>
        heard('anna', { kind: 'text', text }, { sender: { account, name: 'Anna' } }),
      ),
    );
    office.start();
    await office.quiet();
    expect(office.texts('anna')).toEqual([
      expect.stringMatching(/только сотрудникам/),
      'you are manager,administrator',
      'staff: manager,administrator',
    ]);
  });

  it('that are refused undo those before them, and come back to the step as input', async () => {
    const office = await open([writer(async () => refuse('taken'))]);
    await office.says('anna', '/write');
    await office.says('anna', 'Anna');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['name? (Name of anna)', 'second: taken']);
    const conversation = await office.conversation('anna');
    expect(await nameOf(conversation.person_id)).toBe('Name of anna');
    expect(conversation).toMatchObject({ said: 2, dialogue: { step: 'name' } });
  });

  it('that fail undo the whole turn, which is worked again: in the end everything is there once', async () => {
    let attempts = 0;
    const office = await open([
      writer(async () => {
        attempts += 1;
        if (attempts < 3) throw new Error('not yet');
        return ok(undefined);
      }),
    ]);
    await office.says('anna', '/write');
    await office.says('anna', 'Anna');
    await office.quiet();
    expect(attempts).toBe(3);
    expect(office.texts('anna')).toEqual(['name? (Name of anna)', 'saved', 'name? (Anna)']);
    const { rows } = await sql<{ number: number; attempts: number }>`
      select number, attempts from turns where conversation_id = ${(await office.conversation('anna')).id}
      order by number
    `.execute(database.db);
    expect(rows).toEqual([
      { number: 1, attempts: 1 },
      { number: 2, attempts: 3 },
    ]);
  });

  it('of a turn whose lease was stolen meanwhile are undone; who holds it next does them once', async () => {
    let steal = true;
    const office = await open([
      writer(async () => {
        if (steal)
          await sql`update conversations set lease_by = 'thief' where lease_by = ${office.worker}`.execute(
            database.db,
          );
        return ok(undefined);
      }),
    ]);
    await office.says('anna', '/write');
    await office.quiet();
    await office.says('anna', 'Anna');
    await vi.waitFor(
      async () => expect(await office.conversation('anna')).toMatchObject({ lease_by: 'thief' }),
      PATIENCE,
    );
    await vi.waitFor(async () => {
      const { rows } = await sql`
        select from pg_stat_activity
        where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()
      `.execute(database.db);
      expect(rows).toEqual([]);
    }, PATIENCE);
    const stolen = await office.conversation('anna');
    expect(stolen).toMatchObject({ heard: 2, said: 1 });
    expect(await nameOf(stolen.person_id)).toBe('Name of anna');
    expect(office.texts('anna')).toHaveLength(1);

    steal = false;
    await sql`update conversations set lease_by = null, lease_until = null where id = ${stolen.id}`.execute(
      database.db,
    );
    office.wake();
    await office.quiet();
    expect(office.texts('anna').slice(1)).toEqual(['saved', 'name? (Anna)']);
  });
});

it('a turn without effects whose lease was stolen says nothing', async () => {
  let steal = true;
  const reached = Promise.withResolvers<void>();
  const slow = defineDialogue({
    name: 'slow',
    version: 1,
    command: 'slow',
    data: {},
    steps: {},
    begin: async ({ db }) => {
      if (steal)
        await sql`update conversations set lease_by = 'thief' where lease_by = ${office.worker}`.execute(db);
      reached.resolve();
      return { end: true, say: { text: 'done' } };
    },
  });
  const office = await open([slow]);
  await office.says('anna', '/slow');
  await reached.promise;
  steal = false;
  const { id } = await office.conversation('anna');
  // Whatever the first one did must be over before the second one can begin.
  await office.stop();
  expect(await office.conversation('anna')).toMatchObject({ said: 0, lease_by: 'thief' });
  expect(await office.messages('anna')).toHaveLength(1);

  await sql`update conversations set lease_until = now() where id = ${id}`.execute(database.db);
  const next = await openConversations({ db: database.db, wire: office.wire, dialogues: [slow] });
  next.start();
  await next.quiet();
  expect(next.texts('anna')).toEqual(['done']);
});

describe('dialogues that start each other', () => {
  const starter = (name: string, next: string, text?: string) =>
    defineDialogue({
      name,
      version: 1,
      command: name,
      data: {},
      steps: {},
      begin: (_, opening) => ({
        start: next,
        ...(text === undefined ? {} : { text }),
        say: { text: `${name} by ${opening.by}` },
      }),
    });

  it('hand over with words, and everything is said in order', async () => {
    const office = await open([starter('first', 'second'), starter('second', 'echo', 'from second')]);
    await office.says('anna', '/first');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['first by command', 'second by dialogue', 'echo from second']);
    expect(await office.conversation('anna')).toMatchObject({ said: 1, dialogue: null });
  });

  it('from a step end the one they leave', async () => {
    const leaving = defineDialogue({
      name: 'leaving',
      version: 1,
      command: 'leaving',
      data: { only: z.object({}) },
      begin: () => ({ go: 'only', data: {} }),
      steps: { only: { ask: () => ({ text: '?' }), hear: () => ({ start: 'echo', text: 'left' }) } },
    });
    const office = await open([leaving]);
    await office.says('anna', '/leaving');
    await office.says('anna', 'x');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['?', 'echo left']);
    expect(await office.conversation('anna')).toMatchObject({ dialogue: null });
  });

  it.each([
    ['in a circle', [starter('ping', 'pong'), starter('pong', 'ping')], /circle/],
    ['that are not there', [starter('ping', 'nowhere')], /no dialogue nowhere/],
  ])('%s become a dead letter, and the conversation goes on', async (_, dialogues, reason) => {
    const wire = createWire();
    const office = await openConversations({ db: database.db, wire, dialogues });
    await office.hear([
      heard('anna', { kind: 'text', text: '/ping' }),
      heard('anna', { kind: 'text', text: 'hello' }),
    ]);
    const { id } = await office.conversation('anna');
    // The last attempt: the four before it would take four seconds.
    await sql`update conversations set attempts = 4 where id = ${id}`.execute(database.db);
    office.start();
    await office.quiet();
    expect(office.texts('anna')).toEqual([expect.stringContaining('Извините'), 'echo hello']);
    const { rows } = await sql<{ state: string; error: string }>`
      select state, error from turns where conversation_id = ${id} order by number
    `.execute(database.db);
    expect(rows).toEqual([
      { state: 'dead', error: expect.stringMatching(reason) },
      { state: 'done', error: null },
    ]);
  });
});

it('a slow step shows typing, and its lease is renewed', async () => {
  const gate = Promise.withResolvers<void>();
  const slow = defineDialogue({
    name: 'slow',
    version: 1,
    command: 'slow',
    data: {},
    steps: {},
    begin: async () => {
      await gate.promise;
      return { end: true, say: { text: 'done' } };
    },
  });
  const office = await open([slow]);
  await office.says('anna', '/slow');
  await vi.waitFor(() => expect(office.wire.typed).toEqual(['anna']), PATIENCE);
  const { lease_until: first } = await office.conversation('anna');
  expect(first).not.toBeNull();
  await vi.waitFor(async () => {
    const { lease_until: renewed } = await office.conversation('anna');
    expect(Number(renewed)).toBeGreaterThan(Number(first));
  }, PATIENCE);
  gate.resolve();
  await office.quiet();
  expect(office.texts('anna')).toEqual(['done']);
  expect(await office.conversation('anna')).toMatchObject({ lease_by: null, lease_until: null });
});

it('who speaks in a group is known turn by turn, with name, language and roles', async () => {
  const who = defineDialogue({
    name: 'who',
    version: 1,
    command: 'who',
    groups: true,
    data: {},
    steps: {},
    begin: ({ person, locale }) => ({ end: true, say: { text: `${person.name} ${locale} ${person.roles}` } }),
  });
  const office = await open([who]);
  const sender = (account: string, name: string) => ({ kind: 'group', sender: { account, name } }) as const;
  await office.says('group', '/who', sender(`admin-${newId()}`, 'Anna'));
  await office.says('group', '/who', sender(newId(), 'Boris'));
  await office.quiet();
  expect(office.texts('group')).toEqual(['Anna ru administrator', 'Boris ru ']);
});
