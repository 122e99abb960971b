import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { ok } from '#kernel/result.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { type Dialogue, defineDialogue, effect } from './dialogue.ts';
import { createWire, heard, newOperator, openConversations } from './testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

/** A dialogue whose answer to `/slow` waits for a gate; `effects` counts how often its write was made. */
const slowDialogue = (kind: 'plain' | 'with an effect') => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let turns = 0;
  const dialogue = defineDialogue({
    name: 'slow',
    version: 1,
    command: 'slow',
    data: {},
    steps: {},
    begin: async ({ person }) => {
      turns += 1;
      begun.resolve();
      await gate.promise;
      const rename = effect('rename', async (tx) => {
        await tx.updateTable('people').set({ name: 'Renamed' }).where('id', '=', person.id).execute();
        return ok(undefined);
      });
      return { end: true, say: { text: 'slow answer' }, ...(kind === 'plain' ? {} : { effects: [rename] }) };
    },
  });
  return { dialogue, gate, begun, turns: () => turns };
};

/** A worker, and beside it a replica that only serves the panel. */
const openTwo = async (dialogues: readonly Dialogue[]) => {
  const wire = createWire();
  const office = await openConversations({ db: database.db, wire, dialogues });
  const panel = await openConversations({ db: database.db, wire, dialogues });
  office.start();
  return { office, panel };
};

describe.each(['plain', 'with an effect'] as const)(
  'a turn that is decided while an operator comes: %s',
  (kind) => {
    it('says nothing after the takeover, is worked once, and has done nothing', async () => {
      const slow = slowDialogue(kind);
      const { office, panel } = await openTwo([slow.dialogue]);
      const olga = await newOperator(database.db, 'Olga');
      await office.says('anna', '/slow');
      await slow.begun.promise;
      const { id, person_id } = await office.conversation('anna');
      expect(await panel.operators.takeOver(olga, id)).toEqual({ ok: true });
      // The other replica was not told: only the guard of the commit is left.
      slow.gate.resolve();
      await office.says('anna', 'are you there?');
      await office.quiet();

      expect(office.texts('anna')).toEqual([expect.stringMatching(/^Вам отвечает Olga\./)]);
      expect(await office.conversation('anna')).toMatchObject({
        heard: 2,
        said: 2,
        operator_id: olga.personId,
      });
      expect(slow.turns()).toBe(1);
      const { rows } = await sql<{ number: number; state: string; attempts: number }>`
      select number, state, attempts from turns where conversation_id = ${id} order by number
    `.execute(database.db);
      expect(rows).toEqual([
        { number: 1, state: 'done', attempts: 1 },
        { number: 2, state: 'done', attempts: 1 },
      ]);
      const person = await database.db
        .selectFrom('people')
        .select('name')
        .where('id', '=', person_id)
        .executeTakeFirst();
      expect(person?.name).toBe('Name of anna');
    });

    it('is cut short where it is worked: the person is told at once who answers', async () => {
      const slow = slowDialogue(kind);
      const office = await openConversations({ db: database.db, dialogues: [slow.dialogue] });
      office.start();
      const olga = await newOperator(database.db, 'Olga');
      await office.says('anna', '/slow');
      await slow.begun.promise;
      const { id } = await office.conversation('anna');
      await office.operators.takeOver(olga, id);
      // The step still waits at its gate.
      await office.quiet();
      expect(office.texts('anna')).toEqual([expect.stringMatching(/Olga/)]);
      expect(await office.conversation('anna')).toMatchObject({ heard: 1, said: 1 });

      slow.gate.resolve();
      await office.operators.handBack(olga, id);
      await office.says('anna', 'hello');
      await office.quiet();
      expect(office.texts('anna').slice(1)).toEqual([
        expect.stringMatching(/снова отвечает бот/),
        'echo hello',
      ]);
    });

    it('does not count either when the operator has gone again meanwhile', async () => {
      const slow = slowDialogue(kind);
      const { office, panel } = await openTwo([slow.dialogue]);
      const olga = await newOperator(database.db, 'Olga');
      await office.says('anna', '/slow');
      await slow.begun.promise;
      const { id } = await office.conversation('anna');
      await panel.operators.takeOver(olga, id);
      await panel.operators.handBack(olga, id);
      slow.gate.resolve();
      await office.quiet();
      expect(office.texts('anna')).toEqual([
        expect.stringMatching(/Olga/),
        expect.stringMatching(/снова отвечает бот/),
      ]);
      expect(slow.turns()).toBe(1);
    });
  },
);

