import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { must } from '../testing.ts';
import { officeBench } from './testing.ts';

const bench = officeBench();
let order: { id: string; version: number };
let lines: readonly { id: number; productId: number | null }[];
let pipe: number;
let tap: number;
let organizationId: string;
let personId: string;

beforeEach(async () => {
  ({ personId, organizationId } = await bench.addCustomer());
  pipe = await bench.addProduct({ price: '10', unit: 'm' });
  tap = await bench.addProduct({ price: '5' });
  must(await bench.fill(personId, { [pipe]: '3' }));
  const cart = must(
    await bench.add(personId, [
      { productId: null, title: 'муфта', said: 'муфта 2', qty: '2', doubt: 'unknown' },
    ]),
  );
  const placed = must(await bench.submit(personId, cart));
  order = placed;
  ({ lines } = placed);
});

const lineAt = (at: number) => lines[at]?.id ?? 0;
const path = (at?: number) => `/shop/orders/${order.id}/lines${at === undefined ? '' : `/${lineAt(at)}`}`;
const patch = (at: number, body: object, as = 'manager') =>
  bench.call('PATCH', path(at), { as, body: { version: order.version, ...body } });
const set = (status: string) =>
  bench.db.updateTable('orders').set({ status }).where('id', '=', order.id).execute();

