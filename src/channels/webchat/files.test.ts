import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatFile, Message } from './schema.ts';
import type { Client } from './test-client.ts';
import { type Office, openOffice } from './test-office.ts';

const MAX = 100_000;

let office: Office;

beforeAll(async () => {
  office = await openOffice({ maxFileBytes: MAX });
});

afterAll(() => office?.close());

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const upload = async (visitor: Client, ...file: Parameters<Client['upload']>): Promise<ChatFile> => {
  const answer = await visitor.upload(...file);
  expect(answer.status).toBe(201);
  return (await answer.json()) as ChatFile;
};

const send = (visitor: Client, fileId: string, more: object = {}): Promise<Response> =>
  visitor.post({ id: randomUUID(), file_id: fileId, ...more });

describe('a file', () => {
  it('is uploaded, sent with a text, and read back byte for byte', async () => {
    const anna = await office.visitor();
    const file = await upload(anna, PNG, 'Чертёж №5.png', 'text/html');
    expect(file).toEqual({
      id: expect.any(String),
      name: 'Чертёж №5.png',
      mime: 'image/png',
      size: PNG.length,
    });
    const answer = await send(anna, file.id, { text: 'вот' });
    expect(answer.status).toBe(202);
    const { message } = (await answer.json()) as { message: Message };
    expect(message).toMatchObject({ text: 'вот', files: [file], from: 'person' });
    const read = await anna.get(`/files/${file.id}`);
    expect(read.status).toBe(200);
    expect(Buffer.from(await read.arrayBuffer())).toEqual(PNG);
    expect(read.headers.get('content-length')).toBe(String(PNG.length));
  });

  it('sent again under the same id, or in a second message, is still one file of the conversation', async () => {
    const anna = await office.visitor();
    const file = await upload(anna, 'a;b\n', 'order.csv');
    const body = { id: randomUUID(), file_id: file.id };
    const answers = [await anna.post(body), await anna.post(body), await send(anna, file.id)];
    for (const { status } of answers) expect(status).toBe(202);
    const [first, second] = await Promise.all(answers.map((answer) => answer.json()));
    expect(second).toEqual(first);
    expect((await anna.get(`/files/${file.id}`)).status).toBe(200);
  });

  it('that the office showed in a conversation is read there, wherever it came from, and nowhere else', async () => {
    const [anna, boris, vera] = [await office.visitor(), await office.visitor(), await office.visitor()];
    const file = await upload(anna, PNG, 'счёт.png');
    await send(anna, file.id);
    for (const visitor of [boris, vera]) await visitor.say('hello');
    const { id } = await office.conversationOf(boris);
    await office.fill(id, 1);
    const content = JSON.stringify({ text: 'Файл счёт.png: http://office/1', file });
    await sql`
      update messages set content = ${content}::jsonb
      where conversation_id = ${id} and content->>'text' = 'filler 1'
    `.execute(office.db);
    const { messages } = (await (await boris.get('')).json()) as { messages: Message[] };
    expect(messages.at(-1)).toMatchObject({ from: 'office', text: '', files: [file] });
    expect(Buffer.from(await (await boris.get(`/files/${file.id}`)).arrayBuffer())).toEqual(PNG);
    expect((await vera.get(`/files/${file.id}`)).status).toBe(404);
  });

  it('of another visitor is neither read nor sent, before it is sent and after', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    const file = await upload(anna, 'secret', 'secret.txt');
    await boris.say('hello');
    const isHidden = async (): Promise<void> => {
      expect((await boris.get(`/files/${file.id}`)).status).toBe(404);
      expect((await send(boris, file.id)).status).toBe(422);
    };
    await isHidden();
    expect((await send(anna, file.id)).status).toBe(202);
    await isHidden();
    expect((await boris.get(`/files/${randomUUID()}`)).status).toBe(404);
    expect((await boris.get('/files/..%2f..%2fetc%2fpasswd')).status).toBe(422);
  });

  it('of the conversation is read even when the office put it there', async () => {
    const anna = await office.visitor();
    await anna.say('hello');
    const { id: conversation } = await office.conversationOf(anna);
    const source = { name: 'price.txt', mime: 'text/plain', size: null, source: 'somewhere' };
    const [file] = await office.db
      .transaction()
      .execute((tx) => office.files.announce(tx, conversation, [source]));
    expect((await anna.get(`/files/${file?.id}`)).status).toBe(404);
    await office.files.fetch(file?.id ?? '', async () => chunks('100 roubles'));
    expect(await (await anna.get(`/files/${file?.id}`)).text()).toBe('100 roubles');
    const boris = await office.visitor();
    expect((await boris.get(`/files/${file?.id}`)).status).toBe(404);
  });
});

