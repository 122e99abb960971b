import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OuterError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { defineDialogue, type Heard } from './index.ts';
import { createWire, heard, openConversations } from './testing.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const open = () => openConversations({ db: database.db });
/** Two replicas of one inbox: what one heard the other must know. */
const openTwo = async () => {
  const wire = createWire();
  return [
    await openConversations({ db: database.db, wire }),
    await openConversations({ db: database.db, wire }),
  ] as const;
};
const text = (address: string, words: string, fields = {}) =>
  heard(address, { kind: 'text', text: words }, fields);
const turnsOf = (rows: readonly { turn: number; content: { text: string } }[]) =>
  rows.map(({ turn, content }) => `${turn} ${content.text}`);
const countIn = async (table: 'people' | 'conversations' | 'identities'): Promise<number> =>
  Number(
    (
      await database.db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirst()
    )?.count,
  );

describe('a message is heard once', () => {
  it('within a batch, and in a later batch', async () => {
    const office = await open();
    const [one, two] = [text('anna', 'one'), text('anna', 'two')];
    await office.hear([one, one, two, one]);
    await office.hear([two, text('anna', 'three'), one]);
    expect(turnsOf(await office.messages('anna'))).toEqual(['1 one', '2 two', '3 three']);
    expect(await office.conversation('anna')).toMatchObject({ heard: 3, said: 0 });
  });

  it('from two replicas at the same moment: one turn, one effect', async () => {
    const [first, second] = await openTwo();
    const batches = Array.from({ length: 20 }, (_, index) => [
      text(`a${index}`, 'one'),
      text('anna', `${index}`),
    ]);
    await Promise.all(batches.flatMap((batch) => [first.hear(batch), second.hear(batch.toReversed())]));
    expect(await first.messages('anna')).toHaveLength(20);
    for (let index = 0; index < 20; index += 1)
      expect(turnsOf(await first.messages(`a${index}`))).toEqual(['1 one']);
    first.start();
    second.start();
    await first.quiet();
    expect(first.texts('anna')).toHaveLength(20);
    expect(new Set(first.texts('anna')).size).toBe(20);
  });

  it('even when the same id comes with other words', async () => {
    const office = await open();
    const message = text('anna', 'first');
    await office.hear([message]);
    await office.hear([{ ...message, input: { kind: 'text', text: 'second' } }]);
    expect(turnsOf(await office.messages('anna'))).toEqual(['1 first']);
  });

  it('in each inbox: ids of another one say nothing', async () => {
    const [one, other] = [await open(), await open()];
    const message = text('anna', 'hello');
    await one.hear([message]);
    await other.hear([message]);
    expect(await other.messages('anna')).toHaveLength(1);
  });
});

describe('turns are numbered in the order of hearing', () => {
  it('each conversation by itself, over batches of several', async () => {
    const office = await open();
    await office.hear([text('anna', 'a1'), text('boris', 'b1'), text('anna', 'a2')]);
    await office.hear([text('boris', 'b2'), text('anna', 'a3')]);
    expect(turnsOf(await office.messages('anna'))).toEqual(['1 a1', '2 a2', '3 a3']);
    expect(turnsOf(await office.messages('boris'))).toEqual(['1 b1', '2 b2']);
  });

  it('without a gap or a double when two replicas hear at the same moment', async () => {
    const replicas = await openTwo();
    const rounds = 20;
    for (let round = 0; round < rounds; round += 1)
      await Promise.all(
        replicas.map((replica, index) =>
          replica.hear([text('anna', `${round} ${index}`), text('boris', `${round} ${index}`)]),
        ),
      );
    for (const address of ['anna', 'boris']) {
      const messages = await replicas[0].messages(address);
      const numbers = Array.from({ length: 2 * rounds }, (_, index) => index + 1);
      expect(messages.map(({ turn }) => turn)).toEqual(numbers);
      expect(messages.map(({ position }) => position)).toEqual(numbers);
    }
  });

  it('nothing to hear is nothing', async () => {
    const office = await open();
    await office.hear([]);
    await expect(office.conversation('anna')).rejects.toThrow();
  });
});

