import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { startValue } from '#kernel/start-value.ts';
import type { OpenDatabase, Tx } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { defineDialogue } from './dialogue.ts';
import { openConversations } from './testing.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.db.transaction().execute(work);
const open = async () => {
  const office = await openConversations({ db: database.db });
  office.start();
  await office.says('anna', 'hello');
  await office.quiet();
  const { id, person_id } = await office.conversation('anna');
  return { office, id, personId: person_id ?? '' };
};
const text = { ru: 'Ссылка: тайна', en: 'Link: secret' };

it('a person is told where they were heard last and can be reached, in their language', async () => {
  const { office, personId } = await open();
  await office.says('elsewhere', 'hello');
  await office.quiet();
  await sql`update conversations set person_id = ${personId}, language = 'en' where address = 'elsewhere'`.execute(
    database.db,
  );
  const { person_id } = await office.conversation('elsewhere');
  expect(person_id).toBe(personId);
  expect(await inTx((tx) => office.sayTo(tx, { personId, text }))).toBe(true);
  await office.quiet();
  expect(office.texts('elsewhere').at(-1)).toBe('Link: secret');

  await sql`update conversations set reachable = false where address = 'elsewhere'`.execute(database.db);
  expect(await inTx((tx) => office.sayTo(tx, { personId, text }))).toBe(true);
  await office.quiet();
  expect(office.texts('anna').at(-1)).toBe('Ссылка: тайна');
});

it('nobody who has no conversation, or only others’ inboxes and groups, is told anything', async () => {
  const { office, personId } = await open();
  expect(await inTx((tx) => office.sayTo(tx, { personId: newId(), text }))).toBe(false);
  await sql`update conversations set kind = 'group' where address = 'anna'`.execute(database.db);
  expect(await inTx((tx) => office.sayTo(tx, { personId, text }))).toBe(false);
  const other = await openConversations({ db: database.db });
  expect(await inTx((tx) => other.sayTo(tx, { personId, text }))).toBe(false);
});

it('what is secret is marked, and nothing of an undone transaction is said', async () => {
  const { office, personId } = await open();
  await inTx((tx) => office.sayTo(tx, { personId, text, secret: true }));
  await office.quiet();
  expect((await office.messages('anna')).at(-1)?.content).toEqual({ text: text.ru, secret: true });
  await expect(
    inTx(async (tx) => {
      await office.sayTo(tx, { personId, text });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await office.quiet();
  expect(office.texts('anna').filter((said) => said === text.ru)).toHaveLength(1);
});

it('a file is a line where the channel shows none', async () => {
  const { office, personId } = await open();
  const file = { id: newId(), name: 'счёт.pdf', mime: 'application/pdf', size: 10 };
  const line = { ru: 'Файл счёт.pdf: http://office/1', en: 'File счёт.pdf: http://office/1' };
  await inTx((tx) => office.sayTo(tx, { personId, text, files: [{ file, line }] }));
  await office.quiet();
  expect((await office.messages('anna')).at(-1)?.content).toEqual({ text: `${text.ru}\n\n${line.ru}` });
});

it('with buttons that begin a dialogue, whatever step waits', async () => {
  const opened = defineDialogue({
    name: 'opened',
    version: 1,
    data: {},
    begin: (_, { by, text }) => ({ end: true, say: { text: `${by}: ${text}` } }),
    steps: {},
  });
  const office = await openConversations({ db: database.db, dialogues: [opened] });
  office.start();
  await office.says('boris', 'hello');
  await office.quiet();
  const { person_id } = await office.conversation('boris');
  const key = (label: string) => [[{ label, value: startValue('opened', 'order 12') }]];
  const buttons = { ru: key('Открыть'), en: key('Open') };
  await inTx((tx) => office.sayTo(tx, { personId: person_id ?? '', text, buttons }));
  await office.quiet();
  await office.presses('boris', 'Открыть');
  await office.quiet();
  expect(office.texts('boris').at(-1)).toBe('menu: order 12');
  await office.stop();
});

it('a conversation is told something, by its id', async () => {
  const { office, id } = await open();
  const message = await inTx((tx) => office.sayIn(tx, { conversationId: id, text: 'A test.' }));
  await office.quiet();
  expect((await office.messages('anna')).at(-1)).toMatchObject({ id: message, content: { text: 'A test.' } });
  await expect(
    inTx((tx) => office.sayIn(tx, { conversationId: newId(), text: 'A test.' })),
  ).rejects.toMatchObject({ code: 'missing' });
});

it('a chat that is handed over in this moment hears nothing that is meant for the one before', async () => {
  const { office, id, personId } = await open();
  const stranger = newId();
  await office.db.insertInto('people').values({ id: stranger }).execute();
  const push = await inTx(async (tx) => {
    await sql`update conversations set person_id = ${stranger} where id = ${id}`.execute(tx);
    const pushing = inTx((other) => office.sayTo(other, { personId, text }));
    const waits = sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `;
    await vi.waitFor(async () => expect((await waits.execute(office.db)).rows).toHaveLength(1), PATIENCE);
    return { pushing };
  });
  expect(await push.pushing).toBe(false);
  await office.quiet();
  expect(office.texts('anna').join()).not.toContain('тайна');
});