it('a silent turn that an operator’s leaving overtakes is not answered by the step that goes on', async () => {
  const form = defineDialogue({
    name: 'form',
    version: 1,
    command: 'form',
    data: { name: z.object({}) },
    begin: () => ({ go: 'name', data: {} }),
    steps: {
      name: {
        ask: () => ({ text: 'name?' }),
        hear: (_, input) => ({ end: true, say: { text: `you are ${'text' in input ? input.text : ''}` } }),
      },
    },
  });
  const wire = createWire();
  const office = await openConversations({ db: database.db, wire, dialogues: [form] });
  office.start();
  const olga = await newOperator(database.db, 'Olga');
  await office.says('anna', '/form');
  await office.quiet();
  const { id } = await office.conversation('anna');
  await office.operators.takeOver(olga, id);
  await office.quiet();
  await office.stop();
  await office.says('anna', 'why my name?');
  await office.operators.handBack(olga, id);

  const next = await openConversations({ db: database.db, wire, dialogues: [form] });
  next.start();
  await next.says('anna', 'Anna');
  await next.quiet();
  expect(next.texts('anna').slice(2)).toEqual([expect.stringMatching(/снова/), 'name?', 'you are Anna']);
});

it('what an operator says while a worker is busy goes out in its place', async () => {
  const sending = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const wire = createWire({
    answer: async ({ id, text }) => {
      if (/Olga/.test(text)) {
        arrived.resolve();
        await sending.promise;
      }
      return { outcome: 'sent', ref: `ref-${id}` };
    },
  });
  const before = await openConversations({ db: database.db, wire });
  before.start();
  const olga = await newOperator(database.db, 'Olga');
  await before.says('anna', 'hello');
  await before.quiet();
  await before.stop();
  const { id } = await before.conversation('anna');
  await before.operators.takeOver(olga, id);
  await before.says('anna', '/cancel');

  // The worker claims the notice and the cancel together; what the operator says meanwhile it has not loaded.
  const office = await openConversations({ db: database.db, wire });
  office.start();
  await arrived.promise;
  await office.operators.answer(olga, id, { id: newId(), text: 'first' });
  await office.operators.answer(olga, id, { id: newId(), text: 'second' });
  sending.resolve();
  await office.quiet();
  expect(office.texts('anna')).toEqual([
    'echo hello',
    expect.stringMatching(/Olga/),
    'first',
    'second',
    expect.stringMatching(/снова отвечает бот/),
  ]);
});

it('operators and a person who all act at once leave one story that everybody reads the same', async () => {
  const office = await openConversations({ db: database.db });
  const other = await openConversations({
    db: database.db,
    wire: createWire({ inbox: office.wire.channel.inbox }),
  });
  office.start();
  other.start();
  const [olga, boris] = [await newOperator(database.db, 'Olga'), await newOperator(database.db, 'Boris')];
  await office.says('anna', 'hello');
  await office.quiet();
  const { id } = await office.conversation('anna');
  const rounds = Array.from({ length: 15 }, (_, index) => index);
  const operatorActs = async (who: typeof olga, at: typeof office) => {
    for (const round of rounds) {
      const taken = await at.operators.takeOver(who, id);
      if (!taken.ok) continue;
      await at.operators.answer(who, id, { id: newId(), text: `${who.personId} ${round}` });
      await at.operators.handBack(who, id);
    }
  };
  const personActs = async () => {
    for (const round of rounds) await office.hear([heard('anna', { kind: 'text', text: `word ${round}` })]);
  };
  await Promise.all([operatorActs(olga, office), operatorActs(boris, other), personActs()]);
  await office.quiet();

  const messages = await office.messages('anna');
  expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1));
  expect(messages.filter(({ direction }) => direction === 'in')).toHaveLength(rounds.length + 1);
  expect(
    new Set(messages.filter(({ direction }) => direction === 'out').map(({ delivery }) => delivery)),
  ).toEqual(new Set(['sent']));
  // Between the coming and the going of an operator nobody but the operator speaks.
  let operator: string | undefined;
  for (const { direction, content, person_id } of messages.filter((one) => one.direction === 'out')) {
    if (/^Вам отвечает/.test(content.text))
      operator = /Olga/.test(content.text) ? olga.personId : boris.personId;
    else if (/снова отвечает бот/.test(content.text)) operator = undefined;
    else expect([direction, person_id ?? undefined]).toEqual(['out', operator]);
  }
  expect(await office.conversation('anna')).toMatchObject({ heard: 16, said: 16, operator_id: null });
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from turns where conversation_id = ${id}
  `.execute(database.db);
  expect(rows[0]?.count).toBe(16);
  await vi.waitFor(async () => expect((await office.conversation('anna')).lease_by).toBeNull(), PATIENCE);
});
