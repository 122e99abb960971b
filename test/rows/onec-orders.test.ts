import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addOrderExchange } from '#integrations/onec/orders/routes.ts';
import { createSettle } from '#integrations/onec/orders/settle.ts';
import { theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createOrderDesk, createOrderFeed } from '#modules/orders/index.ts';
import { ordersBench } from '#modules/orders/testing.ts';
import { createKeyGuards, createServiceKeys, type Scope } from '#modules/service-keys/index.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent } from '#test/database.ts';

const bench = ordersBench();
let served: Served;
const keys: Partial<Record<Scope, string>> = {};

beforeAll(async () => {
  const { db, clock } = bench;
  const audit = createAudit({ clock, log: silent });
  const serviceKeys = createServiceKeys({ db, audit, clock });
  for (const scope of ['orders:read', 'orders:write'] as const)
    keys[scope] = (await serviceKeys.create(theOffice, { name: '1C', scopes: [scope], expiresAt: null })).key;
  const { moves } = createOrderDesk({
    db,
    audit,
    clock,
    notifications: { on: () => {} },
    timeZone: async () => 'Europe/Moscow',
  });
  served = await serve(
    (http) =>
      addOrderExchange(http, { feed: createOrderFeed({ db, clock }), settle: createSettle({ db, moves }) }),
    { guards: { ...createKeyGuards({ keys: serviceKeys }), metrics: async () => {} } },
  );
});
afterAll(() => served?.close());

interface Fetched {
  readonly orders: readonly (Record<string, unknown> & {
    readonly number: number;
    readonly lines: object[];
  })[];
  readonly cursor: string;
  readonly more: boolean;
}

