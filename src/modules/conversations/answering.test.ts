import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { uploadAccount } from '#modules/files/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createWire, newOperator, openConversations } from './testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

/** A conversation that Olga has taken over. */
const operated = async ({ maxText = 4_096 } = {}) => {
  const wire = createWire({ capabilities: { buttons: true, edits: true, contacts: true, maxText } });
  const office = await openConversations({ db: database.db, wire });
  office.start();
  await office.says('anna', 'hello');
  await office.quiet();
  const { id } = await office.conversation('anna');
  const olga = await newOperator(database.db, 'Olga');
  await office.operators.takeOver(olga, id);
  await office.quiet();
  return { office, id, olga };
};

describe('an operator’s answer', () => {
  it('is a message of its author, told and delivered', async () => {
    const { office, id, olga } = await operated();
    const answer = await office.operators.answer(olga, id, { id: newId(), text: '  Hello, Anna!\u0000 ' });
    await office.quiet();
    const [last] = (await office.messages('anna')).slice(-1);
    expect(answer).toEqual({ ok: true, id: last?.id, position: last?.position });
    expect(last).toMatchObject({
      direction: 'out',
      person_id: olga.personId,
      content: { text: 'Hello, Anna!' },
      delivery: 'sent',
    });
    expect(office.said).toContain(id);
    expect(office.delivered).toContain(id);
  });

  it('that is too long for the channel goes out in parts, which the same id does not repeat', async () => {
    const { office, id, olga } = await operated({ maxText: 100 });
    const text = 'word '.repeat(50).trim();
    const key = newId();
    const first = await office.operators.answer(olga, id, { id: key, text });
    expect(await office.operators.answer(olga, id, { id: key, text })).toEqual(first);
    await office.quiet();
    const parts = (await office.messages('anna')).filter(({ person_id }) => person_id === olga.personId);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ content }) => content.text).join(' ')).toBe(text);
    expect(parts[0]).toMatchObject(first.ok ? { id: first.id, position: first.position } : {});
  });

  it('with a file is refused where the messenger shows none, and nothing is said', async () => {
    const { office, id, olga } = await operated();
    const file = await office.files.upload({
      account: uploadAccount(olga),
      name: 'счёт.pdf',
      stream: (async function* () {
        yield Buffer.from('%PDF-1.4');
      })(),
      maxBytes: 100,
    });
    const answer = office.operators.answer(olga, id, { id: newId(), text: 'Вот', fileId: file.id });
    await expect(answer).rejects.toMatchObject({ code: 'invalid', fields: [{ path: 'file_id' }] });
    await office.quiet();
    const said = (await office.messages('anna')).filter(({ person_id }) => person_id === olga.personId);
    expect(said).toEqual([]);
  });

  it('posted many times at once is said once', async () => {
    const { office, id, olga } = await operated();
    const key = newId();
    const all = await Promise.all(
      [1, 2, 3, 4, 5].map(() => office.operators.answer(olga, id, { id: key, text: 'once' })),
    );
    expect(new Set(all.map((one) => one.ok && one.id)).size).toBe(1);
    await office.quiet();
    expect(office.texts('anna').filter((text) => text === 'once')).toHaveLength(1);
  });

  it('is only for who has the conversation; what was said before stays said', async () => {
    const { office, id, olga } = await operated();
    const boris = await newOperator(database.db, 'Boris');
    expect(await office.operators.answer(boris, id, { id: newId(), text: 'me too' })).toEqual({
      ok: false,
      operator: { id: olga.personId, name: 'Olga' },
    });
    const key = newId();
    const said = await office.operators.answer(olga, id, { id: key, text: 'bye' });
    await office.operators.handBack(olga, id);
    expect(await office.operators.answer(olga, id, { id: key, text: 'bye' })).toEqual(said);
    expect(await office.operators.answer(olga, id, { id: newId(), text: 'more' })).toEqual({
      ok: false,
      operator: null,
    });
    await office.operators.takeOver(boris, id);
    await expect(office.operators.answer(boris, id, { id: key, text: 'bye' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('without words is refused', async () => {
    const { office, id, olga } = await operated();
    for (const text of ['', ' \n ', '\u0000'])
      await expect(office.operators.answer(olga, id, { id: newId(), text })).rejects.toMatchObject({
        code: 'invalid',
      });
  });

  it('keeps the conversation for longer, and is in the audit without its words', async () => {
    const { office, id, olga } = await operated();
    await sql`update conversations set operator_until = now() where id = ${id}`.execute(database.db);
    const answer = await office.operators.answer(olga, id, { id: newId(), text: 'a secret of the house' });
    expect(Number((await office.conversation('anna')).operator_until)).toBeGreaterThan(Date.now() + 60_000);
    const { rows } = await sql<{ action: string; after: unknown }>`
      select action, after from audit_entries where subject_id = ${id} order by seq desc limit 1
    `.execute(database.db);
    expect(rows).toEqual([
      { action: 'conversations.answer', after: { message: answer.ok ? answer.id : undefined } },
    ]);
  });
});

describe('typing', () => {
  it('is shown to the person and to the panels, and keeps the conversation for longer', async () => {
    const { office, id, olga } = await operated();
    await sql`update conversations set operator_until = now() where id = ${id}`.execute(database.db);
    await office.operators.typing(olga, id);
    expect(office.wire.typed).toEqual(['anna']);
    expect(office.typists).toEqual([`Olga in ${id}`]);
    expect(Number((await office.conversation('anna')).operator_until)).toBeGreaterThan(Date.now() + 60_000);
  });

  it('of who does not have the conversation is for the panels only', async () => {
    const { office, id } = await operated();
    const { operator_until: until } = await office.conversation('anna');
    await office.operators.typing(await newOperator(database.db, 'Boris'), id);
    expect(office.wire.typed).toEqual([]);
    expect(office.typists).toEqual([`Boris in ${id}`]);
    expect(await office.conversation('anna')).toMatchObject({ operator_until: until });
  });
});
