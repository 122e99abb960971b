import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from './schema.ts';
import type { Client } from './test-client.ts';
import { type Office, openOffice } from './test-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

const messagesOf = async (visitor: Client): Promise<Message[]> =>
  (await visitor.json<{ messages: Message[] }>('')).messages;

const said = async (visitor: Client): Promise<string[]> =>
  (await messagesOf(visitor)).filter(({ from }) => from === 'person').map(({ text }) => text);

/** The visitor asks and waits for the question with its buttons. */
const question = async (visitor: Client): Promise<Message> => {
  await visitor.say('ask');
  await expect.poll(async () => (await messagesOf(visitor)).at(-1)?.text).toBe('Which one?');
  return (await messagesOf(visitor)).at(-1) as Message;
};

const press = async (visitor: Client, messageId: string, button: number): Promise<Message> => {
  const answer = await visitor.post({ id: randomUUID(), choice: { message_id: messageId, button } });
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { message: Message }).message;
};

it('a secret whose words are gone is not shown any more', async () => {
  const anna = await office.visitor();
  await anna.say('hello');
  await expect.poll(async () => (await messagesOf(anna)).at(-1)?.text).toBe('echo hello');
  const { id } = await office.conversationOf(anna);
  await sql`
    update messages set content = '{"text": "", "secret": true}' where conversation_id = ${id} and direction = 'out'
  `.execute(office.db);
  expect((await messagesOf(anna)).map(({ text }) => text)).toEqual(['hello']);
});

it('a picture comes with its address and its title', async () => {
  const anna = await office.visitor();
  await anna.say('hello');
  await expect.poll(async () => (await messagesOf(anna)).at(-1)?.text).toBe('echo hello');
  const { id } = await office.conversationOf(anna);
  const photo = { id: randomUUID(), title: 'Drill' };
  await sql`
    update messages set content = content || ${JSON.stringify({ photo })}::jsonb
    where conversation_id = ${id} and direction = 'out'
  `.execute(office.db);
  expect(await messagesOf(anna)).toMatchObject([
    { text: 'hello' },
    { text: 'echo hello', photo: { url: `/api/v1/shop/images/${photo.id}`, title: 'Drill' } },
  ]);
});

describe('a text', () => {
  it('is answered as it will be shown', async () => {
    const anna = await office.visitor();
    const id = randomUUID();
    const answer = await anna.post({ id, text: 'Труба 20 мм 🧵' });
    expect(answer.status).toBe(202);
    const { message } = (await answer.json()) as { message: Message };
    expect(message).toEqual({
      id,
      position: 1,
      from: 'person',
      text: 'Труба 20 мм 🧵',
      files: [],
      buttons: null,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      edited: false,
    });
    expect((await messagesOf(anna))[0]).toEqual(message);
  });

  it('sent again under the same id is answered the same and heard once', async () => {
    const anna = await office.visitor();
    const id = randomUUID();
    const first = await anna.say('once', id);
    expect(await anna.say('once', id)).toEqual(first);
    expect(await anna.say('changed meanwhile', id)).toEqual(first);
    await expect.poll(async () => (await messagesOf(anna)).at(-1)?.text).toBe('echo once');
    await anna.say('last');
    await expect.poll(async () => (await messagesOf(anna)).at(-1)?.text).toBe('echo last');
    expect((await messagesOf(anna)).map(({ text }) => text)).toEqual([
      'once',
      'echo once',
      'last',
      'echo last',
    ]);
  });

  it('of somebody who is erased in this moment is nobody’s', async () => {
    const anna = await office.visitor();
    await sql`
      create function erase() returns trigger language plpgsql as $$ begin return null; end $$
    `.execute(office.db);
    await sql`create trigger erase before insert on messages for each row execute function erase()`.execute(
      office.db,
    );
    try {
      expect((await anna.post({ id: randomUUID(), text: 'hello' })).status).toBe(401);
    } finally {
      await sql`drop function erase cascade`.execute(office.db);
    }
  });

  it('sent several times at once, as the very first words, is heard once', async () => {
    const anna = await office.visitor();
    const id = randomUUID();
    const twins = await Promise.all([1, 2, 3, 4].map(() => anna.say('now', id)));
    for (const twin of twins) expect(twin).toEqual(twins[0]);
    await anna.say('last');
    await expect.poll(async () => (await messagesOf(anna)).at(-1)?.text).toBe('echo last');
    expect(await said(anna)).toEqual(['now', 'last']);
  });

  it('may have the id of another visitor without touching it', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    const id = randomUUID();
    const hers = await anna.say('hers', id);
    const his = await boris.say('his', id);
    expect(his).toMatchObject({ id, text: 'his' });
    expect(await anna.say('hers', id)).toEqual(hers);
    expect(await said(anna)).toEqual(['hers']);
    expect(await said(boris)).toEqual(['his']);
  });

  it('may have 4000 units, any script, line breaks, and loses only what cannot be stored', async () => {
    const anna = await office.visitor();
    const long = '😀'.repeat(2_000);
    expect((await anna.say(long)).text).toBe(long);
    expect((await anna.say('שלום\r\nعالم')).text).toBe('שלום\nعالم');
    expect((await anna.say('a\u0000b \ud800')).text).toBe('ab \ufffd');
    expect((await anna.say('<b>not bold</b>')).text).toBe('<b>not bold</b>');
  });
});

