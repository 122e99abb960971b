import { json } from 'node:stream/consumers';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import { isErased } from './erased.ts';
import { createOutbox } from './outbox.ts';
import { readHistory } from './panel/history.ts';
import { openTraces } from './test-traces.ts';

const HOUR = 3_600_000;

// The whole database is searched: nothing of another test may be in it.
let office: Awaited<ReturnType<typeof openTraces>>;
beforeEach(async () => {
  office = await openTraces();
  return office.close;
});

const erase = (id: string, confirm = id, by: Actor = theOffice) =>
  office.register.erasure.erase(by, id, confirm);
const exported = async (id: string) =>
  (await json(await office.register.exports.collect(theOffice, id))) as Record<
    string,
    Record<string, unknown>[]
  >;

const personRow = (id: string) =>
  office.db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const messagesOf = async (conversation: string) => {
  const rows = await office.db
    .selectFrom('messages')
    .select(['content', 'delivery'])
    .where('conversation_id', '=', conversation)
    .orderBy('position')
    .execute();
  return rows.map(({ content, delivery }) => [content, delivery]);
};

const isStored = async (id: string): Promise<boolean> => {
  const content = await office.storage.open(id);
  content?.stream.destroy();
  return content !== undefined;
};

describe('the export of a person', () => {
  it('tells no secret', async () => {
    const { id, conversation } = await office.leaveTraces();
    await sql`
      update messages set content = content || '{"text": "https://office/TOKEN", "secret": true}'
      where conversation_id = ${conversation} and direction = 'out'
    `.execute(office.db);
    const document = await exported(id);
    expect(JSON.stringify(document)).not.toContain('TOKEN');
    const said = document.messages?.filter(({ direction }) => direction === 'out') ?? [];
    expect(said.length).toBeGreaterThan(0);
    for (const { content } of said) expect(content).toMatchObject({ text: '', secret: true });
  });

  it('has everything, and nothing of others', async () => {
    const { id, files, conversation } = await office.leaveTraces();
    const document = await exported(id);
    expect(document).toMatchObject({
      exported_at: office.now().toISOString(),
      person: {
        id,
        name: 'Секретина Анна',
        locale: 'ru',
        login: 'secretina',
        block: { reason: 'секрет' },
        identities: [
          { kind: 'email', value: 'secret@example.com', verified: false },
          { kind: 'phone', value: '+79991112233', verified: false },
          { kind: 'wire', value: 'acc0unt-17', verified: true },
        ],
      },
      conversations: [
        { id: conversation, inbox: 'desk', address: 'chat of acc0unt-17', dialogue_data: 'секрет' },
      ],
      notes: [{ conversation_id: conversation, text: 'секретная заметка' }],
      canned_answers: [{ title: 'секрет', text: 'секрет' }],
      accounts: [{ login: 'secretina', sessions: [] }],
    });
    expect(document.files?.map((file) => file.id).toSorted()).toEqual(files.toSorted());
    expect(document.messages).toHaveLength(8);
    const contents = document.messages?.map(({ content }) => content);
    expect(contents).toContainEqual({ kind: 'text', text: 'секрет для всех' });
    expect(JSON.stringify(document)).not.toMatch(/сосед|своё|password_hash|"secret"/i);
    expect(await office.auditOf(id)).toMatchObject([{ action: 'people.export', before: null, after: null }]);
  });

  it('goes on past its batches, in order', async () => {
    await office.say('talker', 'first');
    const id = await office.personOf('talker');
    await sql`
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, person_id, content)
      select id, 'desk', 'in', n, n, n, person_id, jsonb_build_object('kind', 'text', 'text', n)
      from conversations, generate_series(2, 1234) n where person_id = ${id}
    `.execute(office.db);
    const { messages } = await exported(id);
    expect(messages?.map(({ position }) => position)).toEqual(Array.from({ length: 1_234 }, (_, n) => n + 1));
  });

  it.each(['manager', 'operator'] as const)('and the erasure are not for a %s', async (role) => {
    const { id } = await office.leaveTraces();
    const by: Actor = { ...theOffice, personId: newId(), roles: [role] };
    await expect(office.register.exports.collect(by, id)).rejects.toMatchObject({ code: 'denied' });
    await expect(erase(id, id, by)).rejects.toMatchObject({ code: 'denied' });
  });
});

