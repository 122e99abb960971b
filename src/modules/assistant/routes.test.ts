import { describe, expect, it, vi } from 'vitest';
import type { FoundProduct } from '#modules/search/index.ts';
import { assistantBench } from '#test/fakes/gigachat/bench.ts';
import { PATIENCE } from '#test/patience.ts';
import type { Matcher } from './contract.ts';

const ORDER = 'Труба ПВХ 20 мм - 10 шт, муфта 5, хомуты #';
const PRODUCT = { id: 7, sku: 'TR-20', title: 'Труба ПВХ 20 мм' } as FoundProduct;

const match: Matcher['match'] = async (lines) =>
  lines.map((line, at) => ({
    ...line,
    state: at === 0 ? 'sure' : at === 1 ? 'doubtful' : 'unknown',
    product: at === 0 ? PRODUCT : null,
    by: at === 0 ? 'search' : null,
    choices: at === 1 ? [PRODUCT] : [],
    amount: line.qty,
    amountBy: null,
  }));

describe('GET /shop/assistant/state', () => {
  it('tells who reads in which order, and of the absent that they are', async () => {
    const { call } = await assistantBench({ only: ['openai'] });
    const { status, body } = await call('/state');
    expect(status).toBe(200);
    expect(body.order).toEqual(['gigachat', 'openai', 'db']);
    expect(body.providers[0]).toEqual({
      name: 'gigachat',
      configured: false,
      model: null,
      state: 'absent',
      until: null,
      warnings: [],
      last_error: null,
      last_outcome: null,
      last_error_at: null,
      advice: null,
      calls_24h: 0,
      failed_24h: 0,
      latency_p50_ms: null,
      latency_p95_ms: null,
      tokens_in_24h: 0,
      tokens_out_24h: 0,
    });
    expect(body.providers[1]).toMatchObject({ configured: true, model: 'gpt-6-luna', state: 'ready' });
  });

  it('counts the calls of a day, and forgets the last error once a call is answered', async () => {
    const { call, reader, gigachat, calls, pass } = await assistantBench({ only: ['gigachat'] });
    const first = async () => (await call('/state')).body.providers[0];
    gigachat.next('answer', 500);
    await reader.read(ORDER);
    await reader.read(ORDER);
    await vi.waitFor(async () => expect(await calls()).toHaveLength(2), PATIENCE);
    expect(await first()).toMatchObject({
      calls_24h: 2,
      failed_24h: 1,
      latency_p50_ms: expect.any(Number),
      latency_p95_ms: expect.any(Number),
      tokens_in_24h: 180,
      tokens_out_24h: 36,
      last_error: 'chat, HTTP 500',
      last_outcome: 'failed',
      last_error_at: expect.any(String),
      advice: 'wait',
    });
    await reader.read(ORDER);
    await vi.waitFor(async () => expect(await calls()).toHaveLength(3), PATIENCE);
    expect(await first()).toMatchObject({ calls_24h: 3, last_error: null, advice: null });
    pass(25 * 3_600_000);
    expect(await first()).toMatchObject({ calls_24h: 0, failed_24h: 0, latency_p50_ms: null });
  });
});

describe('GET /shop/assistant/calls', () => {
  it('has pages, filters and an order; calls go after 90 days', async () => {
    const { call, reader, gigachat, openai, calls, part, pass } = await assistantBench();
    gigachat.next('blacklist');
    await reader.read(ORDER);
    openai.always(500);
    await vi.waitFor(async () => expect(await calls()).toHaveLength(2), PATIENCE);
    const { body } = await call('/calls');
    expect(body).toMatchObject({ total: 2, items: [{ provider: 'openai' }, { provider: 'gigachat' }] });
    expect(body.items[1]).toEqual({
      id: expect.any(Number),
      at: expect.any(String),
      provider: 'gigachat',
      model: 'GigaChat-2',
      outcome: 'no_answer',
      latency_ms: expect.any(Number),
      tokens_in: 180,
      tokens_out: 36,
      lines: 0,
      error: 'the answer ended with blacklist',
      place: 'chat',
    });
    expect((await call('/calls?outcome=read')).body).toMatchObject({ total: 1, items: [{ lines: 3 }] });
    expect((await call('/calls?provider=gigachat&sort=-latency_ms')).body.total).toBe(1);
    expect((await call('/calls?size=1&page=2')).body.items).toHaveLength(1);
    expect((await call('/calls?outcome=wrong')).status).toBe(422);
    pass(89 * 24 * 3_600_000);
    await part.sweepers.calls.sweep(new AbortController().signal);
    expect(await calls()).toHaveLength(2);
    pass(2 * 24 * 3_600_000);
    await part.sweepers.calls.sweep(new AbortController().signal);
    expect(await calls()).toEqual([]);
  });
});

describe('POST /shop/assistant/try', () => {
  it('reads as an order would be read, with the goods that are meant', async () => {
    const { call, calls } = await assistantBench({ match });
    const { status, body } = await call('/try', { body: { text: ORDER } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      source: 'gigachat',
      reading: 'certain',
      left: 0,
      attempts: [{ provider: 'gigachat', outcome: 'read', error: null, latency_ms: expect.any(Number) }],
      lines: [
        { title: 'Труба ПВХ 20 мм', qty: '10', unit: 'piece', state: 'sure', product: PRODUCT, choices: [] },
        { title: 'муфта', qty: '5', state: 'doubtful', product: null, choices: [PRODUCT] },
        { again: true, qty: null, state: 'unknown', product: null, choices: [] },
      ],
    });
    await vi.waitFor(
      async () => expect(await calls()).toMatchObject([{ place: 'panel', lines: 3 }]),
      PATIENCE,
    );
  });

  it('asks whom it is told to, and without goods the lines are words', async () => {
    const { call, asked } = await assistantBench();
    const tried = async (source: string) => (await call('/try', { body: { text: ORDER, source } })).body;
    expect(await tried('openai')).toMatchObject({ source: 'openai', lines: [{ state: null }, {}, {}] });
    expect(await tried('db')).toMatchObject({ source: 'db', attempts: [] });
    expect(asked()).toEqual(['openai']);
  });

  it('tells who rests, and asks again after a reset', async () => {
    const { call, gigachat, reader } = await assistantBench();
    gigachat.next(402);
    await reader.read(ORDER);
    const tried = async () => (await call('/try', { body: { text: ORDER } })).body;
    expect((await tried()).attempts).toMatchObject([
      { provider: 'gigachat', outcome: 'skipped' },
      { provider: 'openai', outcome: 'read' },
    ]);
    expect((await call('/reset', { body: {} })).body.providers[0]).toMatchObject({ state: 'ready' });
    expect(await tried()).toMatchObject({ source: 'gigachat' });
  });

  it.each([
    {},
    { text: '' },
    { text: '  ' },
    { text: 5 },
    { text: 'труба', source: 'gpt' },
    { text: 'я'.repeat(20_001) },
  ])('refuses %j', async (body) => {
    const { call, heard } = await assistantBench();
    expect((await call('/try', { body })).status).toBe(422);
    expect(heard).toEqual([]);
  });
});

it.each([
  ['/state', undefined],
  ['/calls', undefined],
  ['/try', { text: 'труба' }],
  ['/reset', {}],
])('%s is for managers and administrators', async (path, body) => {
  const { call } = await assistantBench({ only: [] });
  const options = body === undefined ? {} : { body };
  expect((await call(path, { as: 'operator', ...options })).status).toBe(403);
  expect((await call(path, { as: 'nobody', ...options })).status).toBe(403);
  expect((await call(path, { as: 'administrator', ...options })).status).toBe(200);
});