describe('what is refused with 422', () => {
  const id = randomUUID();
  const choice = { message_id: '1', button: 0 };
  it.each([
    ['no id', { text: 'a' }],
    ['an id that is no uuid', { id: '1', text: 'a' }],
    ['an empty text', { id, text: '' }],
    ['blanks', { id, text: ' \n\u0000' }],
    ['a text over 4000', { id, text: 'a'.repeat(4_001) }],
    ['a text that is none', { id, text: 5 }],
    ['nothing said', { id }],
    ['two things said', { id, text: 'a', choice }],
    ['an unknown field', { id, text: 'a', role: 'administrator' }],
    ['an unknown field within', { id, choice: { ...choice, token: 'k1:1:0' } }],
    ['a message id that is none', { id, choice: { ...choice, message_id: '1; drop' } }],
    ['a negative button', { id, choice: { ...choice, button: -1 } }],
    ['half a button', { id, choice: { ...choice, button: 0.5 } }],
    ['a file that is not there', { id, file_id: randomUUID() }],
    ['a file id that is none', { id, file_id: '../../etc/passwd' }],
    ['a list', [{ id, text: 'a' }]],
    ['null', null],
  ])('%s', async (_, body) => {
    const anna = await office.visitor();
    const answer = await anna.post(body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await said(anna)).toEqual([]);
  });

  it('names the field that is wrong', async () => {
    const anna = await office.visitor();
    const answer = await anna.post({ id, text: 'a'.repeat(4_001) });
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'text' }] });
  });

  it.each([
    [{ id: 'x', text: 5, foo: 1 }, ['id', 'text', 'foo']],
    [{}, ['id', 'text']],
    [{ id, text: 'a', choice }, ['text']],
    [{ id, choice: { message_id: 1 } }, ['choice.message_id', 'choice.button']],
    [{ id, file_id: 'x', text: 5 }, ['file_id', 'text']],
  ])('%j names every field that is wrong', async (body, paths) => {
    const anna = await office.visitor();
    const { errors } = (await (await anna.post(body)).json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(paths);
  });
});

describe('a press', () => {
  it('is shown by its label, works, and its button rewrites the question', async () => {
    const anna = await office.visitor();
    const { id, buttons } = await question(anna);
    expect(buttons).toEqual([
      [
        { label: 'Red', button: 0 },
        { label: 'Green', button: 1 },
      ],
      [{ label: 'Blue', button: 2 }],
    ]);
    const pressed = await press(anna, id, 2);
    expect(pressed).toMatchObject({ from: 'person', text: 'Blue', buttons: null });
    await expect
      .poll(() => messagesOf(anna))
      .toMatchObject([
        { text: 'ask', from: 'person' },
        { id, text: 'It is blue', from: 'office', edited: true, buttons: null },
        { id: pressed.id, text: 'Blue', from: 'person' },
      ]);
  });

  it('on a button of somebody else does nothing there and shows nothing of it', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    const hers = await question(anna);
    const pressed = await press(boris, hers.id, 0);
    expect(pressed.text).toBe('');
    await expect.poll(async () => (await messagesOf(boris)).at(-1)?.from).toBe('office');
    expect(await said(boris)).toEqual([]);
    expect((await messagesOf(anna)).at(-1)).toEqual(hers);
    expect(JSON.stringify(await messagesOf(boris))).not.toMatch(/Red|red/);
  });

  it('on nothing is answered politely', async () => {
    const anna = await office.visitor();
    const { id } = await question(anna);
    await press(anna, id, 99);
    await press(anna, '999999999999999', 0);
    await expect
      .poll(async () => (await messagesOf(anna)).filter(({ from }) => from === 'office').length)
      .toBeGreaterThan(2);
  });
});

describe('a burst', () => {
  it('of more than 30 in 10 seconds has to wait, and only the visitor who made it', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => anna.post({ id: randomUUID(), text: String(n) })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(30);
    expect(refused).toHaveLength(10);
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    await boris.say('me too');
  });
});

describe('without a database', () => {
  it('nothing is taken in, and the same body is taken in once afterwards', async () => {
    const anna = await office.visitor();
    await anna.say('before');
    const body = { id: randomUUID(), text: 'during' };
    office.wire.cut();
    try {
      for (const refused of [await anna.post(body), await anna.get(''), await anna.get('/events')]) {
        expect(refused.status).toBe(503);
        expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      }
    } finally {
      office.wire.mend();
    }
    await expect.poll(async () => (await anna.post(body)).status, { timeout: 10_000 }).toBe(202);
    expect((await anna.post(body)).status).toBe(202);
    expect(await said(anna)).toEqual(['before', 'during']);
    await expect
      .poll(async () => (await messagesOf(anna)).at(-1)?.text, { timeout: 20_000 })
      .toBe('echo during');
  });
});