describe('what a browser may do with a file', () => {
  const html = '<!doctype html><script>alert(1)</script>';
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  it.each([
    ['html', html, 'page.html', 'text/html'],
    ['html that claims to be a picture', html, 'cat.png', 'image/png'],
    ['svg', svg, 'logo.svg', 'image/svg+xml'],
    ['svg with a declaration', `<?xml version="1.0"?>${svg}`, 'logo.svg', 'image/svg+xml'],
    ['xhtml', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>`, 'a.xhtml', ''],
    ['a script', 'alert(1)', 'a.js', 'text/javascript'],
  ])('%s is text to be saved, never a page', async (_, content, name, type) => {
    const anna = await office.visitor();
    const file = await upload(anna, content, name, type);
    expect(file.mime).toBe('text/plain');
    const { headers } = await anna.get(`/files/${file.id}`);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('a picture may be shown, with the same locks on', async () => {
    const anna = await office.visitor();
    const file = await upload(anna, PNG, 'cat.png');
    const { headers } = await anna.get(`/files/${file.id}`);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-disposition')).toMatch(/^inline; /);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const again = await anna.get(`/files/${file.id.toUpperCase()}`, {
      'if-none-match': headers.get('etag') ?? '',
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('its name is told in a way that no name can break out of', async () => {
    const anna = await office.visitor();
    const file = await upload(anna, 'x', `Счёт "1"; filename=evil.exe 'a'(b)*.txt`);
    const disposition = (await anna.get(`/files/${file.id}`)).headers.get('content-disposition') ?? '';
    const [, plain, exact] =
      /^attachment; filename="([\x20-\x21\x23-\x7e]*)"; filename\*=UTF-8''([\w.%!~-]+)$/.exec(disposition) ??
      [];
    expect(plain).toContain('.txt');
    expect(decodeURIComponent(exact ?? '')).toBe(file.name);
  });
});

describe('a name', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
    ['..', 'file'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    [`${'д'.repeat(300)}.pdf`, `${'д'.repeat(115)}….pdf`],
  ])('%s is stored as %s', async (given, stored) => {
    const anna = await office.visitor();
    expect((await upload(anna, 'x', given)).name).toBe(stored);
  });
});

describe('what is not an upload', () => {
  it('is answered 413 above the limit and leaves nothing behind', async () => {
    const anna = await office.visitor();
    expect((await upload(anna, 'a'.repeat(MAX), 'full.txt')).size).toBe(MAX);
    const count = async () => (await office.db.selectFrom('files').selectAll().execute()).length;
    const before = await count();
    for (const size of [MAX + 1, MAX * 20])
      expect((await anna.upload('a'.repeat(size), 'big.txt')).status).toBe(413);
    expect(await count()).toBe(before);
  });

  it('is answered 413 too when the length was not told', async () => {
    const anna = await office.visitor();
    const form = new Response(formOf('a'.repeat(MAX * 50)));
    const answer = await fetch(`${office.url}/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${anna.token}`,
        'content-type': form.headers.get('content-type') ?? '',
      },
      body: form.body,
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
  });

  it('leaves nothing behind when the visitor goes away half-way', async () => {
    const anna = await office.visitor();
    const form = new Response(formOf('a'.repeat(50_000)));
    const whole = Buffer.from(await form.arrayBuffer());
    const abort = new AbortController();
    const rows = async () =>
      (await office.db.selectFrom('files').selectAll().execute()).filter(({ stored_at }) => !stored_at);
    const answer = fetch(`${office.url}/files`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${anna.token}`,
        'content-type': form.headers.get('content-type') ?? '',
      },
      body: new ReadableStream({ start: (body) => body.enqueue(whole.subarray(0, 40_000)) }),
      duplex: 'half',
      signal: abort.signal,
    }).catch(() => 'gone');
    await expect.poll(rows).toHaveLength(1);
    abort.abort();
    expect(await answer).toBe('gone');
    await expect.poll(rows).toEqual([]);
  });

  it('is answered 503 while the database is away', async () => {
    const anna = await office.visitor();
    office.wire.cut();
    try {
      expect((await anna.upload('x', 'a.txt')).status).toBe(503);
    } finally {
      office.wire.mend();
    }
    await expect.poll(async () => (await anna.upload('x', 'a.txt')).status, { timeout: 10_000 }).toBe(201);
  });

  it('is answered 422 without a file and 415 without a form', async () => {
    const anna = await office.visitor();
    expect((await anna.upload('x', 'a.txt', '', 'other')).status).toBe(422);
    const post = (body: string | FormData, type?: string): Promise<Response> =>
      fetch(`${office.url}/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${anna.token}`, ...(type ? { 'content-type': type } : {}) },
        body,
      });
    expect((await post(new FormData())).status).toBe(422);
    expect((await post('{"file":"x"}', 'application/json')).status).toBe(415);
    expect((await post('x', 'text/plain')).status).toBe(415);
  });

  const raw = (visitor: Client, body: string, type: string): Promise<Response> =>
    fetch(`${office.url}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${visitor.token}`, 'content-type': type },
      body,
    });
  const HEAD = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';

  it.each([
    ['has no boundary', 'multipart/form-data', `${HEAD}abc\r\n--x--\r\n`],
    ['has no parts', 'multipart/form-data; boundary=x', '--x--\r\n'],
    ['has nothing of its boundary', 'multipart/form-data; boundary=x', 'abc'],
    ['is empty', 'multipart/form-data; boundary=x', ''],
    ['is cut short in its file', 'multipart/form-data; boundary=x', `${HEAD}abc`],
    ['is cut short after its file', 'multipart/form-data; boundary=x', `${HEAD}abc\r\n--x\r\n`],
    ['is cut short in a head', 'multipart/form-data; boundary=x', HEAD.slice(0, 30)],
  ])('is answered as a fault of the form when it %s', async (_, type, body) => {
    const anna = await office.visitor();
    const rows = async () => (await office.db.selectFrom('files').selectAll().execute()).length;
    const before = await rows();
    const answer = await raw(anna, body, type);
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await rows()).toBe(before);
  });

  it.each([
    ['a field before the file', ['note', 'file'], 'note'],
    ['a field after the file', ['file', 'note'], 'note'],
    ['a second file', ['file', 'file'], 'file'],
    ['a second file of another name', ['file', 'other'], 'other'],
  ])('is answered 422 that names %s, and leaves nothing behind', async (_, names, path) => {
    const anna = await office.visitor();
    const form = new FormData();
    for (const name of names)
      form.append(name, name === 'note' ? 'x' : new File(['abc'.repeat(1_000)], 'a.txt'));
    const rows = async () => (await office.db.selectFrom('files').selectAll().execute()).length;
    const before = await rows();
    const answer = await fetch(`${office.url}/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${anna.token}` },
      body: form,
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path }] });
    expect(await rows()).toBe(before);
  });

  it('is answered 429 to whoever has had the bytes of the day, and only to them', async () => {
    const [anna, boris] = [await office.visitor(), await office.visitor()];
    await anna.say('hello');
    const { address } = await office.conversationOf(anna);
    await upload(anna, 'x', 'a.txt');
    await sql`update rate_limits set points = 200 * 1024
      where key = ${`uploaded kilobytes:subject webchat:${address}`}`.execute(office.db);
    const refused = await anna.upload('x', 'a.txt');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_600);
    await upload(boris, 'x', 'a.txt');
  });

  it('is answered 429 to every visitor of an address that has had its bytes of the day', async () => {
    const headers = { 'x-forwarded-for': '2001:db8:77:1::1' };
    const send = async (): Promise<number> => {
      const { token } = await office.visitor();
      const authorization = `Bearer ${token}`;
      const body = formOf('x');
      const answer = await fetch(`${office.url}/files`, {
        method: 'POST',
        headers: { ...headers, authorization },
        body,
      });
      return answer.status;
    };
    expect(await send()).toBe(201);
    await sql`update rate_limits set points = 1024 * 1024
      where key = 'uploaded kilobytes:address 2001:db8:77:1::/64'`.execute(office.db);
    expect(await send()).toBe(429);
  });

  it('is answered 401 to strangers', async () => {
    const answer = await fetch(`${office.url}/files`, { method: 'POST', body: formOf('x') });
    expect(answer.status).toBe(401);
  });
});

const formOf = (content: string): FormData => {
  const form = new FormData();
  form.set('file', new File([content], 'a.txt'));
  return form;
};

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
