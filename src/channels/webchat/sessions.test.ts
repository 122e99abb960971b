import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message, SessionFacts } from './schema.ts';
import { type Office, openOffice } from './test-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterAll(() => office?.close());

type Snapshot = SessionFacts & { messages: Message[]; more: boolean; cursor: string; title: string };

const start = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${office.url}/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('a session', () => {
  it('begins with a token of which only the hash is stored', async () => {
    const answer = await start({ locale: 'en' });
    expect(answer.status).toBe(201);
    const { token, locale } = (await answer.json()) as { token: string; locale: string };
    expect(locale).toBe('en');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await office.db.selectFrom('chat_sessions').selectAll().execute();
    const hash = createHash('sha256').update(token).digest();
    expect(rows.filter(({ token_hash }) => token_hash.equals(hash))).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('speaks the language asked for, else that of the browser, else Russian', async () => {
    const localeOf = async (body: object, language?: string) => {
      const answer = await start(body, language ? { 'accept-language': language } : {});
      return ((await answer.json()) as { locale: string }).locale;
    };
    expect(await localeOf({ locale: 'ru' }, 'en-GB')).toBe('ru');
    expect(await localeOf({}, 'en-GB,ru;q=0.5')).toBe('en');
    expect(await localeOf({}, 'fr')).toBe('ru');
  });

  it.each([[{ locale: 'de' }], [{ language: 'en' }], [['en']], ['en'], [null]])(
    'is not begun by %j',
    async (body) => {
      expect((await start(body)).status).toBe(422);
    },
  );

  it('is limited per address', async () => {
    const from = (address: string) => start({}, { 'x-forwarded-for': address });
    for (let n = 0; n < 60; n += 1) expect((await from('203.0.113.7')).status).toBe(201);
    const refused = await from('203.0.113.7');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from('203.0.113.8')).status).toBe(201);
  });

  it.each(['', '/messages?before=5', '/files/0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f', '/events'])(
    'is needed for GET %s',
    async (path) => {
      for (const authorization of ['', 'Bearer ', 'Bearer guess', 'Basic YTpi']) {
        const answer = await fetch(`${office.url}${path}`, { headers: { authorization } });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    },
  );

  it('is remembered as seen, not at every request', async () => {
    const anna = await office.visitor();
    const hash = createHash('sha256').update(anna.token).digest();
    const seenAt = async (): Promise<Date> => {
      const row = office.db.selectFrom('chat_sessions').select('seen_at').where('token_hash', '=', hash);
      return (await row.executeTakeFirstOrThrow()).seen_at;
    };
    const first = await seenAt();
    await anna.get('');
    expect(await seenAt()).toEqual(first);
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    await office.db
      .updateTable('chat_sessions')
      .set({ seen_at: yesterday })
      .where('token_hash', '=', hash)
      .execute();
    await anna.get('');
    expect((await seenAt()).getTime()).toBeGreaterThan(yesterday.getTime());
  });
});

describe('the snapshot', () => {
  it('is empty before the first message', async () => {
    const anna = await office.visitor();
    const answer = await anna.get('');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      locale: 'en',
      title: 'Test office',
      max_text_length: 4000,
      max_file_bytes: 100_000,
      keyboard: null,
      commands: [
        { command: 'echo', description: 'Says it again' },
        { command: 'cancel', description: 'Leave the current step' },
      ],
      since: 0,
      messages: [],
      more: false,
      cursor: '0',
    });
  });

  it('has the messages, the keyboard and the cursor of one moment', async () => {
    const anna = await office.visitor();
    await anna.say('hello');
    await expect
      .poll(() => anna.json<Snapshot>(''))
      .toMatchObject({
        keyboard: [[{ label: 'Echo' }]],
        messages: [
          { from: 'person', text: 'hello', position: 1 },
          { id: expect.stringMatching(/^\d+$/), from: 'office', text: 'echo hello', position: 2 },
        ],
        more: false,
        cursor: '2',
      });
  });

  it('has the latest 50, and the history has the rest', async () => {
    const anna = await office.visitor();
    for (let n = 1; n <= 28; n += 1) await anna.say(String(n));
    await expect.poll(() => anna.json<Snapshot>(''), { timeout: 20_000 }).toMatchObject({ cursor: '56' });
    const snapshot = await anna.json<Snapshot>('');
    expect(snapshot.messages).toHaveLength(50);
    expect(snapshot.more).toBe(true);
    const before = snapshot.messages[0]?.position ?? 0;
    const older = await anna.json<Snapshot>(`/messages?before=${before}`);
    expect(older.messages).toHaveLength(6);
    expect(older.more).toBe(false);
    const all = [...older.messages, ...snapshot.messages].map(({ position }) => position);
    expect(all).toEqual([...all].sort((a, b) => a - b));
    expect(new Set(all).size).toBe(56);
    const part = await anna.json<Snapshot>(`/messages?before=${before}&limit=2`);
    expect(part.messages).toEqual(older.messages.slice(-2));
    expect(part.more).toBe(true);
  });

  it.each(['', '?before=0', '?before=x', '?before=5&limit=101', '?before=5&limit=0', '?before=5&after=1'])(
    'has no history for %s',
    async (query) => {
      const anna = await office.visitor();
      expect((await anna.get(`/messages${query}`)).status).toBe(422);
    },
  );

  it('shows nothing of another visitor', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    await anna.say('secret');
    expect((await boris.json<Snapshot>('')).messages).toEqual([]);
    expect((await boris.json<Snapshot>('/messages?before=100')).messages).toEqual([]);
  });
});

