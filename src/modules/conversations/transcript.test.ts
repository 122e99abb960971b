import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import type { Content } from './schema.ts';
import { buttonToken } from './token.ts';
import { createTranscript, type Entry, type Transcript } from './transcript.ts';

let database: OpenDatabase;
let transcript: Transcript;
let conversation: string;
let address: string;

beforeAll(async () => {
  database = await testDatabase();
  transcript = createTranscript({ db: database.db });
  await database.db.insertInto('inboxes').values({ id: 'webchat', channel: 'webchat' }).execute();
});

afterAll(() => database?.close());

beforeEach(async () => {
  conversation = newId();
  address = randomUUID();
  await database.db
    .insertInto('conversations')
    .values({ id: conversation, inbox_id: 'webchat', address, kind: 'private' })
    .execute();
});

/** Adds a message as the core does: the next position and change of its conversation. */
const add = async (
  content: object,
  row: {
    out?: boolean;
    turn?: number;
    edits?: number;
    person?: string;
    external?: string;
    edited?: boolean;
  } = {},
): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    with c as (
      update conversations set positions = positions + 1, changes = changes + 1
      where id = ${conversation} returning id, positions, changes
    )
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, external_id, content,
                          delivery, edits, person_id, edited_at)
    select id, 'webchat', ${row.out ? 'out' : 'in'}, ${row.turn ?? 1}, positions, changes, ${row.external ?? null},
           ${JSON.stringify(content)}::jsonb, ${row.out ? 'sent' : null}, ${row.edits ?? null},
           ${row.person ?? null}, ${row.edited ? new Date() : null}
    from c returning id
  `.execute(database.db);
  return rows[0]?.id ?? 0;
};

const rewrite = async (id: number, content: Content): Promise<void> => {
  await add(content, { out: true, edits: id });
  await sql`
    update messages m set content = ${JSON.stringify(content)}::jsonb, change = c.changes, edited_at = now()
    from conversations c where c.id = m.conversation_id and m.id = ${id}
  `.execute(database.db);
};

const page = (options: { before?: number; limit: number }) =>
  transcript.page({ conversationId: conversation, ...options });

const changes = (after: number, limit = 100) =>
  transcript.changes({ conversationId: conversation, after, limit });

const words = (entries: readonly Entry[]): string[] =>
  entries.map((entry) => {
    if (entry.from === 'office') return entry.content.text;
    return entry.input.kind === 'choice' ? entry.input.label : JSON.stringify(entry.input);
  });

const text = (value: string): object => ({ kind: 'text', text: value });

describe('the state of a conversation', () => {
  it('is undefined before the first message', async () => {
    expect(await transcript.state('webchat', randomUUID())).toBeUndefined();
    expect(await transcript.latest('webchat', randomUUID(), 50)).toBeUndefined();
    expect(await transcript.state('telegram', address)).toBeUndefined();
  });

  it('has the keyboard, the chosen language and the number of the last change', async () => {
    const person = newId();
    await database.db.insertInto('people').values({ id: person, locale: 'en' }).execute();
    await database.db
      .updateTable('conversations')
      .set({ person_id: person, keyboard: JSON.stringify([[{ label: 'Menu' }]]), changes: 7 })
      .where('id', '=', conversation)
      .execute();
    expect(await transcript.state('webchat', address)).toEqual({
      conversationId: conversation,
      personId: person,
      keyboard: [[{ label: 'Menu' }]],
      locale: 'en',
      cursor: 7,
    });
  });
});

describe('a chat that was handed over', () => {
  it('shows whoever speaks there now nothing of those before them', async () => {
    const [anna, boris] = [newId(), newId()];
    await database.db
      .insertInto('people')
      .values([{ id: anna }, { id: boris }])
      .execute();
    const speaks = (person: string) =>
      database.db
        .updateTable('conversations')
        .set({ person_id: person })
        .where('id', '=', conversation)
        .execute();
    const shown = async () => words((await transcript.latest('webchat', address, 50))?.page.entries ?? []);
    await speaks(anna);
    await add(text('mine'), { turn: 1, person: anna });
    await add({ text: 'sure?' }, { turn: 1, out: true });
    expect(await transcript.since(conversation)).toBe(0);
    // The turn of the next message hands the chat over; a push came between the two.
    await add(text('yes, log me out'), { turn: 2, person: boris });
    await add({ text: 'an operator to anna' }, { turn: 1, out: true });
    await speaks(boris);
    await add({ text: 'goodbye' }, { turn: 2, out: true });
    await add({ text: 'an operator to boris' }, { turn: 2, out: true });
    await add(text('hello'), { turn: 3, person: boris });
    expect(await transcript.since(conversation)).toBe(4);
    expect(await shown()).toEqual(['goodbye', 'an operator to boris', JSON.stringify(text('hello'))]);
    await speaks(anna);
    expect(await shown()).toEqual([]);
    await add(text('again me'), { turn: 4, person: anna });
    expect(await shown()).toEqual([JSON.stringify(text('again me'))]);
  });

  it('is the same chat when two people turn out to be one', async () => {
    const anna = newId();
    await database.db.insertInto('people').values({ id: anna }).execute();
    await add(text('a guest'), { turn: 1, person: anna });
    await database.db
      .updateTable('conversations')
      .set({ person_id: anna })
      .where('id', '=', conversation)
      .execute();
    await add(text('a customer'), { turn: 2, person: anna });
    expect(await transcript.since(conversation)).toBe(0);
  });
});

describe('pages', () => {
  it('bring the latest messages, oldest first, and then those before them', async () => {
    for (const word of ['a', 'b', 'c', 'd', 'e']) await add({ text: word }, { out: true });
    const latest = await page({ limit: 2 });
    expect(words(latest.entries)).toEqual(['d', 'e']);
    expect(latest.more).toBe(true);
    const before = latest.entries[0]?.position ?? 0;
    const older = await page({ before, limit: 3 });
    expect(words(older.entries)).toEqual(['a', 'b', 'c']);
    expect(older.more).toBe(false);
    expect(await page({ before: 1, limit: 3 })).toEqual({ entries: [], more: false });
  });

  it('show a rewritten message once, in its place', async () => {
    const id = await add({ text: 'one' }, { out: true });
    await add({ text: 'two' }, { out: true });
    await rewrite(id, { text: 'ONE' });
    const { entries } = await page({ limit: 50 });
    expect(words(entries)).toEqual(['ONE', 'two']);
    expect(entries.map(({ edited }) => edited)).toEqual([true, false]);
  });

  it('never show another conversation', async () => {
    await add({ text: 'mine' }, { out: true });
    const { entries } = await transcript.page({ conversationId: newId(), limit: 50 });
    expect(entries).toEqual([]);
  });

  it('name the operator who wrote, and nobody for a dialogue', async () => {
    const person = newId();
    await database.db.insertInto('people').values({ id: person, name: 'Ольга' }).execute();
    await add(text('hello'), { person });
    await add({ text: 'hi' }, { out: true, person });
    await add({ text: 'menu' }, { out: true });
    const { entries } = await page({ limit: 50 });
    expect(entries.map((entry) => (entry.from === 'office' ? entry.author : 'person'))).toEqual([
      'person',
      'Ольга',
      null,
    ]);
  });
});

describe('what a person did', () => {
  it('shows a press with its label: the one noted by the turn, else the one on the button', async () => {
    const buttons = [[{ label: 'Yes', value: 'y' }], [{ label: 'No', value: 'n' }]];
    const id = await add({ text: 'sure?', buttons }, { out: true });
    await add({ kind: 'choice', token: buttonToken(id, 1) });
    await add({ kind: 'choice', token: buttonToken(id, 0), label: 'Yes, then' });
    await add({ kind: 'choice', token: buttonToken(id, 9) });
    await add({ kind: 'choice', token: 'forged' });
    expect(words((await page({ limit: 50 })).entries)).toEqual(['sure?', 'No', 'Yes, then', '', '']);
  });

  it('does not read labels of another conversation', async () => {
    const id = await add({ text: 'secret', buttons: [[{ label: 'Salary', value: 's' }]] }, { out: true });
    const elsewhere = newId();
    await database.db
      .insertInto('conversations')
      .values({ id: elsewhere, inbox_id: 'webchat', address: randomUUID(), kind: 'private' })
      .execute();
    conversation = elsewhere;
    await add({ kind: 'choice', token: buttonToken(id, 0) });
    expect(words((await page({ limit: 50 })).entries)).toEqual(['']);
  });

  it('shows words as they were edited after their turn', async () => {
    await add({ ...text('befour'), edited: 'before' }, { edited: true });
    const [entry] = (await page({ limit: 1 })).entries;
    expect(entry).toMatchObject({ edited: true, input: { kind: 'text', text: 'before' } });
  });

  it('keeps contacts, places, files and the rest as they are', async () => {
    const inputs = [
      { kind: 'contact', phone: '+79991234567', name: 'Анна', own: true },
      { kind: 'place', latitude: 55.75, longitude: 37.61 },
      { kind: 'file', text: '', files: [{ id: newId(), name: 'a.pdf', mime: 'application/pdf', size: 3 }] },
      { kind: 'other', what: 'sticker' },
    ];
    for (const input of inputs) await add(input);
    const { entries } = await page({ limit: 50 });
    expect(entries.map((entry) => entry.from === 'person' && entry.input)).toEqual(inputs);
  });
});

describe('changes', () => {
  it('go on exactly after what the latest page showed', async () => {
    await add({ text: 'a' }, { out: true });
    const seen = await transcript.latest('webchat', address, 50);
    expect(words(seen?.page.entries ?? [])).toEqual(['a']);
    await add({ text: 'b' }, { out: true });
    await add({ text: 'c' }, { out: true });
    const news = await changes(seen?.state.cursor ?? -1);
    expect(words(news)).toEqual(['b', 'c']);
    expect(await changes(news.at(-1)?.change ?? -1)).toEqual([]);
  });

  it('bring a rewritten message again under a new number', async () => {
    const id = await add({ text: 'one' }, { out: true });
    const cursor = (await transcript.state('webchat', address))?.cursor ?? -1;
    await rewrite(id, { text: 'ONE' });
    const news = await changes(cursor);
    expect(words(news)).toEqual(['ONE']);
    expect(news[0]).toMatchObject({ id, edited: true });
    expect(news[0]?.change).toBeGreaterThan(cursor);
  });

  it('come in portions that continue each other', async () => {
    for (let n = 0; n < 5; n += 1) await add({ text: String(n) }, { out: true });
    const seen: string[] = [];
    let after = 0;
    for (let part = await changes(after, 2); part.length > 0; part = await changes(after, 2)) {
      seen.push(...words(part));
      after = part.at(-1)?.change ?? 0;
    }
    expect(seen).toEqual(['0', '1', '2', '3', '4']);
  });
});

describe('a heard message', () => {
  it('is found by the id it was heard under, in its inbox only', async () => {
    await add(text('hello'), { external: `${address}:1` });
    expect(await transcript.heard('webchat', `${address}:1`)).toMatchObject({
      from: 'person',
      externalId: `${address}:1`,
      input: { kind: 'text', text: 'hello' },
    });
    expect(await transcript.heard('telegram', `${address}:1`)).toBeUndefined();
    expect(await transcript.heard('webchat', `${address}:2`)).toBeUndefined();
  });
});
