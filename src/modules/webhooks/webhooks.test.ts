import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Actor, Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createSealing } from '#platform/cache/sealing.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { type PanelRoutes, servePanelRoutes } from '#test/panel-routes.ts';
import { RETRIES } from './deliver.ts';
import {
  addWebhookRoutes,
  createDeliver,
  createEmit,
  createWebhookSweep,
  createWebhooks,
  webhooksCheck,
} from './index.ts';

interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let now = Date.UTC(2026, 2, 2, 9);
const clock = { now: () => now };
const sealing = createSealing('a secret of at least 32 characters', 'webhooks');
let database: OpenDatabase;
let panel: PanelRoutes;
let server: Server;
let address: string;
let status = 200;
const told: Told[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const webhooks = createWebhooks({
    db: database.db,
    sealing,
    audit: createAudit({ clock, log: silent }),
    clock,
  });
  panel = await servePanelRoutes((http) => addWebhookRoutes(http, { webhooks }));
  server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    told.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
    response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end('a long story');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await panel?.close();
  await database?.close();
});
beforeEach(async () => {
  told.length = 0;
  status = 200;
  const by = as('administrator');
  await database.db
    .insertInto('people')
    .values({ id: by.personId ?? '', name: 'Anna' })
    .execute();
  panel.as(by);
  await database.db.deleteFrom('webhook_endpoints').execute();
  await database.db.deleteFrom('webhook_events').execute();
});

const as = (role: Role): Actor => ({
  personId: newId(),
  roles: [role],
  channel: 'panel',
  address: null,
  traceId: null,
});

const sender = (allowHosts: readonly string[] = [address]) =>
  createDeliver({
    db: database.db,
    notifications: { on: () => {} },
    sealing,
    allowHosts,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    clock,
    log: silent,
  });
const sendAll = async (deliver = sender()): Promise<void> => {
  while (await deliver.sendNext(new AbortController().signal));
};
const happens = (payload: object = { number: 12 }): Promise<void> =>
  database.db.transaction().execute((tx) => createEmit({ clock })(tx, 'order.placed', () => payload));

interface Endpoint {
  readonly id: string;
  readonly secret: string;
  readonly paused_at: string | null;
  readonly delivered: number;
  readonly failed: number;
  readonly last_error: string | null;
}
const endpoint = async (
  events = ['order.placed'],
  url = `http://${address}/hook?key=1`,
): Promise<Endpoint> => {
  const answer = await panel.post<Endpoint>('/webhooks', { name: 'ERP', url, events });
  expect(answer.status).toBe(201);
  return answer.body;
};
const listed = async (): Promise<Endpoint[]> =>
  (await panel.get<{ items: Endpoint[] }>('/webhooks')).body.items;
interface Delivery {
  readonly id: number;
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
}
const deliveries = async ({ id }: Endpoint): Promise<Delivery[]> =>
  (await panel.get<{ items: Delivery[] }>(`/webhooks/${id}/deliveries`)).body.items;