describe('an unknown parameter', () => {
  it.each([
    ['GET', ''],
    ['POST', '/sessions'],
    ['POST', '/messages'],
    ['POST', '/files'],
    ['GET', '/events'],
    ['GET', '/files/0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f'],
  ])('is refused by name: %s %s', async (method, path) => {
    const { token } = await office.visitor();
    const form = new FormData();
    form.set('file', new File(['x'], 'a.txt'));
    const body = path === '/files' ? form : JSON.stringify({ id: randomUUID(), text: 'a' });
    const answer = await fetch(`${office.url}${path}?foo=1`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(path === '/files' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'POST' ? { body: path === '/sessions' ? '{}' : body } : {}),
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path: 'query.foo' }] });
  });
});

describe('a page of another site', () => {
  it.each([
    ['POST', '/sessions'],
    ['GET', ''],
    ['POST', '/messages'],
    ['POST', '/files'],
    ['GET', '/events'],
  ])('may call %s %s', async (method, path) => {
    const preflight = await fetch(`${office.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type,last-event-id',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain(method);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(
      /authorization, content-type, last-event-id/,
    );
  });

  it('may read the answers, refusals too', async () => {
    const anna = await office.visitor();
    for (const answer of [await anna.get(''), await fetch(office.url)])
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const stream = await anna.get('/events');
    expect(stream.headers.get('access-control-allow-origin')).toBe('*');
    await stream.body?.cancel();
  });
});

describe('the OpenAPI document', () => {
  it('describes every route of the chat', async () => {
    const document = (await (await fetch(new URL('/docs/json', office.url))).json()) as {
      paths: Record<string, Record<string, { summary: string; tags: string[]; responses: object }>>;
    };
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      path.startsWith('/api/v1/chat')
        ? Object.entries(methods).map(([method, route]) => ({ name: `${method} ${path}`, ...route }))
        : [],
    );
    expect(routes.map(({ name }) => name).sort()).toEqual([
      'get /api/v1/chat',
      'get /api/v1/chat/events',
      'get /api/v1/chat/files/{id}',
      'get /api/v1/chat/messages',
      'post /api/v1/chat/files',
      'post /api/v1/chat/messages',
      'post /api/v1/chat/sessions',
    ]);
    for (const { summary, tags, responses } of routes) {
      expect(summary).not.toBe('');
      expect(tags).toEqual(['Web chat']);
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    }
    const find = (name: string) => JSON.stringify(routes.find((route) => route.name === name));
    expect(find('post /api/v1/chat/messages')).toContain('Pipe 20 mm, 10 pieces');
    expect(find('post /api/v1/chat/files')).toContain('multipart/form-data');
    expect(find('get /api/v1/chat/events')).toContain('text/event-stream');
  });
});