describe('the erasure of a person', () => {
  it('leaves nothing of them in any table, and all that others said', async () => {
    const { id, conversation, files } = await office.leaveTraces();
    expect((await office.traces()).length).toBeGreaterThan(15);
    await erase(id, ' Секретина  Анна ');
    expect(await office.traces()).toEqual([]);
    const left = (await office.dump()).join('\n');
    expect(left).toContain('ответ соседа');
    expect(left).toContain('своё');
    const gone = { kind: 'other', what: 'erased' };
    const blank = { text: '' };
    expect(await messagesOf(conversation)).toEqual([
      [gone, null],
      [gone, null],
      [gone, null],
      [blank, 'sent'],
      [blank, 'failed'],
      [blank, 'unknown'],
      [blank, 'failed'],
    ]);
    expect(await Promise.all(files.map(isStored))).toEqual([false, false]);
    expect(await office.auditOf(id)).toMatchObject([{ action: 'people.erase', before: null, after: null }]);
  });

  it('is a change of every message, for whoever has the conversation open', async () => {
    const { id, conversation } = await office.leaveTraces();
    const open = async (after?: number) =>
      (await readHistory(office.db, conversation, { after, limit: 200 })) ?? expect.fail('it is gone');
    const settled = sql`update messages set delivery = 'sent' where delivery in ('queued', 'sending')`;
    await settled.execute(office.db);
    const { rows: before, cursor } = await open();
    await erase(id);
    const after = await open(cursor);
    expect(after.rows.map((row) => row.id).toSorted()).toEqual(before.map((row) => row.id).toSorted());
    const changes = after.rows.map(({ change }) => change);
    expect(new Set(changes).size).toBe(changes.length);
    expect(after.cursor).toBe(Math.max(...changes));
    for (const { direction, content } of after.rows) expect(isErased(direction, content)).toBe(true);
    await erase(id, 'Секретина Анна');
    expect((await open(after.cursor)).rows).toEqual([]);
  });

  it('makes whoever comes again a new person', async () => {
    const { id, account, conversation } = await office.leaveTraces();
    await erase(id);
    await office.say(account, 'снова я');
    const again = await office.personOf(account);
    expect(again).not.toBe(id);
    const rows = await office.db
      .selectFrom('conversations')
      .select(['id', 'reachable', 'due_at', 'operator_id', 'queued_at', 'lease_by'])
      .where('person_id', 'in', [id, again])
      .orderBy('created_at')
      .execute();
    const free = { due_at: null, operator_id: null, queued_at: null, lease_by: null };
    expect(rows).toMatchObject([{ id: conversation, reachable: false, ...free }, { reachable: true }]);
  });

  it('ends what a worker was about to send', async () => {
    const { id, conversation } = await office.leaveTraces();
    const waiting = office.db.selectFrom('messages').select('id').where('delivery', '=', 'queued');
    const { id: messageId } = await waiting.executeTakeFirstOrThrow();
    await erase(id);
    const { permit } = createOutbox({ db: office.db, worker: 'worker' });
    const pace = { perSecond: 0, burst: 0 };
    expect(await permit({ messageId, conversationId: conversation, pace })).toBe('lost');
  });

  it('gives back the conversations they answered, and keeps what they answered', async () => {
    const { operator, conversation } = await office.leaveTraces();
    await erase(operator);
    const { rows } = await sql<{ over: boolean }>`
      select operator_until <= now() as over from conversations where id = ${conversation}
    `.execute(office.db);
    expect(rows).toEqual([{ over: true }]);
    expect((await messagesOf(conversation))[3]?.[0]).toMatchObject({ text: 'секретный ответ' });
  });

  it('can be asked for again, and erases what has come meanwhile', async () => {
    const { id, conversation } = await office.leaveTraces();
    await erase(id);
    const { erased_at: first } = await personRow(id);
    office.pass(HOUR);
    await sql`
      update messages set content = '{"kind": "text", "text": "поздний секрет"}'
      where conversation_id = ${conversation} and position = 1
    `.execute(office.db);
    await erase(id, 'Секретина Анна');
    expect(await office.traces()).toEqual([]);
    expect((await personRow(id)).erased_at).toEqual(first);
    expect(await office.auditOf(id)).toHaveLength(1);
  });

  it('happens wholly or not at all', async () => {
    const { id, files } = await office.leaveTraces();
    const before = await office.dump();
    let calls = 0;
    office.trouble.erase = async () => {
      calls += 1;
      if (calls === 2) throw new Error('the power went');
      return undefined;
    };
    await expect(erase(id)).rejects.toThrow('the power went');
    expect(await office.dump()).toEqual(before);
    expect(await Promise.all(files.map(isStored))).toEqual([true, true]);
  });

  it('leaves files that could not be removed to the sweep, and shows them to nobody', async () => {
    const { id, files, conversation } = await office.leaveTraces();
    office.trouble.removal = new Error('the disk is away');
    await erase(id);
    expect(await office.traces()).toEqual([]);
    const reader = { account: 'wire:acc0unt-17', conversationId: conversation };
    for (const file of files) expect(await office.files.open(file, reader)).toMatchObject({ ok: false });
    expect(await Promise.all(files.map(isStored))).toEqual([true, true]);
    office.pass(2 * HOUR);
    expect(await office.files.sweep()).toBe(2);
    expect(await Promise.all(files.map(isStored))).toEqual([false, false]);
  });

  it('finds what was being heard in the same moment in a group they were never in', async () => {
    const { id, account } = await office.leaveTraces();
    const met = Promise.withResolvers<void>();
    const heard = Promise.withResolvers<void>();
    const hearing = office.db.transaction().execute(async (tx) => {
      expect(await office.people.meet(tx, { kind: 'wire', account, name: '' })).toBe(id);
      met.resolve();
      await heard.promise;
      await sql`
        with c as (
          insert into conversations (id, inbox_id, address, kind) values (${newId()}, 'desk', 'party', 'group')
          returning id
        )
        insert into messages (conversation_id, inbox_id, direction, turn, position, change, person_id, account, content)
        select id, 'desk', 'in', 1, 1, 1, ${id}::uuid, ${account}, '{"kind": "text", "text": "секрет"}' from c
      `.execute(tx);
    });
    await met.promise;
    const erasing = erase(id);
    await expect.poll(blockedSessions).toBe(1);
    heard.resolve();
    await Promise.all([hearing, erasing]);
    expect(await office.traces()).toEqual([]);
  });

  it.each(['', '   ', 'Анна', 'секретина анна', newId()])('is not confirmed by %j', async (confirm) => {
    const { id } = await office.leaveTraces();
    await expect(erase(id, confirm)).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ path: 'confirm' }],
    });
    expect(await personRow(id)).toMatchObject({ name: 'Секретина Анна', erased_at: null });
  });

  it('of somebody without a name is confirmed by the id alone', async () => {
    const { id } = await office.leaveTraces();
    await office.db.updateTable('people').set({ name: '' }).where('id', '=', id).execute();
    await expect(erase(id, ' ')).rejects.toMatchObject({ code: 'invalid' });
    await erase(id.toUpperCase());
    expect((await personRow(id)).erased_at).not.toBeNull();
  });

  it('never hits an administrator who can log in', async () => {
    const { id } = await office.leaveTraces();
    await office.db
      .updateTable('people')
      .set({ roles: ['administrator'] })
      .where('id', '=', id)
      .execute();
    await expect(erase(id)).rejects.toMatchObject({ code: 'conflict' });
    await office.db.deleteFrom('accounts').where('person_id', '=', id).execute();
    await erase(id);
    expect(await personRow(id)).toMatchObject({ name: '', roles: [], locale: null });
  });

  it('of nobody is refused', async () => {
    await expect(erase(newId())).rejects.toMatchObject({ code: 'missing' });
  });
});

const blockedSessions = async (): Promise<number | undefined> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
  `.execute(office.db);
  return rows[0]?.count;
};
