import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, assertMay, type Role } from '#modules/access/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { createOffice } from './office.ts';
import { addHealthDetails, addOfficeRoutes } from './routes.ts';
import { Health, Now, Traffic } from './schema.ts';
import { openConversation } from './testing.ts';

let database: OpenDatabase;
let served: Served;
/** Who asks. */
let by: Actor | undefined;

const somebody = (...roles: Role[]): Actor => ({
  personId: '00000000-0000-7000-8000-000000000001',
  roles,
  channel: 'panel',
  address: null,
  traceId: null,
});

beforeAll(async () => {
  database = await testDatabase();
  const office = createOffice({
    db: database.db,
    embedded: false,
    inboxes: ['webchat'],
    inboxStates: async () => [
      { id: 'webchat', channel: 'webchat', health: 'ok', cure: null, lastHeardAt: null, status: null },
    ],
    freeBytes: async () => 5e9,
    processFigures: () => ({ loop_lag_ms: 1, memory_bytes: 1, heap_bytes: 1, heap_limit_bytes: 10 }),
    absent: [{ name: 'telegram', needs: 'BOT_TOKEN' }],
    further: [],
    version: '1.2.3',
    startedAt: new Date(0),
    clock: systemClock,
    log: silent,
  });
  served = await serve(
    async (http) => {
      addHealthDetails(http, { office });
      await http.register(async (scope) => addOfficeRoutes(scope, { office }), { prefix: '/api/v1' });
    },
    {
      guards: {
        metrics: async ({ headers }) => {
          if (headers.authorization !== 'Bearer right')
            throw new AppError('unauthorized', 'the token is needed');
        },
        'office.read': async (request) => {
          if (!by) throw new AppError('unauthorized', 'nobody is logged in');
          assertMay(by, 'office.read');
          request.actor = by;
        },
      },
    },
  );
});
afterAll(async () => {
  await served?.close();
  await database?.close();
});

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${served.url}${path}`, { headers });
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
    headers: answer.headers,
  };
};
const PATHS = ['/api/v1/office/health', '/api/v1/office/now', '/api/v1/office/traffic'];

describe.each(PATHS)('%s', (path) => {
  it.each(['administrator', 'manager', 'operator'] as const)('is for the %s', async (role) => {
    by = somebody(role);
    const { status, headers } = await get(path);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('is for nobody else', async () => {
    by = undefined;
    expect((await get(path)).status).toBe(401);
    by = somebody();
    expect((await get(path)).status).toBe(403);
  });
});

it('health tells every part, and a module that is off is no illness', async () => {
  by = somebody('operator');
  const { body } = await get('/api/v1/office/health');
  const health = Health.parse(body);
  expect([health.state, health.version, health.started_at]).toEqual([
    'ok',
    '1.2.3',
    '1970-01-01T00:00:00.000Z',
  ]);
  expect(health.parts.map(({ part, state }) => `${part} ${state}`)).toEqual([
    'database ok',
    'workers ok',
    'inbox ok',
    'outgoing ok',
    'dead_letters ok',
    'storage ok',
    'process ok',
    'module off',
  ]);
});

it('now tells who waits, who is operated and who talks', async () => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
  const olga = await openConversation(database.db);
  await openConversation(database.db, { queued_at: ago(120), heard_at: ago(120) });
  const blocked = await openConversation(database.db, { queued_at: ago(600) });
  await database.db
    .updateTable('people')
    .set({ blocked_at: ago(60), blocked_until: ago(-60) })
    .where('id', '=', blocked.person)
    .execute();
  await openConversation(database.db, { operator_id: olga.person, heard_at: ago(60) });
  const { works } = await openConversation(database.db, { heard_at: ago(1_000) });
  for (const [number, seconds] of [10, 20, 200, 400].entries()) await works(number, ago(seconds));
  by = somebody('operator');
  await expect
    .poll(async () => Now.parse((await get('/api/v1/office/now')).body))
    .toMatchObject({ queued: 1, operated: 1, talking: 2, turns_per_minute: 0.6 });
  const { longest_wait_seconds } = Now.parse((await get('/api/v1/office/now')).body);
  expect(longest_wait_seconds).toBeGreaterThanOrEqual(119);
  expect(longest_wait_seconds).toBeLessThan(600);
});

describe('traffic', () => {
  it('is of the last day in UTC unless asked otherwise', async () => {
    by = somebody('operator');
    const usual = Traffic.parse((await get('/api/v1/office/traffic')).body);
    expect([usual.period, usual.tz, usual.unit, usual.series.length]).toEqual(['24h', 'UTC', 'hour', 24]);
    const month = Traffic.parse((await get('/api/v1/office/traffic?period=30d&tz=Europe/Moscow')).body);
    expect([month.period, month.tz, month.unit, month.series.length]).toEqual([
      '30d',
      'Europe/Moscow',
      'day',
      30,
    ]);
  });

  it.each([
    'period=1y',
    'tz=Europe/Atlantis',
    'tz=%2B03:00',
    `tz=${encodeURIComponent("UTC'; select 1; --")}`,
    'tz=',
    'from=2026-01-01',
  ])('refuses %s', async (query) => {
    by = somebody('operator');
    const { status } = await get(`/api/v1/office/traffic?${query}`);
    expect(status).toBe(422);
  });
});

describe('/health/details', () => {
  it('tells the same to machines that may read metrics', async () => {
    const { status, body } = await get('/health/details', { authorization: 'Bearer right' });
    expect([status, Health.parse(body).state]).toEqual([200, 'ok']);
  });

  it('tells nothing to others', async () => {
    expect((await get('/health/details')).status).toBe(401);
  });
});