const ask = async <Body>(method: string, path: string, body?: unknown, key?: string) => {
  const scope = method === 'GET' ? 'orders:read' : 'orders:write';
  const answer = await fetch(`${served.url}/integrations/1c/orders${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key ?? keys[scope]}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
};
const fetchOrders = async (query = '') => (await ask<Fetched>('GET', query)).body;
const tell = (body: unknown) =>
  ask<{ ok: boolean; results: { outcome: string; status: string | null; allowed?: string[] }[] }>(
    'POST',
    '/status',
    body,
  );

/** Lets so much time pass for the feed that its overlap is over. */
const age = (): Promise<unknown> =>
  bench.inTx((tx) =>
    sql`
      set local session_replication_role = replica;
    `
      .execute(tx)
      .then(() => sql`update orders set changed_at = changed_at - interval '2 minutes'`.execute(tx)),
  );

describe('1C fetches orders', () => {
  it('with everything it needs, and goes on where it was', async () => {
    const { personId, organizationId } = await bench.addCustomer({ name: 'Romashka' });
    const product = await bench.addProduct({ title: 'Pipe', price: '10.50', unit: 'm' });
    const order = await bench.place(personId, { [product]: '3' });
    const first = await fetchOrders();
    expect(first.more).toBe(false);
    expect(first.orders.at(-1)).toMatchObject({
      id: order.id,
      number: order.number,
      status: 'pending',
      version: order.version,
      organization: { id: organizationId, name: 'Romashka', kind: 'company' },
      customer: { id: personId, name: 'Anna', phone: null },
      total: '31.50',
      currency: 'RUB',
      lines: [{ title: 'Pipe', unit: 'm', qty: '3', price: '10.50', sum: '31.50', doubt: null }],
    });
    await age();
    const { cursor } = await fetchOrders();
    expect((await fetchOrders(`?cursor=${cursor}`)).orders).toEqual([]);
    const next = await bench.place(personId);
    expect((await fetchOrders(`?cursor=${cursor}`)).orders.map(({ number }) => number)).toEqual([
      next.number,
    ]);
  });

  it('page by page, each at least once, in the order of their changes', async () => {
    const { personId } = await bench.addCustomer();
    const placed = [];
    for (let count = 0; count < 5; count += 1) placed.push((await bench.place(personId)).number);
    await age();
    const seen: number[] = [];
    let query = '?limit=2';
    for (let pages = 0; pages < 20; pages += 1) {
      const page = await fetchOrders(query);
      seen.push(...page.orders.map(({ number }) => number));
      query = `?limit=2&cursor=${page.cursor}`;
      if (!page.more) break;
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen.slice(-5)).toEqual(placed);
  });

  it('never loses one whose transaction was slow', async () => {
    const { personId } = await bench.addCustomer();
    await age();
    const filled = await bench.fill(personId, { [await bench.addProduct()]: '1' });
    if (!filled.ok) throw new Error('no cart');
    const { db } = bench;
    let cursor = (await fetchOrders()).cursor;
    await db.transaction().execute(async (slow) => {
      await sql`
        update orders set status = 'pending', number = nextval('order_numbers'), submitted_at = now()
        where id = ${filled.value.id}
      `.execute(slow);
      const quick = await bench.place((await bench.addCustomer()).personId);
      const page = await fetchOrders(`?cursor=${cursor}`);
      expect(page.orders.map(({ number }) => number)).toContain(quick.number);
      cursor = page.cursor;
    });
    const { orders } = await fetchOrders(`?cursor=${cursor}`);
    expect(orders.map(({ id }) => id)).toContain(filled.value.id);
  });

  it('nor one that a slow transaction commits while younger ones are fetched page by page', async () => {
    const { personId } = await bench.addCustomer();
    await age();
    const filled = await bench.fill(personId, { [await bench.addProduct()]: '1' });
    if (!filled.ok) throw new Error('no cart');
    let page = await fetchOrders();
    await bench.db.transaction().execute(async (slow) => {
      await sql`
        update orders set status = 'pending', number = nextval('order_numbers'), submitted_at = now()
        where id = ${filled.value.id}
      `.execute(slow);
      const quick = [];
      for (let count = 0; count < 3; count += 1)
        quick.push((await bench.place((await bench.addCustomer()).personId)).number);
      const seen: number[] = [];
      do {
        page = await fetchOrders(`?limit=1&cursor=${page.cursor}`);
        seen.push(...page.orders.map(({ number }) => number));
      } while (page.more);
      expect(seen).toEqual(quick);
    });
    const { orders } = await fetchOrders(`?cursor=${page.cursor}`);
    expect(orders.map(({ id }) => id)).toContain(filled.value.id);
  });

  it('only in the statuses it names; carts never', async () => {
    const { personId } = await bench.addCustomer();
    await bench.fill(personId, { [await bench.addProduct()]: '1' });
    const { orders } = await fetchOrders('?status=done,cancelled');
    expect(orders).toEqual([]);
    expect(JSON.stringify(await fetchOrders())).not.toContain('"draft"');
  });

  it('not without a key, nor with one of another scope', async () => {
    expect((await ask('GET', '', undefined, 'knt_wrong')).status).toBe(401);
    expect((await ask('GET', '', undefined, keys['orders:write'])).status).toBe(403);
    expect((await ask('POST', '/status', { number: 1, status: 'done' }, keys['orders:read'])).status).toBe(
      403,
    );
  });

  it('not with a cursor, a status or a limit that is none', async () => {
    for (const query of ['?cursor=abc', '?cursor=', '?status=eaten', '?limit=0', '?limit=1000', '?other=1'])
      expect((await ask('GET', query)).status, query).toBe(422);
    const id = '00000000-0000-0000-0000-000000000000';
    for (const position of [
      `2026-99-99 00:00:00+00 ${id}`,
      `2026-02-30 00:00:00+00 ${id}`,
      `2026-01-01 00:00:00+99 ${id}`,
      `2026-01-01 00:00:00+00 ${'-'.repeat(36)}`,
      `2026-01-01 00:00:00+00 ${id} 2026-02-30 00:00:00+00`,
      `2026-01-01 00:00:00+00 ${id} soon`,
    ]) {
      const forged = Buffer.from(position).toString('base64url');
      expect((await ask('GET', `?cursor=${forged}`)).status, position).toBe(422);
    }
  });
});

describe('1C tells what became of orders', () => {
  it('one external id on several orders moves none of them; of an old and an open one it is the open one', async () => {
    const { personId } = await bench.addCustomer();
    const [first, second] = [await bench.place(personId), await bench.place(personId)];
    for (const { number } of [first, second]) await tell({ number, external_id: '00-0777' });
    const shared = await tell({ external_id: '00-0777', status: 'confirmed' });
    expect(shared.body).toMatchObject({ ok: false, results: [{ outcome: 'ambiguous', status: null }] });
    await tell({ number: first.number, status: 'cancelled' });
    const open = await tell({ external_id: '00-0777', status: 'confirmed' });
    expect(open.body).toMatchObject({ results: [{ id: second.id, outcome: 'moved', status: 'confirmed' }] });
  });

  it('by our id, by the number, or by its own id, and the customer is to be told at once', async () => {
    const { personId } = await bench.addCustomer();
    const order = await bench.place(personId);
    const one = await tell({ id: order.id, status: 'confirmed', external_id: '00-0001' });
    expect(one).toMatchObject({
      status: 200,
      body: { ok: true, results: [{ outcome: 'moved', status: 'confirmed' }] },
    });
    const two = await tell([{ number: order.number, status: 'assembling', reason: 'from the north' }]);
    expect(two.body.results).toMatchObject([{ outcome: 'moved', status: 'assembling' }]);
    const three = await tell({ orders: [{ external_id: '00-0001', status: 'shipped' }] });
    expect(three.body.results).toMatchObject([{ outcome: 'moved', status: 'shipped' }]);
    const changes = await bench.db
      .selectFrom('order_changes')
      .selectAll()
      .where('order_id', '=', order.id)
      .where('to_status', '<>', 'pending')
      .orderBy('id')
      .execute();
    expect(changes.map(({ to_status, by_channel, reason }) => [to_status, by_channel, reason])).toEqual([
      ['confirmed', 'service 1C', ''],
      ['assembling', 'service 1C', 'from the north'],
      ['shipped', 'service 1C', ''],
    ]);
    expect(changes.map(({ tell_at }) => tell_at?.getTime())).toEqual(changes.map(({ at }) => at.getTime()));
  });

  it('again, and nothing happens twice', async () => {
    const order = await bench.place((await bench.addCustomer()).personId);
    await tell({ id: order.id, status: 'confirmed' });
    const again = await tell({ id: order.id, status: 'confirmed' });
    expect(again.body).toMatchObject({ ok: true, results: [{ outcome: 'unchanged', status: 'confirmed' }] });
  });

  it('many times at once, and only one of them moves the order', async () => {
    const order = await bench.place((await bench.addCustomer()).personId);
    const told = await Promise.all(
      Array.from({ length: 8 }, () => tell({ id: order.id, status: 'confirmed' })),
    );
    const outcomes = told.map(({ body }) => body.results[0]?.outcome).sort();
    expect(outcomes).toEqual(['moved', ...Array.from({ length: 7 }, () => 'unchanged')]);
    expect(told.every(({ body }) => body.ok)).toBe(true);
  });

  it('that cannot be, and hears where it could go; the others are done', async () => {
    const [first, second] = [
      await bench.place((await bench.addCustomer()).personId),
      await bench.place((await bench.addCustomer()).personId),
    ];
    const { body } = await tell([
      { id: first.id, status: 'done' },
      { number: 999_999, status: 'done' },
      { id: second.id, status: 'confirmed' },
    ]);
    expect(body).toMatchObject({
      ok: false,
      results: [
        {
          index: 0,
          outcome: 'not_allowed',
          status: 'pending',
          allowed: ['confirmed', 'assembling', 'cancelled'],
        },
        { index: 1, outcome: 'missing', status: null },
        { index: 2, outcome: 'moved', status: 'confirmed' },
      ],
    });
  });

  it('some of them in words that make no sense: those are told, the others are done', async () => {
    const order = await bench.place((await bench.addCustomer()).personId);
    const { status, body } = await tell([
      { id: order.id, status: 'eaten' },
      'nonsense',
      { id: order.id, status: 'confirmed' },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ok: false,
      results: [
        { index: 0, outcome: 'invalid', id: null, status: null, problems: [{ field: 'status' }] },
        { index: 1, outcome: 'invalid', problems: [{ field: '' }] },
        { index: 2, outcome: 'moved', status: 'confirmed' },
      ],
    });
  });

  it('in the words of the shop contract, and with the number as text', async () => {
    const order = await bench.place((await bench.addCustomer()).personId);
    await tell({ id: order.id, status: 'confirmed' });
    const onTheWay = await tell({ number: ` ${order.number}`, status: 'in_delivery' });
    expect(onTheWay.body.results).toMatchObject([{ outcome: 'moved', status: 'shipped' }]);
    const arrived = await tell({ number: String(order.number), status: 'completed' });
    expect(arrived.body.results).toMatchObject([{ outcome: 'moved', status: 'done' }]);
    const { orders } = await fetchOrders('?status=completed&limit=500');
    expect(orders.map(({ id, status }) => [id, status])).toContainEqual([order.id, 'done']);
    for (const number of ['', ' ', '1.5', '-1', '0', '9'.repeat(20)])
      expect((await tell({ number, status: 'done' })).status, number).toBe(422);
  });

  it('in words that make no sense, and is told which', async () => {
    for (const body of [
      {},
      [],
      { orders: [] },
      { number: 1, status: 'eaten' },
      { status: 'done' },
      { number: 0 },
    ])
      expect((await tell(body)).status).toBe(422);
    const place = async (body: unknown) =>
      (await ask<{ detail: { loc: (string | number)[] }[] }>('POST', '/status', body)).body.detail.map(
        ({ loc }) => loc.join('.'),
      );
    expect(await place({ number: 1, status: 'eaten' })).toEqual(['body.orders.0.status']);
    expect(await place([{ number: 1, status: 'eaten' }, { id: 7 }])).toEqual([
      'body.orders.0.status',
      'body.orders.1.id',
    ]);
    expect(await place({ orders: [{ number: 'one', statue: 'done' }] })).toEqual([
      'body.orders.0.number',
      'body.orders.0.statue',
    ]);
    expect((await tell('{"number": 1,')).status).toBe(400);
  });
});
