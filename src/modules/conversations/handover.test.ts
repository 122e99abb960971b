import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { type Dialogue, defineDialogue } from './dialogue.ts';
import { createWire, heard, newOperator, openConversations, type TestConversations } from './testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

/** Conversations that work from the beginning, one of them begun. */
const open = async (options: Partial<Parameters<typeof openConversations>[0]> = {}) => {
  const office = await openConversations({ db: database.db, ...options });
  office.start();
  await office.says('anna', 'hello');
  await office.quiet();
  const { id } = await office.conversation('anna');
  return { office, id };
};
const silent = (office: TestConversations, id: string) =>
  sql`update conversations set operator_until = now() - interval '1 second' where id = ${id}`
    .execute(office.db)
    .then(() => office.operators.returnSilent());

/** What the audit says about a conversation, oldest first. */
const auditOf = async (id: string) => {
  const { rows } = await sql<{ action: string; actor_id: string | null; before: unknown; after: unknown }>`
    select action, actor_id, before, after from audit_entries where subject_id = ${id} order by seq
  `.execute(database.db);
  return rows;
};

const ask = defineDialogue({
  name: 'ask',
  version: 1,
  command: 'ask',
  words: { ru: { title: 'Спросить', about: 'Спросить' }, en: { title: 'Ask', about: 'Ask' } },
  key: true,
  data: { size: z.object({ times: z.number() }) },
  begin: () => ({ go: 'size', data: { times: 7 } }),
  steps: {
    size: {
      ask: (_, { times }) => ({ text: `size? ${times}`, buttons: [[{ label: 'Big', value: 'big' }]] }),
      hear: (_, input, { times }) => ({ end: true, say: { text: `${input.kind} ${times}` } }),
    },
  },
});
const waiting = defineDialogue({
  name: 'waiting',
  version: 1,
  command: 'wait',
  awaitsOperator: true,
  data: { place: z.object({}) },
  begin: () => ({ go: 'place', data: {} }),
  steps: { place: { ask: () => ({ text: 'you wait' }), hear: () => ({ stay: true }) } },
});

const refusing = defineDialogue({
  name: 'refusing',
  version: 1,
  command: 'refuse',
  data: { only: z.object({}) },
  begin: () => ({ go: 'only', data: {} }),
  steps: {
    only: {
      ask: () => {
        throw new AppError('missing', 'the thing of this dialogue is gone');
      },
      hear: () => ({ end: true }),
    },
  },
});
/** The only step of a dialogue runs in a conversation. */
const runs = (id: string, name: string) =>
  sql`
    update conversations set dialogue = ${JSON.stringify({ name, version: 1, step: 'only', data: {} })}::jsonb
    where id = ${id}
  `.execute(database.db);