describe('a first meeting', () => {
  it.each(['private', 'group'] as const)(
    'in a %s chat, by two messages at the same moment on two connections, makes one conversation and one person',
    async (kind) => {
      const replicas = await openTwo();
      const before = { people: await countIn('people'), identities: await countIn('identities') };
      const rounds = 10;
      for (let round = 0; round < rounds; round += 1) {
        const address = `chat ${round}`;
        const sender = { account: newId(), name: 'Анна' };
        await Promise.all(
          replicas.map((replica, index) => replica.hear([text(address, `${index}`, { kind, sender })])),
        );
        const messages = await replicas[0].messages(address);
        expect(messages.map(({ turn }) => turn)).toEqual([1, 2]);
        expect(new Set(messages.map(({ person_id }) => person_id)).size).toBe(1);
        const { person_id } = await replicas[0].conversation(address);
        expect(person_id).toBe(kind === 'private' ? messages[0]?.person_id : null);
      }
      expect(await countIn('people')).toBe(before.people + rounds);
      expect(await countIn('identities')).toBe(before.identities + rounds);
    },
  );

  it('keeps the name and the language that the channel tells, as the latest message has them', async () => {
    const office = await open();
    await office.says('anna', 'a', { sender: { account: 'anna', name: 'Анна', language: 'ru-RU' } });
    expect(await office.conversation('anna')).toMatchObject({ title: 'Анна', language: 'ru-RU' });
    await office.says('anna', 'b', { sender: { account: 'anna', name: 'Anna', language: 'en' } });
    expect(await office.conversation('anna')).toMatchObject({ title: 'Anna', language: 'en' });
    await office.says('anna', 'c', { sender: { account: 'anna', name: '' } });
    expect(await office.conversation('anna')).toMatchObject({ title: 'Anna', language: 'en' });
  });
});

