import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import type { Employee } from '#test/actors/panel.ts';
import { SELF_SIGNED } from '#test/fakes/onec/certificate.ts';
import { makeGoods } from '#test/fakes/onec/goods.ts';
import { send } from '#test/fakes/onec/send.ts';
import { type FakeOnec, type Fault, SERVICE, startFakeOnec } from '#test/fakes/onec/server.ts';
import { loadConfig } from '../../src/config.ts';

const PASSWORD = 'пароль-9f-Rk2';

let fake: FakeOnec;
let office: TestOffice;
let manager: Employee;
beforeAll(async () => {
  fake = await startFakeOnec({ login: 'обмен', password: PASSWORD, body: { items: goods(3) } });
  office = await openOffice({ env: settings(fake), logged: true });
  manager = await office.employee({ roles: ['manager'] });
  // The first pull comes by itself, soon after the start.
  await vi.waitUntil(async () => (await state()).pull.succeeded_at !== null, { timeout: 20_000 });
});
afterAll(async () => {
  await office?.close();
  await fake?.stop();
});
afterEach(() => fake.serve({ items: goods(3) }));

const goods = (count: number, version = 0) => [...makeGoods({ count, version, changedShare: 1 })];

const settings = ({ baseUrl, login, password }: FakeOnec) => ({
  ONE_C_ENABLED: 'true',
  ONE_C_BASE_URL: `${baseUrl}/`,
  ONE_C_USERNAME: login,
  ONE_C_PASSWORD: password,
  ONE_C_TIMEOUT_SECONDS: '3',
});

interface State {
  readonly pull: {
    readonly enabled: boolean;
    readonly base_url_host: string | null;
    readonly running: boolean;
    readonly finished_at: string | null;
    readonly succeeded_at: string | null;
    readonly age_seconds: number | null;
    readonly interval_minutes: number;
    readonly failure: { reason: string; status?: number } | null;
    readonly batch_id: number | null;
  };
  readonly push: { readonly open: boolean; readonly last_batch_id: number | null };
}

const state = async (): Promise<State> => (await manager.get<State>('/shop/exchange')).body;

/** The button: one pull, and how it ended. */
const sync = async (by: Employee = manager) => {
  const headers = {
    cookie: [...by.cookies].map((pair) => pair.join('=')).join('; '),
    'x-csrf-token': by.csrf() ?? '',
  };
  const answer = await fetch(`${office.base()}/admin/sync/1c`, { method: 'POST', headers });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
};

const skus = async (): Promise<string[]> =>
  (await office.db.selectFrom('products').select('sku').orderBy('sku').execute()).map(({ sku }) => sku);

