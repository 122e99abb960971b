import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Actor, Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { type PanelRoutes, servePanelRoutes } from '#test/panel-routes.ts';
import { addServiceKeyRoutes, createKeyGuards, createServiceKeys, serviceOf } from './index.ts';

let now = Date.UTC(2026, 10, 21, 9);
const clock = { now: () => now };
let database: OpenDatabase;
let panel: PanelRoutes;
let shop: Served;
const guesses = new Map<string, number>();

beforeAll(async () => {
  database = await testDatabase();
  const keys = createServiceKeys({ db: database.db, audit: createAudit({ clock, log: silent }), clock });
  panel = await servePanelRoutes((http) => addServiceKeyRoutes(http, { keys }));
  shop = await serve(
    (http) => {
      for (const scope of ['orders:read', 'orders:write'])
        http.get(`/${scope.replace(':', '/')}`, {
          config: { permission: scope },
          handler: async (request) => ({ by: serviceOf(request).by.channel }),
        });
    },
    {
      guards: { ...createKeyGuards({ keys }), metrics: async () => {} },
      limiter: {
        take: async (_bucket, key, { points }) => {
          guesses.set(key, (guesses.get(key) ?? 0) + 1);
          return (guesses.get(key) ?? 0) > points ? 60 : 0;
        },
        note: () => 0,
        known: () => 0,
      },
    },
  );
});
afterAll(async () => {
  await panel?.close();
  await shop?.close();
  await database?.close();
});

const as = (role: Role): Actor => ({
  personId: newId(),
  roles: [role],
  channel: 'panel',
  address: null,
  traceId: null,
});
beforeEach(async () => {
  guesses.clear();
  const by = as('administrator');
  await database.db
    .insertInto('people')
    .values({ id: by.personId ?? '', name: 'Anna' })
    .execute();
  panel.as(by);
});

interface Made {
  readonly id: string;
  readonly key: string;
  readonly hint: string;
}

const make = async (scopes: readonly string[] = ['orders:read'], more: object = {}): Promise<Made> => {
  const { status, body } = await panel.post<Made>('/service-keys', { name: '1C', scopes, ...more });
  expect(status).toBe(201);
  return body;
};
const ask = async (key: string | undefined, path = '/orders/read', headers: Record<string, string> = {}) => {
  const answer = await fetch(`${shop.url}${path}`, {
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('a service key', () => {
  it('opens what its scopes name, in either header', async () => {
    const { key } = await make();
    expect(await ask(key)).toEqual({ status: 200, body: { by: 'service 1C' } });
    expect((await ask(undefined, '/orders/read', { 'x-service-key': key })).status).toBe(200);
    expect((await ask(key, '/orders/write')).status).toBe(403);
    expect((await ask((await make(['orders:write'])).key, '/orders/write')).status).toBe(200);
  });

  it('is nowhere to be read again', async () => {
    const { id, key, hint } = await make();
    expect(key.startsWith(hint)).toBe(true);
    expect(hint.length).toBeLessThan(12);
    const row = await database.db
      .selectFrom('service_keys')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(key.slice(hint.length));
    const { body } = await panel.get<{ items: object[] }>('/service-keys');
    expect(JSON.stringify(body)).not.toContain(key.slice(hint.length));
    const entries = await database.db.selectFrom('audit_entries').selectAll().execute();
    expect(JSON.stringify(entries)).not.toContain(key.slice(hint.length));
    await ask(key);
    expect(JSON.stringify(shop.lines())).not.toContain(key.slice(hint.length));
  });

  it('works until it is revoked or expires', async () => {
    const { id, key } = await make();
    const dated = await make(['orders:read'], { expires_at: new Date(now + 1_000).toISOString() });
    expect((await ask(dated.key)).status).toBe(200);
    now += 2_000;
    expect((await ask(dated.key)).status).toBe(401);
    expect((await panel.delete(`/service-keys/${id}`)).status).toBe(204);
    expect((await panel.delete(`/service-keys/${id}`)).status).toBe(204);
    expect((await ask(key)).status).toBe(401);
  });

  it('tells when it was used, to the minute', async () => {
    const { id, key } = await make();
    await ask(key);
    const used = async () =>
      (await panel.get<{ items: { id: string; used_at: string | null }[] }>('/service-keys')).body.items.find(
        (one) => one.id === id,
      )?.used_at;
    expect(await used()).toBe(new Date(now).toISOString());
    const first = now;
    now += 30_000;
    await ask(key);
    expect(await used()).toBe(new Date(first).toISOString());
    now += 40_000;
    await ask(key);
    expect(await used()).toBe(new Date(now).toISOString());
  });

  it('that is wrong, empty or in the address lets nobody in, and guessing ends', async () => {
    const { key } = await make();
    expect((await ask(`${key}x`)).status).toBe(401);
    expect((await ask('')).status).toBe(401);
    expect((await ask(undefined)).status).toBe(401);
    expect((await ask(undefined, `/orders/read?token=${key}`)).status).toBe(401);
    const answers = [];
    for (let guess = 0; guess < 20; guess += 1) answers.push((await ask(`knt_${guess}`)).status);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('keys are made', () => {
  it('by administrators only', async () => {
    for (const role of ['manager', 'operator'] as const) {
      panel.as(as(role));
      expect((await panel.post('/service-keys', { name: '1C', scopes: ['orders:read'] })).status).toBe(403);
      expect((await panel.get('/service-keys')).status).toBe(403);
      expect((await panel.delete(`/service-keys/${newId()}`)).status).toBe(403);
    }
  });

  it('with a name, known scopes and a day that is not over', async () => {
    for (const body of [
      { name: ' ', scopes: ['orders:read'] },
      { name: '1C', scopes: [] },
      { name: '1C', scopes: ['everything'] },
      { name: '1C', scopes: ['orders:read'], expires_at: '2020-01-01T00:00:00Z' },
    ])
      expect((await panel.post('/service-keys', body)).status).toBe(422);
    expect((await panel.delete(`/service-keys/${newId()}`)).status).toBe(404);
  });
});
