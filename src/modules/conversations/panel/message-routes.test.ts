import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import type { Employee } from '../operator.ts';
import { createWire, heard, newOperator } from '../testing.ts';
import { type Listed, openPanel } from './testing.ts';

interface Message {
  readonly id: number;
  readonly position: number;
  readonly change: number;
  readonly from: string;
  readonly text: string;
  readonly hidden: boolean;
  readonly delivery: string | null;
  readonly files: readonly { readonly id: string; readonly stored: boolean }[];
}
interface Part {
  readonly items: readonly Message[];
  readonly more: boolean;
  readonly cursor: number;
}

let database: OpenDatabase;
let olga: Employee;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await sql`truncate conversations, people cascade`.execute(database.db);
  olga = await newOperator(database.db, 'Olga');
});

const open = async (options: Parameters<typeof openPanel>[1] = {}) => {
  const panel = await openPanel(database, options);
  panel.as(olga);
  const id = await panel.begins('anna', 'hello');
  const messages = async (query = '') =>
    (await panel.get<Part>(`/conversations/${id}/messages${query}`)).body;
  return { panel, id, messages };
};

describe('the messages of a conversation', () => {
  it('tell who said what, and how it fared', async () => {
    const { panel, id, messages } = await open();
    await panel.operators.takeOver(olga, id);
    await panel.operators.answer(olga, id, { id: newId(), text: 'I am here' });
    await panel.hear([heard('anna', { kind: 'contact', phone: '+79991234567', name: 'Anna', own: true })]);
    await panel.quiet();
    const { items, more } = await messages();
    expect(more).toBe(false);
    expect(items.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    expect(items).toMatchObject([
      { from: 'person', text: 'hello', kind: 'text', author: { name: 'Name of anna' }, delivery: null },
      { from: 'dialogue', text: 'echo hello', author: null, delivery: 'sent', hidden: false },
      { from: 'dialogue', text: expect.stringMatching(/Olga/) },
      { from: 'operator', text: 'I am here', author: { id: olga.personId, name: 'Olga' }, delivery: 'sent' },
      { from: 'person', kind: 'contact', text: 'Anna, +79991234567', buttons: null, files: [] },
    ]);
  });

  it('tell of a picture where it is, unless only the person may see it', async () => {
    const { panel, id, messages } = await open();
    const content = { text: 'card', photo: { id: newId(), title: 'Drill' } };
    const put = (stored: object) =>
      sql`update messages set content = ${JSON.stringify(stored)}::jsonb
          where conversation_id = ${id} and direction = 'out'`.execute(database.db);
    await panel.quiet();
    await put(content);
    expect((await messages()).items.at(-1)).toMatchObject({
      text: 'card',
      erased: false,
      photo: { url: `/api/v1/shop/images/${content.photo.id}`, title: 'Drill' },
    });
    await put({ ...content, secret: true });
    expect((await messages()).items.at(-1)).not.toHaveProperty('photo');
    await put({ ...content, text: '' });
    expect((await messages()).items.at(-1)).toMatchObject({ erased: false });
  });

  it('come in parts, backwards from the newest', async () => {
    const { panel, messages } = await open();
    for (const word of ['one', 'two', 'three']) await panel.says('anna', word);
    await panel.quiet();
    const all = (await messages()).items;
    const newest = await messages('?limit=3');
    expect([newest.items, newest.more]).toEqual([all.slice(5), true]);
    const older = await messages(`?limit=3&before=${newest.items[0]?.position}`);
    expect([older.items, older.more]).toEqual([all.slice(2, 5), true]);
    expect(await messages(`?limit=3&before=${older.items[0]?.position}`)).toMatchObject({ more: false });
  });

  it('that are new or changed come after a cursor; what is on its way comes again until it has arrived', async () => {
    const gate = Promise.withResolvers<void>();
    const wire = createWire({
      answer: async ({ text }) => {
        if (text === 'slowly') await gate.promise;
        return { outcome: 'sent' };
      },
    });
    const { panel, id, messages } = await open({ wire });
    const { cursor } = await messages();
    expect(await messages(`?after=${cursor}`)).toEqual({ items: [], more: false, cursor });
    await panel.operators.takeOver(olga, id);
    await panel.quiet();
    await panel.operators.answer(olga, id, { id: newId(), text: 'slowly' });
    await panel.operators.answer(olga, id, { id: newId(), text: 'behind' });
    const page = await messages(`?after=${cursor}&limit=2`);
    expect(page.items.map(({ text }) => text)).toEqual([expect.stringMatching(/Olga/), 'slowly']);
    expect(page).toMatchObject({ more: true, cursor: cursor + 2 });
    const rest = await messages(`?after=${page.cursor}`);
    expect(rest.items.map(({ text }) => text)).toEqual(['behind']);
    expect(rest).toMatchObject({ more: false, cursor: cursor + 1 });

    gate.resolve();
    await panel.quiet();
    const settled = await messages(`?after=${rest.cursor}`);
    expect(settled.items.map(({ text, delivery }) => [text, delivery])).toEqual([
      ['slowly', 'sent'],
      ['behind', 'sent'],
    ]);
    expect(settled.cursor).toBe(cursor + 3);
  });

  it('hide what is secret, and everything else about it is there', async () => {
    const { panel, messages } = await open();
    const { person_id } = await panel.conversation('anna');
    const text = { ru: 'пароль: тайна', en: 'x' };
    await database.db
      .transaction()
      .execute((tx) => panel.sayTo(tx, { personId: person_id ?? '', text, secret: true }));
    await panel.quiet();
    expect(panel.texts('anna').at(-1)).toBe(text.ru);
    expect((await messages()).items.at(-1)).toMatchObject({ text: '', hidden: true, delivery: 'sent' });
    expect(JSON.stringify(await messages('?after=0'))).not.toContain('тайна');
  });

  it('show a person’s words as they were last edited, and a press by its label', async () => {
    const { panel, id, messages } = await open();
    await panel.says('anna', 'hullo', { ref: 'r1' });
    await panel.quiet();
    await panel.hear([{ type: 'edited', address: 'anna', ref: 'r1', text: 'hello again' }]);
    await sql`
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, person_id, content)
      select id, inbox_id, 'in', 9, 99, 99, person_id, '{"kind": "choice", "token": "k1:1:0", "label": "Big"}'
      from conversations where id = ${id}
    `.execute(database.db);
    const { items } = await messages();
    expect(items.find(({ position }) => position === 3)).toMatchObject({ text: 'hello again', edited: true });
    expect(items.at(-1)).toMatchObject({ kind: 'choice', text: 'Big' });
  });

  it.each(['?before=0', '?limit=0', '?limit=201', '?after=-1', '?around=5'])('refuse %s', async (query) => {
    const { panel, id } = await open();
    expect((await panel.get(`/conversations/${id}/messages${query}`)).status).toBe(422);
  });
});

describe('files of a conversation', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const uploaded = async (panel: Awaited<ReturnType<typeof open>>['panel'], name: string, bytes: Buffer) => {
    const file = await panel.files.upload({
      account: `${panel.wire.channel.name}:anna`,
      name,
      stream: (async function* () {
        yield bytes;
      })(),
      maxBytes: 10_000,
    });
    await panel.hear([heard('anna', { kind: 'file', files: [file], text: '' })]);
    await panel.quiet();
    return file.id;
  };

  it('are listed and opened: saved, or shown when that is harmless', async () => {
    const { panel, id, messages } = await open();
    const picture = await uploaded(panel, 'снимок.png', PNG);
    const page = await uploaded(panel, 'page.html', Buffer.from('<script>alert(1)</script>'));
    expect((await panel.get(`/conversations/${id}/files`)).body).toMatchObject({
      items: [
        { id: page, name: 'page.html', stored: true, from: 'person' },
        { id: picture, name: 'снимок.png', mime: 'image/png', size: PNG.length },
      ],
    });
    const withFiles = (await messages()).items.filter(({ files }) => files.length > 0);
    expect(withFiles.map(({ files }) => files)).toMatchObject([
      [{ id: picture, stored: true }],
      [{ id: page, stored: true }],
    ]);

    const saved = await panel.open('GET', `/conversations/${id}/files/${picture}`);
    expect(saved.headers.get('content-type')).toBe('application/octet-stream');
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%D1%81/);
    expect(Buffer.from(await saved.arrayBuffer()).equals(PNG)).toBe(true);
    const shown = await panel.open('GET', `/conversations/${id}/files/${picture}?inline=true`);
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual([
      'image/png',
      expect.stringMatching(/^inline/),
    ]);
    await shown.arrayBuffer();
    const html = await panel.open('GET', `/conversations/${id}/files/${page}?inline=true`);
    expect([html.headers.get('content-type'), html.headers.get('content-disposition')]).toEqual([
      'application/octet-stream',
      expect.stringMatching(/^attachment/),
    ]);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    await html.arrayBuffer();
  });

  it('are asked for every time, and sent once', async () => {
    const { panel, id } = await open();
    const path = `/conversations/${id}/files/${await uploaded(panel, 'a.png', PNG)}`;
    const { headers } = await panel.get(path);
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const again = () =>
      fetch(`${panel.url}/api/v1${path}`, { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    const answer = await again();
    expect([answer.status, await answer.text()]).toEqual([304, '']);
    panel.as(undefined);
    expect((await again()).status).toBe(401);
  });

  it('are not had through another conversation', async () => {
    const { panel } = await open();
    const picture = await uploaded(panel, 'a.png', PNG);
    const other = await panel.begins('boris', 'hello');
    expect((await panel.get(`/conversations/${other}/files/${picture}`)).status).toBe(404);
  });
});

describe('the search over messages', () => {
  interface Found {
    readonly message_id: number;
    readonly conversation_id: string;
    readonly text: string;
    readonly from: string;
  }

  it('finds what people and operators said, never what dialogues said or what is secret', async () => {
    const { panel, id } = await open();
    await panel.operators.takeOver(olga, id);
    await panel.says('anna', 'Нужна ТРУБА 20 мм, 100%');
    await panel.operators.answer(olga, id, { id: newId(), text: 'Труба есть' });
    const { person_id } = await panel.conversation('anna');
    await database.db
      .transaction()
      .execute((tx) =>
        panel.sayTo(tx, { personId: person_id ?? '', text: { ru: 'труба: тайна', en: 'x' }, secret: true }),
      );
    await panel.quiet();
    await panel.begins('boris', 'труба бориса');

    const search = async (query: string) => {
      const { status, body } = await panel.get<Listed<Found>>(`/messages?${query}`);
      expect(status).toBe(200);
      return body;
    };
    const texts = async (query: string) => (await search(query)).items.map(({ text }) => text);
    const q = `q=${encodeURIComponent('труба')}`;
    expect(await search(q)).toMatchObject({
      total: 3,
      items: [
        { text: 'труба бориса', from: 'person', person: { name: 'Name of boris' } },
        { text: 'Труба есть', from: 'operator', author: { name: 'Olga' }, conversation_id: id },
        { text: 'Нужна ТРУБА 20 мм, 100%', from: 'person', title: 'Name of anna', position: 4 },
      ],
    });
    expect(await texts(`${q}&from=operator`)).toEqual(['Труба есть']);
    expect(await texts(`${q}&from=person&sort=at`)).toEqual(['Нужна ТРУБА 20 мм, 100%', 'труба бориса']);
    expect(await texts(`${q}&inbox=nowhere`)).toEqual([]);
    expect(await texts(`${q}&after=2100-01-01`)).toEqual([]);
    expect(await texts(`${q}&before=2000-01-01T00:00:00Z`)).toEqual([]);
    const pipe = ['Нужна ТРУБА 20 мм, 100%'];
    for (const words of ['00%', 'ужн', 'ну', '20'])
      expect(await texts(`q=${encodeURIComponent(words)}`)).toEqual(pipe);
    for (const words of ['уж', '0%', '.*', '_м', '%%%'])
      expect(await texts(`q=${encodeURIComponent(words)}`)).toEqual([]);
    expect(await texts('q=echo')).toEqual([]);
    expect(await search(`${q}&page=2&size=2`)).toMatchObject({ total: 3, items: [{ from: 'person' }] });
    const { body: table } = await panel.get<string>(`/messages.csv?${q}`);
    expect(table.trim().split('\r\n')).toHaveLength(4);
    expect(table).not.toContain('тайна');
  });

  it.each([
    '',
    'q=a',
    `q=${'a'.repeat(201)}`,
    'q=aa&from=dialogue',
    'q=aa&after=yesterday',
    'q=aa&after=0000-01-01',
    'q=aa&before=9999-12-31T23:59:59-23:59',
    'q=%00%00a',
    'q=aa&sort=text',
  ])('refuses %s', async (query) => {
    const { panel } = await open();
    expect((await panel.get(`/messages?${query}`)).status).toBe(422);
  });
});
