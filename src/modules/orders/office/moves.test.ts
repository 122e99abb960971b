import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { MOVES, ORDER_STATUSES, PLACED } from '../contract.ts';
import { inChat, must } from '../testing.ts';
import { officeBench } from './testing.ts';

const bench = officeBench();

const placed = async () => {
  const customer = await bench.addCustomer();
  return { ...customer, ...(await bench.place(customer.personId)) };
};
const set = (id: string, status: string) =>
  bench.db.updateTable('orders').set({ status }).where('id', '=', id).execute();
const statusOf = async (id: string) =>
  (await bench.db.selectFrom('orders').select('status').where('id', '=', id).executeTakeFirst())?.status;
const move = (ids: string[], status: string, more: object = {}) =>
  bench.call('POST', '/shop/orders/status', { as: 'operator', body: { ids, status, ...more } });
const undo = (change_ids: number[], as = 'operator') =>
  bench.call('POST', '/shop/orders/changes/undo', { as, body: { change_ids } });

describe('S3-09: moving orders', () => {
  it.each(
    ORDER_STATUSES.filter((from) => from !== 'draft').flatMap((from) =>
      PLACED.map((to) => [from, to] as const),
    ),
  )('from %s to %s', async (from, to) => {
    const { id } = await placed();
    await set(id, from);
    const allowed = MOVES[from].includes(to);
    const { status, body } = await move([id], to);
    expect(status).toBe(200);
    expect(body.moved).toHaveLength(allowed ? 1 : 0);
    expect(body.refused).toEqual(allowed ? [] : [{ id, why: 'not_allowed', status: from }]);
    expect(await statusOf(id)).toBe(allowed ? to : from);
  });

  it('makes the way that the customer is shown, without what was undone; nobody else is', async () => {
    const { id, personId } = await placed();
    const { body } = await move([id], 'confirmed', { reason: 'by mistake' });
    await undo([body.moved[0].change_id]);
    for (const status of ['confirmed', 'cancelled']) {
      bench.pass(1_000);
      await move([id], status, { reason: status === 'cancelled' ? 'sold out' : '' });
    }
    const steps = await bench.orders.steps(bench.db, { personId, orderId: id });
    expect(steps.map(({ status, reason }) => [status, reason])).toEqual([
      ['pending', ''],
      ['confirmed', ''],
      ['cancelled', 'sold out'],
    ]);
    const times = steps.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const { personId: stranger } = await bench.addCustomer();
    expect(await bench.orders.steps(bench.db, { personId: stranger, orderId: id })).toEqual([]);
  });

  it('keeps the history, the audit and the word to others, and tells when it can be undone until', async () => {
    const { id, number, version } = await placed();
    bench.events.length = 0;
    const { body } = await move([id], 'confirmed', { reason: 'all there' });
    const until = bench.clock.now() + 10_000;
    expect(body).toMatchObject({
      moved: [{ id, change_id: expect.any(Number), from: 'pending', to: 'confirmed' }],
      undo_until: new Date(until).toISOString(),
    });
    const by = bench.employee('operator').personId;
    expect((await bench.changesOf(id)).at(-1)).toMatchObject({
      id: body.moved[0].change_id,
      reason: 'all there',
      by_id: by,
      by_channel: 'panel',
      tell_at: new Date(until),
      told_at: null,
    });
    expect(bench.events).toEqual([
      { type: 'order.status', orderId: id, number, status: 'confirmed', from: 'pending' },
    ]);
    expect((await bench.audited()).at(-1)).toMatchObject({
      actor_id: by,
      action: 'orders.move',
      subject_id: id,
      before: { status: 'pending' },
      after: { status: 'confirmed', number, reason: 'all there' },
    });
    expect((await bench.call('GET', `/shop/orders/${id}`)).body).toMatchObject({ version: version + 1 });
  });

  it('does what it can of many, and names the rest', async () => {
    const [one, other, over] = [await placed(), await placed(), await placed()];
    await set(over.id, 'done');
    const draft = must(
      await bench.fill((await bench.addCustomer()).personId, { [await bench.addProduct()]: '1' }),
    );
    const unknown = newId();
    const ids = [one.id, other.id, over.id, draft.id, unknown, one.id.toUpperCase()];
    const { body } = await move(ids, 'confirmed', { versions: { [other.id]: 0 } });
    expect(body.moved.map(({ id }: { id: string }) => id)).toEqual([one.id]);
    expect(body.refused).toEqual([
      { id: other.id, why: 'changed', status: 'pending' },
      { id: over.id, why: 'not_allowed', status: 'done' },
      { id: draft.id, why: 'missing', status: null },
      { id: unknown, why: 'missing', status: null },
    ]);
  });

  it('of one order says why it stays', async () => {
    const { id } = await placed();
    for (const path of [`/shop/orders/${id}/status`, `/admin/orders/${id}/status`]) {
      expect(await bench.call('POST', path, { body: { status: 'done' } })).toMatchObject({
        status: 409,
        body: {
          detail: 'not_allowed: from pending it may go to confirmed, assembling, cancelled',
          errors: ['confirmed', 'assembling', 'cancelled'].map((issue) => ({ path: 'body.status', issue })),
        },
      });
      expect((await bench.call('POST', path, { body: { status: 'delivered' } })).status).toBe(422);
    }
    const moved = await bench.call('POST', `/admin/orders/${id}/status`, { body: { status: 'confirmed' } });
    expect(moved).toMatchObject({
      status: 200,
      body: { status: 'confirmed', moves: ['assembling', 'shipped', 'cancelled'] },
    });
    const sent = await bench.call('POST', `/admin/orders/${id}/status`, { body: { status: 'in_delivery' } });
    expect(sent).toMatchObject({ status: 200, body: { status: 'shipped' } });
    const missing = await bench.call('POST', `/shop/orders/${newId()}/status`, { body: { status: 'done' } });
    expect(missing.status).toBe(404);
  });

  it.each([
    { ids: [] },
    { ids: ['x'] },
    { ids: [newId()], status: 'draft' },
    { ids: [newId()], status: 'anything' },
    { ids: [newId()], reason: 'x'.repeat(501) },
    { ids: Array.from({ length: 101 }, () => newId()) },
    { ids: [newId()], colour: 'red' },
  ])('refuses odd input (%#)', async (body) => {
    const sent = { status: 'confirmed', ...body };
    expect((await bench.call('POST', '/shop/orders/status', { body: sent })).status).toBe(422);
  });

  it('is for employees', async () => {
    const { id } = await placed();
    const body = { ids: [id], status: 'confirmed' };
    for (const path of ['/shop/orders/status', '/shop/orders/changes/undo', `/admin/orders/${id}/status`])
      expect((await bench.call('POST', path, { as: 'nobody', body })).status).toBe(403);
    expect(await statusOf(id)).toBe('pending');
  });

  it('and cancelling at once leaves one of the two', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id, personId } = await placed();
      const [moved, cancelled] = await Promise.all([
        bench.desk().moves.move(bench.employee('operator'), { ids: [id], status: 'assembling' }),
        bench.inTx((tx) =>
          bench.orders.cancel(tx, { personId, orderId: id, reason: '', by: inChat(personId) }),
        ),
      ]);
      const changes = await bench.changesOf(id);
      expect(changes).toHaveLength(2);
      expect([moved.moved.length === 1, cancelled.ok].filter(Boolean)).toHaveLength(1);
      expect(await statusOf(id)).toBe(cancelled.ok ? 'cancelled' : 'assembling');
    }
  });
});