describe('a takeover', () => {
  it('is written down: who, since when, until when, and in the audit', async () => {
    const { office, id } = await open();
    const olga = await newOperator(database.db, 'Olga');
    await sql`update conversations set queued_at = now() where id = ${id}`.execute(database.db);
    expect(await office.operators.takeOver(olga, id)).toEqual({ ok: true });
    const row = await office.conversation('anna');
    expect(row).toMatchObject({
      operator_id: olga.personId,
      queued_at: null,
      keyboard: [[{ label: 'Завершить разговор' }]],
    });
    const minutes = (Number(row.operator_until) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(29);
    expect(minutes).toBeLessThanOrEqual(31);
    expect(await auditOf(id)).toEqual([
      {
        action: 'conversations.takeOver',
        actor_id: olga.personId,
        before: { operator: null },
        after: { operator: olga.personId },
      },
    ]);
  });

  it('of what one has already says nothing again, and keeps it longer', async () => {
    const { office, id } = await open();
    const olga = await newOperator(database.db, 'Olga');
    await office.operators.takeOver(olga, id);
    await sql`update conversations set operator_until = now() where id = ${id}`.execute(database.db);
    expect(await office.operators.takeOver(olga, id)).toEqual({ ok: true });
    await office.quiet();
    expect(office.texts('anna').filter((text) => /Olga/.test(text))).toHaveLength(1);
    expect(Number((await office.conversation('anna')).operator_until)).toBeGreaterThan(Date.now() + 60_000);
    expect(await auditOf(id)).toHaveLength(1);
  });

  it('is told in the person’s language, with the operator’s name or without one', async () => {
    const { office, id } = await open();
    await sql`update people set locale = 'en' where id = (select person_id from conversations where id = ${id})`.execute(
      database.db,
    );
    await office.operators.takeOver(await newOperator(database.db, ' '), id);
    await office.quiet();
    expect(office.wire.sent.at(-1)).toMatchObject({
      text: 'an operator answers you now. To get back to the bot, press “End the conversation”.',
      keyboard: [[{ label: 'End the conversation' }]],
    });
  });

  it('in a group says who answers, without a key', async () => {
    const { office } = await open();
    await office.says('group', '/echo', { kind: 'group' });
    const { id } = await office.conversation('group');
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    await office.quiet();
    expect(office.wire.sent.at(-1)).toMatchObject({ text: 'Вам отвечает Olga.' });
    expect(office.wire.sent.at(-1)?.keyboard).toBeUndefined();
    await office.says('group', 'hello', { kind: 'group' });
    await office.quiet();
    expect(office.texts('group')).toHaveLength(1);
  });

  it('is refused to who is no employee, and of what is not there', async () => {
    const { office, id } = await open();
    const nobody = await newOperator(database.db, 'Nobody', []);
    for (const act of [
      () => office.operators.takeOver(nobody, id),
      () => office.operators.handBack(nobody, id),
      () => office.operators.answer(nobody, id, { id: newId(), text: 'hi' }),
      () => office.operators.typing(nobody, id),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'denied' });
    const olga = await newOperator(database.db, 'Olga');
    for (const act of [
      () => office.operators.takeOver(olga, newId()),
      () => office.operators.handBack(olga, newId()),
      () => office.operators.answer(olga, newId(), { id: newId(), text: 'hi' }),
      () => office.operators.typing(olga, newId()),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'missing' });
    expect(await auditOf(id)).toEqual([]);
  });

  it('from another operator is for managers only', async () => {
    const { office, id } = await open();
    const [olga, boris] = [await newOperator(database.db, 'Olga'), await newOperator(database.db, 'Boris')];
    const maria = await newOperator(database.db, 'Maria', ['manager']);
    await office.operators.takeOver(olga, id);
    expect(await office.operators.takeOver(boris, id)).toEqual({
      ok: false,
      operator: { id: olga.personId, name: 'Olga' },
    });
    await expect(office.operators.takeOver(boris, id, { seize: true })).rejects.toMatchObject({
      code: 'denied',
    });
    await expect(office.operators.handBack(boris, id)).rejects.toMatchObject({ code: 'denied' });
    expect(await office.operators.takeOver(maria, id)).toMatchObject({ ok: false });
    expect(await office.operators.takeOver(maria, id, { seize: true })).toEqual({ ok: true });
    expect((await auditOf(id)).at(-1)).toMatchObject({
      before: { operator: olga.personId },
      after: { operator: maria.personId },
    });
  });
});

describe('a return', () => {
  it('brings back the main keyboard, and asks the running step anew: its old buttons are stale', async () => {
    const { office, id } = await open({ dialogues: [ask] });
    const olga = await newOperator(database.db, 'Olga');
    await office.says('anna', '/ask');
    await office.quiet();
    const old = office.token('anna', 'Big');
    await office.operators.takeOver(olga, id);
    await office.says('anna', 'Big');
    await office.quiet();
    expect(await office.operators.handBack(olga, id)).toMatchObject({ ok: true });
    await office.quiet();
    expect(office.texts('anna').slice(-2)).toEqual([expect.stringMatching(/снова отвечает бот/), 'size? 7']);
    expect(office.wire.sent.at(-2)?.keyboard).toEqual([[{ label: 'Спросить' }]]);
    await office.hear([heard('anna', { kind: 'choice', token: old })]);
    await office.quiet();
    expect(office.texts('anna').slice(-2)).toEqual([expect.stringMatching(/уже не действует/), 'size? 7']);
    await office.presses('anna', 'Big');
    await office.quiet();
    expect(office.texts('anna').at(-1)).toBe('choice 7');
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'conversations.handBack',
      actor_id: olga.personId,
      after: { operator: null, queued: false },
    });
  });

  it('of what nobody has is refused', async () => {
    const { office, id } = await open();
    const olga = await newOperator(database.db, 'Olga');
    expect(await office.operators.handBack(olga, id)).toEqual({ ok: false, reason: 'not_operated' });
  });

  it('is not kept by a step that cannot ask again: the dialogue ends', async () => {
    const broken = defineDialogue({
      name: 'broken',
      version: 1,
      command: 'broken',
      data: { only: z.object({}) },
      begin: () => ({ go: 'only', data: {} }),
      steps: {
        only: {
          ask: async ({ db }) => {
            const { rows } = await sql<{ asked: number }>`
              select count(*) as asked from messages where content->>'text' = 'asked'
            `.execute(db);
            if ((rows[0]?.asked ?? 0) > 0) throw new Error('cannot ask twice');
            return { text: 'asked' };
          },
          hear: () => ({ end: true }),
        },
      },
    });
    const { office, id } = await open({ dialogues: [broken] });
    const olga = await newOperator(database.db, 'Olga');
    await office.says('anna', '/broken');
    await office.quiet();
    await office.operators.takeOver(olga, id);
    expect(await office.operators.handBack(olga, id)).toMatchObject({ ok: true });
    await office.quiet();
    expect(await office.conversation('anna')).toMatchObject({ operator_id: null, dialogue: null });
    expect(office.texts('anna').at(-1)).toMatch(/снова отвечает бот/);
  });

  it('is not kept by a step that refuses in its own words, and keeps nobody else’s', async () => {
    const { office, id } = await open({ dialogues: [ask, refusing] });
    const olga = await newOperator(database.db, 'Olga');
    await office.operators.takeOver(olga, id);
    await runs(id, 'refusing');
    await office.says('boris', 'hello');
    await office.quiet();
    const other = (await office.conversation('boris')).id;
    await office.operators.takeOver(olga, other);
    await sql`update conversations set operator_until = now() - interval '1 hour' where id = ${id}`.execute(
      database.db,
    );
    await silent(office, other);
    for (const address of ['anna', 'boris'])
      expect(await office.conversation(address)).toMatchObject({ operator_id: null, dialogue: null });

    await office.operators.takeOver(olga, id);
    await runs(id, 'refusing');
    expect(await office.operators.handBack(olga, id)).toMatchObject({ ok: true });
    expect(await office.conversation('anna')).toMatchObject({ operator_id: null, dialogue: null });
  });

  it('that fails altogether keeps nobody else’s', async () => {
    const { office, id } = await open();
    const olga = await newOperator(database.db, 'Olga');
    await office.operators.takeOver(olga, id);
    await office.says('boris', 'hello');
    await office.quiet();
    const other = (await office.conversation('boris')).id;
    await office.operators.takeOver(olga, other);
    await sql`update conversations set operator_until = now() - interval '1 hour' where id = ${id}`.execute(
      database.db,
    );
    await office.quiet();
    await sql`alter table conversations add constraint stuck check (id <> ${sql.lit(id)} or operator_id is not null)`.execute(
      database.db,
    );
    try {
      await silent(office, other);
    } finally {
      await sql`alter table conversations drop constraint stuck`.execute(database.db);
    }
    expect(await office.conversation('anna')).toMatchObject({ operator_id: olga.personId });
    expect(await office.conversation('boris')).toMatchObject({ operator_id: null });
    await office.operators.returnSilent();
  });

  it('ends a dialogue that waited for the operator', async () => {
    const { office, id } = await open({ dialogues: [waiting] });
    await office.says('anna', '/wait');
    await office.quiet();
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    expect(await office.conversation('anna')).toMatchObject({ dialogue: null });
  });
});