describe('an endpoint', () => {
  it('is told what it wants to know, signed, once', async () => {
    const { secret } = await endpoint();
    await endpoint(['order.status']);
    await happens();
    await sendAll();
    expect(told).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: '' }] = told;
    expect(JSON.parse(body)).toEqual({
      type: 'order.placed',
      timestamp: new Date(now).toISOString(),
      data: { number: 12 },
    });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    expect(headers['webhook-timestamp']).toBe(String(now / 1_000));
    expect((await listed()).map(({ delivered }) => delivered).toSorted()).toEqual([0, 1]);
  });

  it('hears nothing of what was undone', async () => {
    await endpoint();
    await expect(
      database.db.transaction().execute(async (tx) => {
        await createEmit({ clock })(tx, 'order.placed', () => ({}));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await sendAll();
    expect(told).toEqual([]);
  });

  it('that fails is asked again with the same id, later and later, and given up in the end', async () => {
    const one = await endpoint();
    await happens();
    for (const [index, wait] of RETRIES.entries()) {
      status = index % 2 === 0 ? 500 : 302;
      await sendAll();
      expect(told).toHaveLength(index + 1);
      now += wait * 1_000 - 1;
      await sendAll();
      expect(told).toHaveLength(index + 1);
      now += 1;
    }
    await sendAll();
    expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await deliveries(one)).toMatchObject([
      { state: 'failed', attempts: RETRIES.length + 1, status: 500 },
    ]);
    now += 10 * 86_400_000;
    await sendAll();
    expect(told).toHaveLength(RETRIES.length + 1);
    status = 200;
    const [{ id } = { id: 0 }] = await deliveries(one);
    expect((await panel.post(`/webhooks/${one.id}/deliveries/${id}/resend`)).status).toBe(204);
    await sendAll();
    expect(await deliveries(one)).toMatchObject([{ state: 'delivered', attempts: 1, status: 200 }]);
  });

  it('that is gone is told nothing any more', async () => {
    const one = await endpoint();
    status = 410;
    await happens();
    await sendAll();
    expect(await deliveries(one)).toMatchObject([{ state: 'failed' }]);
    expect((await listed())[0]?.paused_at).not.toBeNull();
    await happens();
    await sendAll();
    expect(told).toHaveLength(1);
  });

  it('that is paused keeps what waits until it goes on', async () => {
    const one = await endpoint();
    await happens();
    await panel.patch(`/webhooks/${one.id}`, { paused: true });
    await sendAll();
    expect(told).toEqual([]);
    await panel.patch(`/webhooks/${one.id}`, { paused: false });
    await sendAll();
    expect(told).toHaveLength(1);
  });

  it('can be tried', async () => {
    const one = await endpoint();
    expect((await panel.post(`/webhooks/${one.id}/test`)).status).toBe(204);
    await sendAll();
    expect(JSON.parse(told[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
  });

  it('of our own networks is not asked, unless it is allowed', async () => {
    const one = await endpoint(['order.placed'], 'http://printer.office.lan/hook');
    await happens();
    await sendAll(sender([]));
    expect(await deliveries(one)).toMatchObject([
      { state: 'waiting', error: 'private_address', status: null },
    ]);
    expect(told).toEqual([]);
  });

  it('that is away is tried again', async () => {
    const one = await endpoint(['order.placed'], 'http://127.0.0.1:1/hook');
    await happens();
    await sendAll(sender(['127.0.0.1']));
    expect(await deliveries(one)).toMatchObject([{ state: 'waiting', error: 'unreachable', attempts: 1 }]);
  });

  it('that does not answer holds up no other one', async () => {
    const hanging = createServer(() => {});
    hanging.listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const dead = `127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    await endpoint(['order.placed'], `http://${dead}/hook`);
    for (let times = 0; times < 30; times += 1) await happens({ times });
    await endpoint(['order.status']);
    for (let times = 0; times < 5; times += 1)
      await database.db
        .transaction()
        .execute((tx) => createEmit({ clock })(tx, 'order.status', () => ({ times })));
    const stop = new AbortController();
    const running = sender([address, dead]).run(stop.signal);
    await vi.waitFor(() => expect(told).toHaveLength(5), { timeout: 10_000 });
    const { rows } = await sql<{ asked: number }>`
      select count(*)::integer as asked from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
      where e.url like ${`%${dead}%`} and d.attempts > 0
    `.execute(database.db);
    expect(rows[0]?.asked).toBe(2);
    stop.abort();
    await running;
    hanging.closeAllConnections();
    hanging.close();
  });

  it('is told once by many senders', async () => {
    await endpoint();
    for (let times = 0; times < 10; times += 1) await happens({ times });
    await Promise.all([sendAll(), sendAll(), sendAll()]);
    expect(told).toHaveLength(10);
    expect(new Set(told.map(({ body }) => body)).size).toBe(10);
  });
});

describe('endpoints', () => {
  it('are changed and removed', async () => {
    const one = await endpoint();
    const changed = await panel.patch<Endpoint>(`/webhooks/${one.id}`, {
      name: 'CRM',
      events: ['order.status'],
    });
    expect(changed.body).toMatchObject({ name: 'CRM', events: ['order.status'] });
    await happens();
    await sendAll();
    expect(told).toEqual([]);
    expect((await panel.delete(`/webhooks/${one.id}`)).status).toBe(204);
    expect(await listed()).toEqual([]);
    for (const path of ['', '/test'])
      expect(
        (await (path === '' ? panel.delete(`/webhooks/${one.id}`) : panel.post(`/webhooks/${one.id}${path}`)))
          .status,
      ).toBe(404);
  });

  it('never show their secret or their whole address where it does not belong', async () => {
    const { secret } = await endpoint();
    const row = await database.db.selectFrom('webhook_endpoints').selectAll().executeTakeFirstOrThrow();
    expect(row.secret.includes(Buffer.from(secret))).toBe(false);
    expect(JSON.stringify(await listed())).not.toContain(secret);
    const entries = JSON.stringify(await database.db.selectFrom('audit_entries').selectAll().execute());
    expect(entries).not.toContain(secret);
    expect(entries).not.toContain('key=1');
  });

  it('are an administrator’s business, and need a usable address', async () => {
    for (const url of ['ftp://erp/hook', 'not an address', 'http://user:word@erp/hook', ''])
      expect((await panel.post('/webhooks', { name: 'ERP', url, events: ['order.placed'] })).status).toBe(
        422,
      );
    panel.as(as('manager'));
    expect((await panel.get('/webhooks')).status).toBe(403);
    expect(
      (
        await panel.post('/webhooks', {
          name: 'ERP',
          url: 'https://erp.example/hook',
          events: ['order.placed'],
        })
      ).status,
    ).toBe(403);
  });

  it('are a part of the health while there are some', async () => {
    const check = webhooksCheck({ db: database.db });
    expect(await check.look()).toEqual([]);
    const one = await endpoint();
    expect(await check.look()).toMatchObject([{ state: 'ok', cure: null }]);
    status = 410;
    await happens();
    await sendAll();
    await database.db.updateTable('webhook_deliveries').set({ failed_at: new Date() }).execute();
    expect(await check.look()).toMatchObject([
      { state: 'degraded', cure: 'see_webhooks', facts: { failed_24h: 1, paused: 1 } },
    ]);
    await panel.delete(`/webhooks/${one.id}`);
  });

  it('are forgotten with what they were told a month ago', async () => {
    const one = await endpoint();
    await happens();
    await sendAll();
    now += 31 * 86_400_000;
    await createWebhookSweep({ db: database.db, clock }).sweep();
    expect(await deliveries(one)).toEqual([]);
  });
});