describe('whatever is said', () => {
  it.each([
    ['NUL and a lone surrogate', 'a\u0000b\ud83d', 'ab\ufffd'],
    ['a megabyte', 'я'.repeat(500_000), 'я'.repeat(500_000)],
    ['quotes and escapes', `'; drop table people; -- \\u0000 "`, `'; drop table people; -- \\u0000 "`],
    ['emoji and right-to-left', '👩‍🔧 שלום \u202eabc', '👩‍🔧 שלום \u202eabc'],
    ['nothing', '', ''],
  ])('%s is kept', async (_, words, kept) => {
    const office = await open();
    await office.says('anna', words);
    expect((await office.messages('anna'))[0]?.content).toEqual({ kind: 'text', text: kept });
  });

  it('a name of any length and of any characters is no obstacle', async () => {
    const office = await open();
    const name = `${'a'.repeat(199)}😀\u0000${'b'.repeat(10_000)}`;
    await office.says('anna', 'hello', { sender: { account: 'anna', name } });
    await office.says('anna', 'again', { sender: { account: 'anna', name } });
    expect(await office.messages('anna')).toHaveLength(2);
    expect((await office.conversation('anna')).title).toMatch(/^a{199}/);
  });

  it('an input that cannot be stored is refused by itself: what was heard beside it stays', async () => {
    const office = await open();
    const stolen = { id: newId(), name: 'x', mime: 'text/plain', size: 1 };
    const bad = heard('boris', { kind: 'file', text: '', files: [stolen] });
    const ends = await Promise.allSettled([
      office.hear([text('anna', 'one')]),
      office.hear([bad]),
      office.hear([text('anna', 'two')]),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(turnsOf(await office.messages('anna'))).toEqual(['1 one', '2 two']);
    await expect(office.conversation('boris')).rejects.toThrow();
  });
});

it('wakes a conversation that has failures behind it and no appointment any more', async () => {
  const office = await open();
  await office.hear([text('anna', 'one')]);
  const { id } = await office.conversation('anna');
  await sql`update conversations set attempts = 2, said = heard, due_at = null where id = ${id}`.execute(
    database.db,
  );
  await office.hear([text('anna', 'two')]);
  const due = sql<{ due: boolean }>`select due_at <= now() as due from conversations where id = ${id}`;
  expect((await due.execute(database.db)).rows).toEqual([{ due: true }]);
});

describe('a message that is edited', () => {
  const edit = (words: string): Heard => ({ type: 'edited', address: 'anna', ref: 'r1', text: words });

  it('before its turn counts as edited', async () => {
    const office = await open();
    await office.hear([text('anna', 'old', { ref: 'r1' }), edit('new\u0000')]);
    office.start();
    await office.quiet();
    expect(office.texts('anna')).toEqual(['echo new']);
  });

  it('after its turn is only remembered', async () => {
    const office = await open();
    office.start();
    await office.hear([text('anna', 'old', { ref: 'r1' })]);
    await office.quiet();
    await office.hear([edit('new')]);
    await office.quiet();
    expect(office.texts('anna')).toEqual(['echo old']);
    expect((await office.messages('anna'))[0]?.content).toEqual({ kind: 'text', text: 'old', edited: 'new' });
  });

  it('is found by its own conversation and its own side', async () => {
    const office = await open();
    office.start();
    await office.hear([text('boris', 'old', { ref: 'r1' }), text('anna', 'mine')]);
    await office.quiet();
    const answer = (await office.messages('anna'))[1];
    await office.hear([edit('new'), { ...edit('new'), ref: answer?.ref ?? '' } as Heard]);
    expect((await office.messages('boris'))[0]?.content.text).toBe('old');
    expect((await office.messages('anna')).map(({ content }) => content.text)).toEqual(['mine', 'echo mine']);
  });

  it('that nobody knows is nothing', async () => {
    const office = await open();
    await office.hear([edit('new')]);
    await expect(office.conversation('anna')).rejects.toThrow();
  });
});

describe('a chat', () => {
  it('that moved keeps its conversation: what comes from the new address goes on', async () => {
    const office = await open();
    await office.hear([
      text('group', 'before', { kind: 'group' }),
      { type: 'moved', from: 'group', to: 'supergroup' },
      text('supergroup', 'after', { kind: 'group' }),
    ]);
    expect(turnsOf(await office.messages('supergroup'))).toEqual(['1 before', '2 after']);
    await expect(office.conversation('group')).rejects.toThrow();
    await office.hear([{ type: 'moved', from: 'group', to: 'supergroup' }]);
    expect((await office.conversation('supergroup')).heard).toBe(2);
  });

  it('does not move onto another', async () => {
    const office = await open();
    await office.hear([
      text('group', 'old'),
      text('supergroup', 'new'),
      { type: 'moved', from: 'group', to: 'supergroup' },
    ]);
    expect(turnsOf(await office.messages('group'))).toEqual(['1 old']);
    expect(turnsOf(await office.messages('supergroup'))).toEqual(['1 new']);
  });

  it('that cannot be reached gets nothing until it is heard of again', async () => {
    const office = await open();
    await office.hear([text('anna', 'one'), { type: 'reachable', address: 'anna', reachable: false }]);
    office.start();
    await office.quiet();
    expect(office.texts('anna')).toEqual([]);
    expect((await office.messages('anna'))[1]).toMatchObject({ delivery: 'failed', attempts: 0 });
    await office.hear([{ type: 'reachable', address: 'anna', reachable: true }]);
    expect((await office.conversation('anna')).reachable).toBe(true);
    await office.hear([{ type: 'reachable', address: 'anna', reachable: false }]);
    await office.says('anna', 'two');
    await office.quiet();
    expect(office.texts('anna')).toEqual(['echo two']);
  });
});

it('a message during the retries of a turn does not hurry them', async () => {
  const office = await open();
  await office.says('anna', 'one');
  await sql`
    update conversations set attempts = 2, due_at = '2100-01-01' where id = ${(await office.conversation('anna')).id}
  `.execute(database.db);
  await office.says('anna', 'two');
  expect(await office.conversation('anna')).toMatchObject({ heard: 2, due_at: new Date('2100-01-01') });
});

describe('files', () => {
  const keeper = defineDialogue({
    name: 'keeper',
    version: 1,
    command: 'keep',
    data: { keep: z.object({}) },
    begin: () => ({ go: 'keep', data: {} }),
    steps: {
      keep: {
        ask: () => ({ text: 'files?' }),
        hear: (_, input) => ({
          stay: true,
          say: {
            text: input.kind === 'file' ? `${input.text}: ${input.files.map(({ name }) => name)}` : '?',
          },
        }),
      },
    },
  });

  it('that a channel announces are fetched before their turn, and kept; one that is refused leaves the rest', async () => {
    const fetched: string[] = [];
    const wire = createWire({
      fetchFile: async ({ source }) => {
        fetched.push(source);
        if (source === 'gone') throw new OuterError('wire', 'refused', 'the file is gone');
        return Readable.from([Buffer.from(`content of ${source}`)]);
      },
    });
    const office = await openConversations({ db: database.db, wire, dialogues: [keeper] });
    const files = ['a', 'gone'].map((source) => ({
      name: `../${source}.txt`,
      mime: 'text/plain',
      size: null,
      source,
    }));
    await office.hear([text('anna', '/keep'), heard('anna', { kind: 'file', text: 'list\u0000', files })]);
    expect(fetched).toEqual([]);
    office.start();
    await office.quiet();
    expect(fetched).toEqual(['a', 'gone']);
    expect(office.texts('anna')).toEqual(['files?', 'list: a.txt,gone.txt']);
    const { rows } = await sql<{ name: string; size: number | null; stored: boolean }>`
      select name, size, stored_at is not null as stored from files
      where conversation_id = ${(await office.conversation('anna')).id} order by name
    `.execute(database.db);
    expect(rows).toEqual([
      { name: 'a.txt', size: 12, stored: true },
      { name: 'gone.txt', size: null, stored: false },
    ]);
  });

  it('uploaded by the speaker become part of the conversation, somebody else’s do not', async () => {
    const office = await open();
    const upload = (account: string) =>
      office.files.upload({
        account: `${office.wire.channel.name}:${account}`,
        name: 'a.txt',
        stream: Readable.from([Buffer.from('a')]),
        maxBytes: 100,
      });
    const [own, foreign] = [await upload('anna'), await upload('boris')];
    await office.hear([heard('anna', { kind: 'file', text: '', files: [own] })]);
    await expect(office.hear([heard('anna', { kind: 'file', text: '', files: [foreign] })])).rejects.toThrow(
      'not yours',
    );
    const { id } = await office.conversation('anna');
    const rows = await database.db.selectFrom('files').select(['id', 'conversation_id']).execute();
    expect(rows).toContainEqual({ id: own.id, conversation_id: id });
    expect(rows).toContainEqual({ id: foreign.id, conversation_id: null });
  });
});