describe('an operator who is silent for too long', () => {
  it('keeps nothing that others have, and loses only what is overdue', async () => {
    const { office, id } = await open();
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    await office.operators.returnSilent();
    expect(await office.conversation('anna')).toMatchObject({ operator_id: expect.any(String) });
  });

  it.each([
    ['is blocked', sql`update people set blocked_at = now()`],
    ['has no role any more', sql`update people set roles = '{}'`],
    ['was erased', sql`update people set erased_at = now()`],
    ['has no account any more', sql`delete from accounts`],
  ])('… and who %s loses it at once', async (what, change) => {
    const { office, id } = await open();
    const olga = await newOperator(database.db, 'Olga');
    await office.operators.takeOver(olga, id);
    const key = sql.ref(what.includes('account') ? 'person_id' : 'id');
    await sql`${change} where ${key} = ${olga.personId}`.execute(database.db);
    await office.operators.returnSilent();
    expect(await office.conversation('anna')).toMatchObject({ operator_id: null });
  });

  it('gives it back to the dialogues when nobody waits', async () => {
    const { office, id } = await open({ dialogues: [ask] });
    const olga = await newOperator(database.db, 'Olga');
    await office.says('anna', '/ask');
    await office.quiet();
    await office.operators.takeOver(olga, id);
    await silent(office, id);
    await office.quiet();
    expect(office.texts('anna').slice(-2)).toEqual([expect.stringMatching(/снова отвечает бот/), 'size? 7']);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      action: 'conversations.handBack',
      actor_id: null,
      before: { operator: olga.personId },
    });
  });

  it('puts who still waits into the queue, by the time of the oldest unanswered word', async () => {
    const { office, id } = await open({ dialogues: [ask, waiting] });
    await office.says('anna', '/ask');
    await office.quiet();
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    await office.says('anna', 'first');
    await office.says('anna', 'second');
    await office.quiet();
    const { waiting_since: since } = await office.conversation('anna');
    expect(since).not.toBeNull();
    await silent(office, id);
    await office.quiet();
    expect(await office.conversation('anna')).toMatchObject({
      operator_id: null,
      queued_at: since,
      waiting_since: since,
      dialogue: { name: 'waiting' },
    });
    expect(office.texts('anna').slice(-2)).toEqual([expect.stringMatching(/снова в очереди/), 'you wait']);
    expect((await auditOf(id)).at(-1)).toMatchObject({ after: { operator: null, queued: true } });
  });

  it('at quiet hours nothing is said, so no step goes on', async () => {
    const quiet_hours = { on: true, from: '00:00', to: '23:59' } as const;
    const { office, id } = await open({ dialogues: [ask], settings: { quiet_hours } });
    await office.says('anna', '/ask');
    await office.quiet();
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    await office.quiet();
    const before = office.texts('anna').length;
    await silent(office, id);
    await office.quiet();
    expect(office.texts('anna')).toHaveLength(before);
    expect(await office.conversation('anna')).toMatchObject({ operator_id: null, dialogue: null });
    await office.says('anna', 'hello');
    await office.quiet();
    expect(office.wire.sent.at(-1)).toMatchObject({
      text: 'echo hello',
      keyboard: [[{ label: 'Спросить' }]],
    });
  });

  it('on two replicas at once is noticed once', async () => {
    const { office, id } = await open();
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    await sql`update conversations set operator_until = now() - interval '1 second' where id = ${id}`.execute(
      database.db,
    );
    await Promise.all([1, 2, 3].map(() => office.operators.returnSilent()));
    await office.quiet();
    expect(office.texts('anna').filter((text) => /снова отвечает бот/.test(text))).toHaveLength(1);
  });
});

