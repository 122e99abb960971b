import { describe, expect, it } from 'vitest';
import { silent } from '#test/database.ts';
import { type Check, createHealth } from './health.ts';
import type { Part, PartState } from './schema.ts';

const part = (name: 'workers' | 'inbox' | 'module', state: PartState): Part => ({
  part: name,
  name: null,
  state,
  facts: null,
  cure: null,
});
const check = (...parts: readonly [Part, ...Part[]]): Check => ({
  part: parts[0].part,
  look: async () => parts,
});

const healthOf = (checks: readonly Check[], clock = { now: () => 0 }) =>
  createHealth({ checks, version: '1.2.3', startedAt: new Date(0), clock, log: silent });

describe('the state of the office', () => {
  it.each([
    ['ok when every part is', [part('workers', 'ok'), part('inbox', 'ok')], 'ok'],
    ['ok when parts are off', [part('workers', 'ok'), part('module', 'off')], 'ok'],
    ['degraded when one is', [part('workers', 'degraded'), part('inbox', 'ok')], 'degraded'],
    [
      'degraded when an inbox is down: the others work',
      [part('workers', 'ok'), part('inbox', 'down')],
      'degraded',
    ],
    ['down when nobody works', [part('workers', 'down'), part('inbox', 'ok')], 'down'],
  ] as const)('is %s', async (_, parts, state) => {
    expect(await healthOf(parts.map((one) => check(one)))()).toEqual({
      state,
      version: '1.2.3',
      started_at: '1970-01-01T00:00:00.000Z',
      parts,
    });
  });
});

describe('a part that cannot be asked', () => {
  it('is down, and the others are told all the same', async () => {
    const broken: Check = { part: 'storage', look: () => Promise.reject(new Error('no such folder')) };
    const health = await healthOf([broken, check(part('workers', 'ok'))])();
    expect(health.state).toBe('degraded');
    expect(health.parts).toEqual([
      { part: 'storage', name: null, state: 'down', facts: null, cure: 'see_log' },
      part('workers', 'ok'),
    ]);
  });

  it('is a matter of the database when that does not answer', async () => {
    const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const look = () => Promise.reject(lost);
    const health = await healthOf([
      { part: 'database', look },
      { part: 'dead_letters', look },
    ])();
    expect(health.state).toBe('down');
    expect(health.parts.map(({ cure }) => cure)).toEqual(['start_database', 'start_database']);
  });

  it('holds up nobody for longer than its time', async () => {
    const stuck: Check = { part: 'database', look: () => new Promise(() => {}) };
    const health = await healthOf([stuck, check(part('workers', 'ok'))])();
    expect(health.parts).toEqual([
      { part: 'database', name: null, state: 'down', facts: null, cure: 'start_database' },
      part('workers', 'ok'),
    ]);
  });
});

it('looks at the parts once in five seconds, whoever asks', async () => {
  let now = 0;
  let looks = 0;
  const counted: Check = {
    part: 'workers',
    look: async () => {
      looks += 1;
      return [part('workers', 'ok')];
    },
  };
  const health = healthOf([counted], { now: () => now });
  await Promise.all([health(), health()]);
  now = 4_999;
  await health();
  expect(looks).toBe(1);
  now = 5_000;
  await health();
  expect(looks).toBe(2);
});