describe('the pull', () => {
  it('S3-51, S3-52, S3-54, S3-55: soon after the start asks /catalog below the base with Basic in UTF-8', async () => {
    expect(fake.asked[0]).toMatchObject({
      method: 'GET',
      url: `${SERVICE}/catalog`,
      credentials: `обмен:${PASSWORD}`,
    });
    expect(await skus()).toEqual(['F-0000000', 'F-0000001', 'F-0000002']);
    expect((await state()).pull).toMatchObject({
      enabled: true,
      base_url_host: new URL(fake.baseUrl).host,
      interval_minutes: 10,
      failure: null,
      batch_id: expect.any(Number),
      age_seconds: expect.any(Number),
    });
  });

  it.each([
    ['an array', goods(4, 2)],
    ['items', { items: goods(4, 3) }],
    ['catalog', { catalog: goods(4, 4) }],
  ])('S3-51: %s is imported', async (_, body) => {
    fake.serve(body);
    expect(await sync()).toMatchObject({ status: 200, ok: true, received: 4, upserted: 4, skipped: 0 });
  });

  it.each([
    ['windows-1251', { charset: 'windows-1251' }],
    ['a byte order mark', { bom: true }],
    ['gzip', { compression: 'gzip' }],
  ] as const)('an answer with %s is read', async (name, how) => {
    fake.serve([{ sku: 'WRAP', title: `Муфта ${name}` }], how);
    expect(await sync()).toMatchObject({ status: 200, received: 1 });
    const { title } = await office.db
      .selectFrom('products')
      .select('title')
      .where('sku', '=', 'WRAP')
      .executeTakeFirstOrThrow();
    expect(title).toBe(`Муфта ${name}`);
  });

  it.each<[Fault, string, number | undefined]>([
    ['html_500', 'server_error', 500],
    ['html_200', 'not_json', 200],
    ['silence', 'timeout', undefined],
    ['stall', 'timeout', undefined],
    ['cut', 'cut_answer', undefined],
    ['wrong_json', 'invalid_json', undefined],
    ['wrong_shape', 'invalid_payload', undefined],
    ['empty', 'empty_answer', 200],
    ['forbidden', 'wrong_login', 403],
    ['missing', 'no_such_service', 404],
    ['redirect', 'redirected', 302],
  ])('S3-57: the fault %s is told as %s and changes nothing', async (fault, reason, status) => {
    const before = await office.db.selectFrom('products').selectAll().orderBy('id').execute();
    fake.serve({ full: true, allow_empty: true, items: goods(4, 5) });
    fake.fail(fault);
    const failure = status === undefined ? { reason } : { reason, status };
    expect(await sync()).toMatchObject({ status: 502, ok: false, failure });
    expect((await state()).pull.failure).toEqual(failure);
    expect(await office.db.selectFrom('products').selectAll().orderBy('id').execute()).toEqual(before);
  });

  it('an ended session is asked once more over a new connection; ended again, it is a failure', async () => {
    const asked = fake.asked.length;
    fake.fail('session_expired');
    expect(await sync()).toMatchObject({ status: 200, ok: true });
    const [first, second] = fake.asked.slice(asked);
    expect(first?.port).not.toBe(second?.port);
    fake.fail('session_expired', 'session_expired');
    expect(await sync()).toMatchObject({ failure: { reason: 'session_expired', status: 406 } });
  });

  it.each(['slow', 'moved'] as const)('an answer that is %s is waited for', async (fault) => {
    fake.fail(fault);
    expect(await sync()).toMatchObject({ status: 200, ok: true });
  });

  it('S3-33: never two at once; afterwards the next one runs', async () => {
    fake.fail('slow');
    fake.serve({ items: goods(50, 6) });
    const [one, two] = await Promise.all([sync(), sync()]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    expect(await sync()).toMatchObject({ status: 200 });
  });

  it('S3-33: push works beside it', async () => {
    const sent = await send({ base: office.base(), body: [{ sku: 'PUSHED', title: 'Кран' }] });
    expect(sent.status).toBe(200);
    expect((await state()).push).toEqual({
      open: true,
      last_batch_id: expect.any(Number),
      last_at: expect.any(String),
    });
  });

  it('S3-57: the button of the panel starts one and does not wait; operators may look, not press', async () => {
    expect(await manager.post('/shop/exchange/pull')).toMatchObject({ status: 202, body: { started: true } });
    await vi.waitUntil(async () => !(await state()).pull.running, { timeout: 10_000 });
    const operator = await office.employee({ roles: ['operator'] });
    expect((await operator.get('/shop/exchange')).status).toBe(200);
    expect((await operator.post('/shop/exchange/pull')).status).toBe(403);
    expect((await sync(operator)).status).toBe(403);
    expect((await fetch(`${office.base()}/admin/sync/1c`, { method: 'POST' })).status).toBe(401);
  });

  it('is a part of the health of the office', async () => {
    const exchange = async () =>
      (await manager.get<{ parts: { part: string }[] }>('/office/health')).body.parts?.find(
        ({ part }) => part === 'exchange',
      );
    fake.fail('html_500');
    await sync();
    await vi.waitUntil(async () => (await exchange()) !== undefined, { timeout: 10_000 });
    await vi.waitFor(
      async () =>
        expect(await exchange()).toMatchObject({
          state: 'degraded',
          cure: 'see_exchange',
          facts: { failure: 'server_error' },
        }),
      { timeout: 15_000, interval: 500 },
    );
  });

  it('S3-55: the password is in no line of the log', () => {
    const log = office.lines.join('\n');
    expect(log).toMatch(/pull from 1C failed/);
    for (const shape of [PASSWORD, Buffer.from(`обмен:${PASSWORD}`).toString('base64')])
      expect(log).not.toContain(shape);
  });
});

describe('TLS', () => {
  it('a server that signed its own certificate is trusted by ONE_C_CA_FILE, and not without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kontora-ca-'));
    const file = join(folder, 'ca.pem');
    await writeFile(file, SELF_SIGNED.cert);
    const secure = await startFakeOnec({ tls: SELF_SIGNED, body: goods(2) });
    try {
      for (const [more, failure] of [
        [{}, { reason: 'untrusted_certificate' }],
        [{ ONE_C_CA_FILE: file }, null],
      ] as const) {
        const trusting = await openOffice({ env: { ...settings(secure), ...more } });
        const boss = await trusting.employee({ roles: ['administrator'] });
        const pull = async () => (await boss.get<State>('/shop/exchange')).body.pull;
        await vi.waitUntil(async () => (await pull()).finished_at !== null, { timeout: 20_000 });
        expect((await pull()).failure).toEqual(failure);
        await trusting.close();
      }
    } finally {
      await secure.stop();
      await rm(folder, { recursive: true });
    }
  });
});

describe('the settings', () => {
  it('S3-52: switched off, nothing is asked, and the button says so', async () => {
    const lonely = await startFakeOnec();
    const off = await openOffice({ env: { ...settings(lonely), ONE_C_ENABLED: 'false' } });
    try {
      const boss = await off.employee({ roles: ['administrator'] });
      expect((await boss.post('/shop/exchange/pull')).status).toBe(409);
      expect((await boss.get<State>('/shop/exchange')).body.pull).toMatchObject({ enabled: false });
      expect(lonely.asked).toEqual([]);
    } finally {
      await off.close();
      await lonely.stop();
    }
  });

  it('S3-53: enabled with an empty base is refused at the start', () => {
    for (const ONE_C_BASE_URL of ['', '  '])
      expect(() => loadConfig({ ONE_C_ENABLED: 'true', ONE_C_BASE_URL })).toThrow(
        /ONE_C_BASE_URL must be set, because ONE_C_ENABLED is true/,
      );
  });

  it('S3-56: the interval is ten minutes unless set', () => {
    const minutes = (more: Record<string, string>) =>
      loadConfig({ ONE_C_ENABLED: 'true', ONE_C_BASE_URL: 'http://1c/base', ...more }).onec.pull
        ?.intervalMinutes;
    expect(minutes({})).toBe(10);
    expect(minutes({ ONE_C_SYNC_INTERVAL_MINUTES: '25' })).toBe(25);
    for (const wrong of ['0', '1.5', 'x'])
      expect(() => minutes({ ONE_C_SYNC_INTERVAL_MINUTES: wrong })).toThrow(/ONE_C_SYNC_INTERVAL_MINUTES/);
  });
});