it('a message that cannot be worked while an operator answers is no reason for the bot to speak', async () => {
  const wire = createWire({
    fetchFile: async () => {
      throw new Error('boom');
    },
  });
  const { office, id } = await open({ wire });
  await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
  await office.quiet();
  await sql`update conversations set attempts = 4 where id = ${id}`.execute(database.db);
  const file = { name: 'a.pdf', mime: 'application/pdf', size: 1, source: 'x' };
  await office.hear([heard('anna', { kind: 'file', files: [file], text: '' })]);
  await office.quiet();
  expect(await office.conversation('anna')).toMatchObject({ heard: 2, said: 2 });
  expect(office.texts('anna').at(-1)).toMatch(/Olga/);
  const { rows } = await sql<{ state: string }>`
    select state from turns where conversation_id = ${id} order by number
  `.execute(database.db);
  expect(rows.map(({ state }) => state)).toEqual(['done', 'dead']);
});

it('waiting begins with the oldest word that nobody answered, and ends with an answer', async () => {
  const wire = createWire();
  const office = await openConversations({ db: database.db, wire });
  await office.says('anna', 'hello');
  const since = (await office.conversation('anna')).waiting_since;
  expect(since).not.toBeNull();
  await office.says('anna', 'again');
  expect(await office.conversation('anna')).toMatchObject({ waiting_since: since });
  office.start();
  await office.quiet();
  expect(await office.conversation('anna')).toMatchObject({ waiting_since: null });

  const { id } = await office.conversation('anna');
  await sql`update conversations set queued_at = now() where id = ${id}`.execute(database.db);
  await office.says('anna', 'I wait');
  await office.quiet();
  const waited = (await office.conversation('anna')).waiting_since;
  expect(waited).not.toBeNull();
  const olga = await newOperator(database.db, 'Olga');
  await office.operators.takeOver(olga, id);
  expect(await office.conversation('anna')).toMatchObject({ waiting_since: waited });
  await office.operators.answer(olga, id, { id: newId(), text: 'here I am' });
  expect(await office.conversation('anna')).toMatchObject({ waiting_since: null });
  await office.says('anna', 'and?');
  await office.quiet();
  expect((await office.conversation('anna')).waiting_since).not.toBeNull();
  await office.says('anna', '/cancel');
  await office.quiet();
  expect(await office.conversation('anna')).toMatchObject({ waiting_since: null, operator_id: null });
});