describe('S3-09: undoing a move', () => {
  const moved = async (status = 'confirmed') => {
    const order = await placed();
    const { body } = await move([order.id], status);
    return { ...order, changeId: body.moved[0].change_id as number };
  };
  const refused = (change_id: number, why: string) => ({ undone: [], refused: [{ change_id, why }] });

  it('takes it back once, and nobody is told', async () => {
    const { id, changeId } = await moved();
    bench.pass(9_999);
    expect((await undo([changeId])).body).toEqual({ undone: [changeId], refused: [] });
    expect(await statusOf(id)).toBe('pending');
    expect((await bench.changesOf(id)).at(-1)?.undone_at).toEqual(new Date(bench.clock.now()));
    expect((await undo([changeId])).body).toEqual(refused(changeId, 'changed'));
    expect((await bench.audited()).at(-1)).toMatchObject({ action: 'orders.undo', subject_id: id });
  });

  it('is too late after ten seconds', async () => {
    const { id, changeId } = await moved();
    bench.pass(10_000);
    expect((await undo([changeId])).body).toEqual(refused(changeId, 'late'));
    expect(await statusOf(id)).toBe('confirmed');
  });

  it('goes step by step, the last one first', async () => {
    const { id, changeId } = await moved();
    const second = (await move([id], 'assembling')).body.moved[0].change_id;
    expect((await undo([changeId])).body).toEqual(refused(changeId, 'changed'));
    expect((await undo([second])).body.undone).toEqual([second]);
    expect((await undo([changeId])).body.undone).toEqual([changeId]);
    expect(await statusOf(id)).toBe('pending');
  });

  it('is not for what customers did, nor for what is unknown', async () => {
    const { id, personId } = await placed();
    const placing = (await bench.changesOf(id))[0]?.id ?? 0;
    expect((await undo([placing])).body).toEqual(refused(placing, 'not_allowed'));
    must(
      await bench.inTx((tx) =>
        bench.orders.cancel(tx, { personId, orderId: id, reason: '', by: inChat(personId) }),
      ),
    );
    const cancelled = (await bench.changesOf(id)).at(-1)?.id ?? 0;
    expect((await undo([cancelled])).body).toEqual(refused(cancelled, 'not_allowed'));
    expect((await undo([999_999_999])).body).toEqual(refused(999_999_999, 'missing'));
    expect((await undo([0])).status).toBe(422);
  });

  it('keeps the goods back again', async () => {
    bench.rules.orders = { beyond_stock: true, reserve_hours: 24 };
    const [one, other] = [await bench.addCustomer(), await bench.addCustomer()];
    const pipe = await bench.addProduct({ stock: '5' });
    const order = await bench.place(one.personId, { [pipe]: '5' });
    bench.rules.orders = { beyond_stock: true, reserve_hours: 0 };
    must(await bench.fill(other.personId, { [pipe]: '1' }));
    const stock = async () => (await bench.cart.read(bench.db, other.personId))?.lines[0]?.stock;
    expect(await stock()).toBe('0');
    const { body } = await move([order.id], 'cancelled');
    expect(await stock()).toBe('5');
    await undo([body.moved[0].change_id]);
    expect(await stock()).toBe('0');
  });
});
