import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { inChat, must, ordersBench } from '../testing.ts';

const bench = ordersBench();
const refused = (reason: string) => ({ ok: false, reason });
const cancel = (personId: string, orderId: string) =>
  bench.inTx((tx) =>
    bench.orders.cancel(tx, { personId, orderId, reason: 'wrong size', by: inChat(personId) }),
  );
const repeat = (personId: string, orderId: string) =>
  bench.inTx((tx) => bench.orders.repeat(tx, { personId, orderId, conversationId: null }));
const move = (orderId: string, status: string) =>
  bench.db.updateTable('orders').set({ status }).where('id', '=', orderId).execute();

describe('orders of a customer', () => {
  it('are listed page by page, the newest first, for every member and nobody else', async () => {
    const { personId, organizationId } = await bench.addCustomer();
    const colleague = await bench.addPerson();
    await bench.join(colleague, organizationId);
    const placed = [];
    for (let n = 0; n < 3; n += 1) {
      placed.unshift(await bench.place(n === 1 ? colleague : personId));
      bench.pass(1_000);
    }
    must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    const list = (who: string, page: number) => bench.orders.list(bench.db, { personId: who, page, size: 2 });
    const first = await list(colleague, 1);
    expect(first).toMatchObject({ page: 1, pages: 2, total: 3 });
    const seen = [...first.items, ...(await list(personId, 99)).items];
    expect(seen.map(({ id }) => id)).toEqual(placed.map(({ id }) => id));
    const nothing = { items: [], page: 1, pages: 1, total: 0 };
    expect(await list((await bench.addCustomer()).personId, 1)).toEqual(nothing);
    expect(await list(await bench.addPerson(), 1)).toEqual(nothing);
  });

  it('of somebody else are not there, nor those of an organization one has left', async () => {
    const [one, other] = [await bench.addCustomer(), await bench.addCustomer()];
    const { id } = await bench.place(one.personId);
    for (const orderId of [id, newId(), 'x', "'; drop table orders; --"]) {
      expect(await bench.orders.read(bench.db, { personId: other.personId, orderId })).toBeUndefined();
      expect(await cancel(other.personId, orderId)).toEqual(refused('missing'));
      expect(await repeat(other.personId, orderId)).toEqual(refused('missing'));
    }
    await bench.db.deleteFrom('organization_members').where('person_id', '=', one.personId).execute();
    expect(await bench.orders.read(bench.db, { personId: one.personId, orderId: id })).toBeUndefined();
    expect(await cancel(one.personId, id)).toEqual(refused('missing'));
  });

  it('in draft are not there', async () => {
    const { personId } = await bench.addCustomer();
    const { id } = must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    expect(await bench.orders.read(bench.db, { personId, orderId: id })).toBeUndefined();
    expect(await cancel(personId, id)).toEqual(refused('missing'));
  });

  it('are cancelled once, with a word to others; colleagues are told', async () => {
    const { personId, organizationId } = await bench.addCustomer();
    const { id, number } = await bench.place(personId);
    bench.events.length = 0;
    expect(must(await cancel(personId, id)).status).toBe('cancelled');
    expect(must(await cancel(personId, id)).status).toBe('cancelled');
    expect(bench.events).toEqual([
      { type: 'order.status', orderId: id, number, status: 'cancelled', from: 'pending' },
    ]);
    expect(await bench.changesOf(id)).toMatchObject([
      {},
      { to_status: 'cancelled', reason: 'wrong size', tell_at: null },
    ]);
    const colleague = await bench.addPerson();
    await bench.join(colleague, organizationId);
    const other = await bench.place(personId);
    must(await cancel(colleague, other.id));
    expect((await bench.changesOf(other.id)).at(-1)?.tell_at).toEqual(new Date(bench.clock.now()));
  });

  it.each(['assembling', 'shipped', 'done'])('are not cancelled any more when %s', async (status) => {
    const { personId } = await bench.addCustomer();
    const { id } = await bench.place(personId);
    await move(id, status);
    expect(await cancel(personId, id)).toEqual(refused('too_late'));
  });

  it('are repeated with what is still sold', async () => {
    const { personId } = await bench.addCustomer();
    const [pipe, tap] = [await bench.addProduct({ price: '10' }), await bench.addProduct({ title: 'Tap' })];
    const { id } = await bench.place(personId, { [pipe]: '3', [tap]: '1' });
    await bench.change(pipe, { price: '12' });
    await bench.change(tap, { hidden_by_office: true });
    const { cart, gone } = must(await repeat(personId, id));
    expect(gone).toEqual(['Tap']);
    expect(cart).toMatchObject({ status: 'draft', lines: [{ productId: pipe, qty: '3', price: '12.00' }] });
    await bench.change(pipe, { hidden_by_office: true });
    expect(must(await repeat(personId, id)).gone).toHaveLength(2);
  });
});