describe('somebody who is blocked', () => {
  const block = (office: TestConversations, id: string, until: string | null = null) =>
    sql`
      update people set blocked_at = now(), blocked_until = now() + ${until}::interval
      where id = (select person_id from conversations where id = ${id})
    `.execute(office.db);
  const dialogues: readonly Dialogue[] = [ask];

  it('is told so once in each conversation and block, and waits for nobody, whatever they say', async () => {
    const { office, id } = await open({ dialogues });
    await block(office, id);
    for (const words of ['one', '/ask', '/cancel']) await office.says('anna', words);
    await office.quiet();
    expect(office.texts('anna').slice(1)).toEqual([expect.stringMatching(/переписка с вами остановлена/)]);
    expect(await office.conversation('anna')).toMatchObject({ said: 4, waiting_since: null, dialogue: null });
    await office.operators.takeOver(await newOperator(database.db, 'Olga'), id);
    await office.says('anna', 'Olga!');
    await office.quiet();
    expect(await office.conversation('anna')).toMatchObject({ waiting_since: null });
    expect((await office.messages('anna')).filter(({ direction }) => direction === 'in')).toHaveLength(5);
  });

  it('is heard again when the block has ended', async () => {
    const { office, id } = await open({ dialogues });
    await block(office, id, '-1 second');
    await office.says('anna', 'hello');
    await office.quiet();
    expect(office.texts('anna').at(-1)).toBe('echo hello');
  });

  it('is passed over in a group without a word', async () => {
    const { office } = await open({ dialogues });
    const sender = { account: newId(), name: 'Rude' };
    await office.says('group', 'hello', { kind: 'group', sender });
    await office.quiet();
    await sql`
      update people set blocked_at = now()
      where id in (select person_id from identities where value = ${sender.account})
    `.execute(database.db);
    await office.says('group', '/cancel', { kind: 'group', sender });
    await office.quiet();
    expect(office.texts('group')).toEqual([]);
  });
});
