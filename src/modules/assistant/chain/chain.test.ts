import { describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/time.ts';
import type { Limiter } from '#platform/http/limiter.ts';
import { silent } from '#test/database.ts';
import type { Call } from '../calls/calls.ts';
import type { Provider, ProviderAnswer, Reading } from '../contract.ts';
import { type Allowance, createAllowance } from './allowance.ts';
import { createOrderReader } from './chain.ts';

const READING: Reading = {
  lines: [{ title: 'муфта', qty: '5', unit: null, again: false, loose: false, said: 'муфта 5' }],
  left: 0,
  order: 'certain',
};
const ANSWER: ProviderAnswer = {
  ...{ outcome: 'read', model: 'm', tokensIn: 1, tokensOut: 1, error: null },
  lines: [{ title: 'муфта', qty: '5', unit: null }],
};
const never = (): Promise<ProviderAnswer> => new Promise(() => {});

const provider = (name: Provider['name'], more: Partial<Provider> = {}): Provider => ({
  ...{ name, model: 'm', timeoutMs: 10_000, read: async () => ANSWER },
  ...more,
});

const open = (
  providers: readonly Provider[],
  {
    budgetMs = 30_000,
    reading = READING,
    mayAsk,
  }: { budgetMs?: number; reading?: Reading; mayAsk?: Allowance } = {},
) => {
  const noted: Call[] = [];
  const reader = createOrderReader({
    providers,
    parse: () => reading,
    calls: { note: async (call) => void noted.push(call) },
    budgetMs,
    ...(mayAsk ? { mayAsk } : {}),
    clock: systemClock,
    log: silent,
  });
  return { reader, noted };
};

describe('the chain', () => {
  it('leaves a provider that ignores its signal within its own time', async () => {
    const hanging = provider('gigachat', { timeoutMs: 20, read: never });
    const { reader, noted } = open([hanging, provider('openai')]);
    expect(await reader.read('муфта 5')).toMatchObject({ source: 'openai' });
    expect(noted.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['gigachat', 'timeout'],
      ['openai', 'read'],
    ]);
  });

  it('leaves all of them within the budget', async () => {
    const asked: string[] = [];
    const hanging = (name: Provider['name']) =>
      provider(name, {
        read: () => {
          asked.push(name);
          return never();
        },
      });
    const { reader } = open([hanging('gigachat'), hanging('openai')], { budgetMs: 30 });
    expect(await reader.read('муфта 5')).toEqual({ lines: READING.lines, left: 0, source: 'db' });
    expect(asked).toEqual(['gigachat']);
  });

  it('survives a provider that throws', async () => {
    const broken = provider('gigachat', { read: () => Promise.reject(new Error('a bug')) });
    const { reader, noted } = open([broken]);
    expect(await reader.read('муфта 5')).toMatchObject({ source: 'db' });
    expect(noted).toMatchObject([{ outcome: 'failed', error: 'a bug' }]);
  });

  it('does not blame a provider for calls that found no stream free', async () => {
    let release = (_: ProviderAnswer): void => {};
    const first = new Promise<ProviderAnswer>((resolve) => {
      release = resolve;
    });
    let calls = 0;
    const read = () => {
      calls += 1;
      return calls === 1 ? first : Promise.resolve(ANSWER);
    };
    const { reader, noted } = open([provider('gigachat', { timeoutMs: 40, streams: 1, read })]);
    const running = reader.read('муфта 5');
    const waiting = await Promise.all([1, 2, 3, 4].map(() => reader.attempt('муфта 5', { place: 'chat' })));
    release(ANSWER);
    await running;
    const busy = waiting.filter(({ attempts }) => attempts[0]?.error === 'all streams are busy');
    expect(busy.length).toBeGreaterThanOrEqual(3);
    expect(noted.length).toBe(5);
    expect(reader.breaker('gigachat')?.read()).toEqual({ state: 'ready' });
  });

  it('does not blame a provider when nobody waits any more', async () => {
    const { reader } = open([provider('gigachat', { read: never }), provider('openai')]);
    for (const _ of [1, 2, 3, 4]) {
      const { source } = await reader.read('муфта 5', AbortSignal.timeout(5));
      expect(source).toBe('db');
    }
    expect(reader.breaker('gigachat')?.read()).toEqual({ state: 'ready' });
  });

  it('asks no model for somebody who had their share, nor beyond the share of all', async () => {
    const counts = new Map<string, number>();
    const take: Limiter['take'] = async (bucket, key, { points }) => {
      const count = (counts.get(`${bucket} ${key}`) ?? 0) + 1;
      counts.set(`${bucket} ${key}`, count);
      return count > points ? 60 : 0;
    };
    const { reader, noted } = open([provider('gigachat')], {
      mayAsk: createAllowance({ limiter: { take } }),
    });
    const sourceFor = async (who: string) => (await reader.read('муфта 5', undefined, who)).source;
    for (let times = 0; times < 30; times += 1) expect(await sourceFor('anna')).toBe('gigachat');
    expect(await sourceFor('anna')).toBe('db');
    expect(noted).toHaveLength(30);
    for (let guest = 0; guest < 470; guest += 1) expect(await sourceFor(`guest ${guest}`)).toBe('gigachat');
    expect(await sourceFor('boris')).toBe('db');
    expect(noted).toHaveLength(500);
  });

  it('asks nobody for a glance, nor for nothing', async () => {
    const { reader, noted } = open([provider('gigachat')], { reading: { lines: [], left: 0, order: 'no' } });
    expect(reader.glance('муфта 5')).toMatchObject({ order: 'no' });
    expect(await reader.read(' \n ')).toEqual({ lines: [], left: 0, source: 'db' });
    expect(noted).toEqual([]);
  });
});
