import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { makeGoods } from '#test/fakes/onec/goods.ts';
import { ROUTES, type Sending, type Sent, send, TOKEN_PLACES } from '#test/fakes/onec/send.ts';
import { ROOT } from '#test/house/source.ts';
import { PATIENCE } from '#test/patience.ts';
import { loadConfig } from '../../src/config.ts';

const TOKEN = 'wK3r+7hQ/zP0xT2mB9==';
const SAMPLE = {
  sku: 'ABC-001',
  title: 'Труба ПВХ 20мм',
  category: 'Трубы',
  stock_qty: 12,
  price: 150.5,
  description: 'Описание',
};
const FINE = '{"ok":true,"received":1,"upserted":1,"skipped":0}';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ env: { ONE_C_WEBHOOK_TOKEN: TOKEN }, logged: true });
});
afterAll(() => office.close());

const push = (body: unknown, more: Partial<Sending> = {}): Promise<Sent> =>
  send({ base: office.base(), body, token: TOKEN, ...more });

const product = (sku: string) =>
  office.db.selectFrom('products').selectAll().where('sku', '=', sku).executeTakeFirst();

const count = async (): Promise<number> =>
  Number(
    (
      await office.db
        .selectFrom('products')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirst()
    )?.n,
  );

describe('the three addresses', () => {
  it.each([
    ['S3-34', ROUTES[0]],
    ['S3-35', ROUTES[1]],
    ['S3-36', ROUTES[2]],
  ])('%s: the sample body is answered 200 at %s, byte for byte', async (row, route) => {
    const sent = await push({ items: [{ ...SAMPLE, sku: row }] }, { route });
    expect([sent.status, sent.text]).toEqual([200, FINE]);
    expect(sent.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(await product(row)).toMatchObject({ title: SAMPLE.title, price: '150.50' });
  });
});

describe('S3-37: the token', () => {
  it('missing or wrong is answered 401, and nothing is written', async () => {
    const before = await count();
    for (const token of [undefined, 'wrong', '']) {
      const sent = await push({ items: [{ ...SAMPLE, sku: 'NEVER' }] }, { token });
      expect([sent.status, sent.text]).toEqual([401, '{"detail":"Invalid token"}']);
    }
    expect(await count()).toBe(before);
  });

  it.each([
    ['S3-38', 'bearer'],
    ['S3-39', 'x-1c-token'],
    ['S3-40', 'x-token'],
    ['S3-41', 'query'],
    ['§1.2', 'basic'],
  ] as const)('%s: as %s the right one is let in, a wrong one is not', async (_, place) => {
    expect((await push({ items: [SAMPLE] }, { place })).status).toBe(200);
    expect((await push({ items: [SAMPLE] }, { place, token: `${TOKEN}x` })).status).toBe(401);
    expect(TOKEN_PLACES).toContain(place);
  });

  it('the first of several decides', async () => {
    const right = { 'X-1C-Token': TOKEN };
    expect((await push([SAMPLE], { token: 'wrong', place: 'x-token', headers: right })).status).toBe(200);
    const wrong = { 'X-1C-Token': 'wrong' };
    expect((await push([SAMPLE], { place: 'query', headers: wrong })).status).toBe(401);
  });

  it('a wrong one is answered even while a large body is still coming over a connection that will close', async () => {
    const items = [...makeGoods({ count: 20_000 })];
    const sent = await push(items, { token: 'wrong', http: '1.0' });
    expect([sent.status, sent.text]).toEqual([401, '{"detail":"Invalid token"}']);
  });

  it('S3-41: none is in the log, wherever it stood', async () => {
    for (const place of TOKEN_PLACES) await push([SAMPLE], { place });
    await vi.waitUntil(
      () => office.lines.some((line) => line.includes('/integrations/1c/catalog?token=***')),
      PATIENCE,
    );
    const log = office.lines.join('\n');
    for (const shape of [TOKEN, encodeURIComponent(TOKEN), Buffer.from(`1c:${TOKEN}`).toString('base64')])
      expect(log).not.toContain(shape);
  });

  it('unset is refused in production, unless an open push is asked for', () => {
    const env = { NODE_ENV: 'production', SECRET_KEY: 'kL9'.repeat(16) };
    expect(() => loadConfig(env)).toThrow(/ONE_C_WEBHOOK_TOKEN must be set in production/);
    const open = loadConfig({ ...env, ONE_C_ALLOW_OPEN_PUSH: 'true' });
    expect(open.warnings.join()).toMatch(/ONE_C_ALLOW_OPEN_PUSH is on/);
    expect(loadConfig({}).warnings.join()).toMatch(/ONE_C_WEBHOOK_TOKEN is empty/);
  });
});

describe('what is written', () => {
  it('S3-42: a second push with another price changes the same product', async () => {
    await push([{ ...SAMPLE, sku: 'ONE', price: 10 }]);
    const [before, rows] = [await product('ONE'), await count()];
    await push([{ ...SAMPLE, sku: 'ONE', price: 12.5 }]);
    expect(await product('ONE')).toMatchObject({ id: before?.id, price: '12.50' });
    expect(await count()).toBe(rows);
  });

  it('S3-43: the answer has four keys, and further ones only when there is something to say', async () => {
    expect((await push({ items: [{ ...SAMPLE, sku: 'KEYS' }] })).text).toBe(FINE);
    const bad = await push([SAMPLE, { title: 'Без артикула' }, { sku: 'N', title: 'Н', price: 'abc' }]);
    expect(JSON.parse(bad.text)).toEqual({
      ok: true,
      received: 3,
      upserted: 2,
      skipped: 1,
      errors: [{ index: 1, sku: null, reason: expect.stringContaining('the sku is missing') }],
      warnings: [{ index: 2, sku: 'N', reason: expect.stringContaining('not a number') }],
    });
  });

  it('S3-44: all six fields are stored, letters of all kinds are kept, a bad item is counted as skipped', async () => {
    const title = 'Кран «Ёлка» ½″ – 水';
    const sent = await push([{ ...SAMPLE, sku: 'SIX', title, category: 'Краны/Шаровые' }, { sku: '' }]);
    expect(JSON.parse(sent.text)).toMatchObject({ received: 2, upserted: 1, skipped: 1 });
    const stored = await product('SIX');
    expect(stored).toMatchObject({ title, price: '150.50', description: 'Описание' });
    expect(Number(stored?.stock_qty)).toBe(12);
    const { rows } = { rows: await office.db.selectFrom('categories').select('title').execute() };
    expect(rows.map((row) => row.title)).toEqual(expect.arrayContaining(['Краны', 'Шаровые']));
  });

  it.each([
    ['S3-45: a bare array', [SAMPLE]],
    ['S3-46: items', { items: [SAMPLE] }],
    ['S3-46: catalog', { catalog: [SAMPLE] }],
  ])('%s is accepted', async (_, body) => {
    expect((await push(body)).text).toBe(FINE);
  });

  it.each([{ goods: [SAMPLE] }, {}, 'null', '5', '"items"', { items: {} }, { full: true, items: [] }])(
    'S3-46: %j is no payload',
    async (body) => {
      const sent = await push(body);
      expect([sent.status, sent.text]).toEqual([422, '{"detail":"Invalid payload"}']);
    },
  );

  it('S3-49: six pushes leave a stable number of rows', async () => {
    const items = [...makeGoods({ count: 300 })];
    await push(items);
    const rows = await count();
    for (let time = 0; time < 5; time += 1)
      expect(JSON.parse((await push(items)).text)).toEqual({
        ok: true,
        received: 300,
        upserted: 300,
        skipped: 0,
      });
    expect(await count()).toBe(rows);
  });

  it('S3-50: login, password and interval of the pull are not needed', () => {
    expect(loadConfig({ ONE_C_WEBHOOK_TOKEN: TOKEN }).onec).toMatchObject({ pull: undefined });
  });
});

describe('S3-47, S3-48: the guide', () => {
  const guide = readFileSync(join(ROOT, 'docs/onec.md'), 'utf8');

  it('S3-47: its curl command runs as it stands and returns ok', async () => {
    const command = /```bash\n(curl [\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const here = command.replace('http://localhost:8000', office.base());
    const { stdout } = await promisify(execFile)('sh', ['-c', here], { env: { ...process.env, TOKEN } });
    expect(stdout).toBe(FINE);
  });

  it('S3-48: has the four steps and a sample in the language of 1C', () => {
    const steps = guide.split(/^##+ /m).find((part) => part.startsWith('Отправка за четыре шага')) ?? '';
    expect(steps.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ', '4. ']);
    expect(guide).toMatch(/```bsl[\s\S]*Новый HTTPСоединение\([\s\S]*```/);
    for (const route of ROUTES) expect(guide).toContain(route);
  });

  it('S3-49: names the scheduled job', () => {
    expect(guide).toMatch(/регламентное задание\*\*, например раз в 10 минут/);
  });
});

describe('senders of all kinds', () => {
  const items = [{ ...SAMPLE, sku: 'KIND', title: 'Муфта «Ё» №5' }];
  const utf8 = 'application/json; charset=utf-8';

  it.each<[string, Partial<Sending>]>([
    ['HTTP/1.0 without Host', { http: '1.0', host: false }],
    ['HTTP/1.1 without Host', { host: false }],
    ['no type', { contentType: null }],
    ['a type that is none', { contentType: 'json' }],
    ['text/plain', { contentType: 'text/plain' }],
    ['an octet stream', { contentType: 'application/octet-stream' }],
    ['a form', { contentType: 'application/x-www-form-urlencoded' }],
    ['a body in pieces', { chunked: 7 }],
    ['a body in pieces, without a type', { chunked: 50, contentType: null }],
    ['a body that waits to be asked for', { expectContinue: true }],
    ['a slow body', { pauseMs: 5 }],
    ['a byte order mark', { bom: true }],
    ['windows-1251', { charset: 'windows-1251', contentType: 'application/json; charset=windows-1251' }],
    ['windows-1251 that nobody declares', { charset: 'windows-1251', contentType: null }],
    ['windows-1251 that says it is UTF-8', { charset: 'windows-1251', contentType: utf8 }],
    ['gzip', { compression: 'gzip' }],
    ['deflate', { compression: 'deflate' }],
    ['gzip in pieces over windows-1251', { compression: 'gzip', chunked: 33, charset: 'windows-1251' }],
  ])('%s', async (_, how) => {
    // Another price each time: a repeated body would not be read.
    const body = { items: [{ ...items[0], price: 1 + Math.round(Math.random() * 1e6) / 100 }] };
    const sent = await push(body, how);
    expect([sent.status, sent.text]).toEqual([200, FINE]);
    expect(await product('KIND')).toMatchObject({
      title: 'Муфта «Ё» №5',
      price: body.items[0]?.price?.toFixed(2),
    });
  });

  it('what is no JSON is told where it goes wrong', async () => {
    const sent = await push('{"items":[{"sku":"A-1","title":"A",}]}');
    expect(sent.status).toBe(400);
    expect(JSON.parse(sent.text)).toEqual({
      detail: 'Invalid JSON',
      position: expect.any(Number),
      context: expect.stringContaining('"title":"A"'),
    });
    for (const body of ['', '  ', '{"items":[']) expect((await push(body)).status).toBe(400);
  });

  it('one that goes away in the middle of its body changes nothing', async () => {
    const body = JSON.stringify([...makeGoods({ count: 500, from: 9_000_000 })]);
    for (const chunked of [undefined, 1_000])
      await push(body, { hangUpAfter: body.length - 2_000, ...(chunked ? { chunked } : {}) });
    await push([{ ...SAMPLE, sku: 'AFTER', price: 7 }]);
    expect(await product('F-9000000')).toBeUndefined();
    expect(await product('AFTER')).toBeDefined();
  });

  it('of two at once one is written and the other told to come again', async () => {
    const bodies = [1, 2].map((version) => [...makeGoods({ count: 20_000, version, changedShare: 1 })]);
    const sent = await Promise.all(bodies.map((body) => push(body)));
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409]);
    const busy = sent.find(({ status }) => status === 409);
    expect(Number(busy?.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('one that does not want to wait gets a job, and asks what became of it', async () => {
    const body = [{ ...SAMPLE, sku: 'LATER' }, { title: 'Без артикула' }];
    const sent = await push(body, { query: { async: '1' } });
    expect(sent.status).toBe(202);
    const { job } = JSON.parse(sent.text) as { job: string };
    expect(sent.text).toBe(`{"ok":true,"job":"${job}"}`);
    const ask = async (token = TOKEN): Promise<Record<string, unknown>> => {
      const headers = { 'x-1c-token': token };
      const answer = await fetch(`${office.base()}${sent.headers.location}`, { headers });
      return { code: answer.status, ...((await answer.json()) as Record<string, unknown>) };
    };
    await vi.waitUntil(async () => (await ask()).status === 'done', { timeout: 20_000, interval: 50 });
    expect(await ask()).toMatchObject({ ok: true, received: 2, upserted: 1, skipped: 1, job });
    expect(await product('LATER')).toBeDefined();
    expect(await ask('wrong')).toMatchObject({ code: 401, detail: 'Invalid token' });
  });

  it('a whole load that hides too much is held, and says so', async () => {
    await push([...makeGoods({ count: 300 })]);
    const sent = await push({ full: true, items: [SAMPLE] });
    expect(sent.status).toBe(409);
    expect(sent.headers['retry-after']).toBeUndefined();
    expect(JSON.parse(sent.text)).toMatchObject({
      detail: expect.stringMatching(/^Waits for confirmation/),
      job: expect.stringMatching(/^\d+$/),
      risks: [expect.objectContaining({ kind: 'hides_many' })],
    });
    expect((await product('F-0000000'))?.withdrawn).toBe(false);
  });
});

describe('the edges', () => {
  it('a body over the limit is refused, told beforehand or not, compressed or not', async () => {
    const small = await openOffice({ env: { ONE_C_MAX_BODY_MB: '1' } });
    try {
      const body = JSON.stringify([{ ...SAMPLE, description: 'x'.repeat(1_200_000) }]);
      const bomb = JSON.stringify([{ ...SAMPLE, description: ' '.repeat(5_000_000) }]);
      for (const [text, how] of [
        [body, {}],
        [body, { chunked: 60_000 }],
        [bomb, { compression: 'gzip' }],
      ] as const) {
        const sent = await send({ base: small.base(), body: text, ...how });
        expect([sent.status, Object.keys(JSON.parse(sent.text || '{}') as object)]).toEqual([
          413,
          ['detail'],
        ]);
      }
    } finally {
      await small.close();
    }
  });

  it.each(['deleted', 'is_deleted', 'ПометкаУдаления'])(
    'a deletion by %s needs the key alone',
    async (flag) => {
      await push([{ ...SAMPLE, sku: `D-${flag}` }]);
      const { status, text } = await push([{ sku: `D-${flag}`, [flag]: true }]);
      expect([status, text]).toEqual([200, '{"ok":true,"received":1,"upserted":1,"skipped":0,"hidden":1}']);
      expect(await product(`D-${flag}`)).toMatchObject({
        hidden: true,
        title: SAMPLE.title,
        price: '150.50',
      });
    },
  );

  it('without its database the office says so', async () => {
    const gated = await openOffice({ gated: true });
    try {
      await gated.gate?.shut();
      const sent = await send({ base: gated.base(), body: [SAMPLE] });
      expect(sent.status).toBe(503);
      expect(Number(sent.headers['retry-after'])).toBeGreaterThan(0);
      await gated.gate?.reopen();
    } finally {
      await gated.close();
    }
  });

  it('an address that guesses tokens is stopped, others are not', async () => {
    const guessed = await openOffice({ env: { ONE_C_WEBHOOK_TOKEN: TOKEN, TRUST_PROXY: '127.0.0.1' } });
    try {
      const at = (address: string, token: string) =>
        send({ base: guessed.base(), body: [SAMPLE], token, headers: { 'X-Forwarded-For': address } });
      for (let guess = 0; guess < 20; guess += 1)
        expect((await at('203.0.113.5', `guess ${guess}`)).status).toBe(401);
      expect((await at('203.0.113.5', 'one more')).status).toBe(429);
      const stopped = await at('203.0.113.5', TOKEN);
      expect(stopped.status).toBe(429);
      expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
      expect((await at('203.0.113.9', TOKEN)).status).toBe(200);
    } finally {
      await guessed.close();
    }
  });
});