describe('lines of an order in the office', () => {
  it('change in amount and price, with the total, the audit and a word to others', async () => {
    bench.events.length = 0;
    const { status, body } = await patch(0, { qty: '2.5', price: '9.99', note: 'cut' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: order.version + 1,
      total: '24.98',
      lines: [{ qty: '2.5', price: '9.99', sum: '24.98', note: 'cut' }, { doubt: 'unknown' }],
    });
    expect(bench.events).toMatchObject([{ type: 'order.changed', orderId: order.id, status: 'pending' }]);
    expect((await bench.audited()).at(-1)).toMatchObject({
      action: 'orders.line_change',
      before: { qty: '3', price: '10.00' },
      after: { qty: '2.5', price: '9.99' },
    });
  });

  it('in doubt become a product, which teaches what the words mean', async () => {
    bench.lessons.length = 0;
    const { body } = await patch(1, { product_id: tap });
    expect(body).toMatchObject({ total: '40.00', doubts: 0 });
    expect(body.lines[1]).toMatchObject({
      product_id: tap,
      price: '5.00',
      qty: '2',
      doubt: null,
      said: 'муфта 2',
    });
    const by = bench.employee('manager').personId;
    expect(bench.lessons).toEqual([{ organizationId, phrase: 'муфта', productId: tap, by, office: true }]);
  });

  it('have the prices of the organization', async () => {
    const priceTypeId = await bench.addPriceType({ [tap]: '4' });
    await bench.db
      .updateTable('orders')
      .set({ price_type_id: priceTypeId })
      .where('id', '=', order.id)
      .execute();
    const [{ version = 0 } = {}] = await bench.db
      .selectFrom('orders')
      .select('version')
      .where('id', '=', order.id)
      .execute();
    expect((await patch(1, { version, product_id: tap })).body.lines[1]).toMatchObject({ price: '4.00' });
  });

  it('come and go; of the same product the amounts add up, and the last one stays', async () => {
    const added = await bench.call('POST', path(), {
      body: { version: order.version, product_id: tap, qty: '4' },
    });
    expect(added.body).toMatchObject({ total: '50.00', lines: [{}, {}, { product_id: tap, qty: '4' }] });
    const more = await bench.call('POST', path(), {
      body: { version: added.body.version, product_id: tap, qty: '1' },
    });
    expect(more.body.lines[2]).toMatchObject({ qty: '5', sum: '25.00' });
    const taken = await patch(1, { version: more.body.version, product_id: tap });
    expect(taken.status).toBe(409);
    let { version } = more.body;
    for (const at of [0, 1]) {
      const removed = await bench.call('DELETE', path(at), { body: { version } });
      expect(removed.status).toBe(200);
      version = removed.body.version;
    }
    const last = more.body.lines[2].id;
    const refused = await bench.call('DELETE', `/shop/orders/${order.id}/lines/${last}`, {
      body: { version },
    });
    expect(refused.status).toBe(409);
  });

  it('stay once somebody else changed the order', async () => {
    const answers = await Promise.all(['1', '2', '4', '5'].map((qty) => patch(0, { qty })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
  });

  it.each(['shipped', 'done', 'cancelled'])('stay once the order is %s', async (status) => {
    await set(status);
    expect((await patch(0, { qty: '1' })).status).toBe(409);
    const comment = { version: order.version, comment: 'x' };
    expect((await bench.call('PATCH', `/shop/orders/${order.id}`, { body: comment })).status).toBe(409);
  });

  it.each([
    { qty: '0' },
    { qty: '-1' },
    { qty: '1000001' },
    { qty: 5 },
    { price: '-1' },
    { price: '1.234' },
    { price: '1e9' },
    { qty: '1000000', price: '9999999999' },
    { product_id: 2_000_000_000 },
    { product_id: 2 ** 40 },
    { note: 'x'.repeat(1_001) },
    { version: undefined, qty: '1' },
    { colour: 'red' },
    {},
  ])('refuse odd input (%#)', async (body) => {
    expect((await patch(0, body)).status).toBe(422);
  });

  it('are of this order, and for managers', async () => {
    const other = await bench.place((await bench.addCustomer()).personId);
    const foreign = `/shop/orders/${order.id}/lines/${other.lines[0]?.id}`;
    const body = { version: order.version, qty: '1' };
    expect((await bench.call('PATCH', foreign, { body })).status).toBe(404);
    expect((await bench.call('DELETE', foreign, { body: { version: order.version } })).status).toBe(404);
    expect((await bench.call('PATCH', `/shop/orders/${newId()}/lines/1`, { body })).status).toBe(404);
    for (const as of ['operator', 'nobody']) {
      expect((await patch(0, { qty: '1' }, as)).status).toBe(403);
      expect((await bench.call('DELETE', path(0), { as, body: { version: order.version } })).status).toBe(
        403,
      );
    }
  });

  it('have no draft: a cart is its owner’s alone', async () => {
    const cart = must(await bench.fill(personId, { [pipe]: '1' }));
    const body = { version: cart.version, comment: 'x' };
    expect((await bench.call('PATCH', `/shop/orders/${cart.id}`, { body })).status).toBe(404);
    expect((await bench.call('GET', `/shop/orders/${cart.id}`)).status).toBe(404);
  });
});

describe('when, where to, and what else', () => {
  it('changes, and the audit keeps no address', async () => {
    const { body } = await bench.call('PATCH', `/shop/orders/${order.id}`, {
      body: { version: order.version, comment: 'gate 3', delivery_on: '2026-03-05', address: 'Lenina 5' },
    });
    expect(body).toMatchObject({ comment: 'gate 3', delivery_on: '2026-03-05', address: 'Lenina 5' });
    const entry = (await bench.audited()).at(-1);
    expect(entry).toMatchObject({
      action: 'orders.change',
      after: { fields: ['comment', 'delivery_on', 'address'], delivery_on: '2026-03-05' },
    });
    expect(JSON.stringify(entry)).not.toContain('Lenina');
    const back = await bench.call('PATCH', `/shop/orders/${order.id}`, {
      body: { version: body.version, delivery_on: null, address: null },
    });
    expect(back.body).toMatchObject({ comment: 'gate 3', delivery_on: null, address: null });
  });

  it.each([{ delivery_on: '2026-02-30' }, { address: ' ' }, { comment: 'x'.repeat(1_001) }, {}])(
    'refuses %j',
    async (wish) => {
      const body = { version: order.version, ...wish };
      expect((await bench.call('PATCH', `/shop/orders/${order.id}`, { body })).status).toBe(422);
    },
  );
});
