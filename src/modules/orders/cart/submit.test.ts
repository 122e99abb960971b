import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createAudit } from '#modules/audit/index.ts';
import { createSettings } from '#modules/settings/index.ts';
import { silent } from '#test/database.ts';
import { buyers, inChat, must, ordersBench } from '../testing.ts';
import { createCart } from './cart.ts';

const bench = ordersBench();
const refused = (reason: string) => ({ ok: false, reason });
const HOUR_MS = 3_600_000;

const refresh = async (personId: string) => must(await bench.inTx((tx) => bench.cart.refresh(tx, personId)));
const ordersOf = (personId: string) =>
  bench.db.selectFrom('orders').selectAll().where('person_id', '=', personId).execute();

beforeEach(() => {
  bench.rules.orders = { beyond_stock: true, reserve_hours: 0 };
});

describe('placing an order', () => {
  it('freezes what was seen, gives a number, and tells the office', async () => {
    const { personId, organizationId } = await bench.addCustomer();
    const [pipe, tap] = [
      await bench.addProduct({ price: '10', unit: 'm' }),
      await bench.addProduct({ price: null }),
    ];
    const cart = must(await bench.fill(personId, { [pipe]: '3', [tap]: '1' }));
    bench.events.length = 0;
    const order = must(await bench.submit(personId, cart));
    expect(order).toMatchObject({
      id: cart.id,
      status: 'pending',
      number: expect.any(Number),
      organizationId,
      total: '30.00',
      submittedAt: new Date(bench.clock.now()),
    });
    await bench.change(pipe, { price: '99' });
    const read = await bench.orders.read(bench.db, { personId, orderId: order.id });
    expect(read?.lines).toMatchObject([
      { price: '10.00', sum: '30.00', unit: 'm' },
      { price: null, sum: null },
    ]);
    expect(bench.events).toEqual([
      { type: 'order.placed', orderId: order.id, number: order.number, status: 'pending', from: 'draft' },
    ]);
    expect(await bench.changesOf(order.id)).toMatchObject([
      { from_status: 'draft', to_status: 'pending', by_id: personId, by_channel: 'telegram', tell_at: null },
    ]);
    expect((await bench.audited()).at(-1)).toMatchObject({ action: 'orders.place', subject_id: order.id });
    expect(await bench.cart.read(bench.db, personId)).toBeUndefined();
  });

  it('fifty times at once makes one order, and all are answered with it', async () => {
    const { personId } = await bench.addCustomer();
    const cart = must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    const answers = await Promise.all(Array.from({ length: 50 }, () => bench.submit(personId, cart)));
    const numbers = new Set(answers.map((answer) => must(answer).number));
    expect([...numbers]).toEqual([expect.any(Number)]);
    expect(await ordersOf(personId)).toHaveLength(1);
    expect(await bench.changesOf(cart.id)).toHaveLength(1);
  });

  it('is refused to guests, to the blocked, for an empty cart and for somebody else', async () => {
    const guest = await bench.addPerson();
    const cart = must(await bench.fill(guest, { [await bench.addProduct()]: '1' }));
    expect(await bench.submit(guest, cart)).toEqual(refused('not_registered'));
    const { personId, organizationId } = await bench.addCustomer();
    expect(await bench.submit(personId, cart)).toEqual(refused('changed'));
    expect(await bench.submit(personId, { id: newId(), version: 1 })).toEqual(refused('changed'));
    expect(await bench.submit(personId, { id: "' or 1=1", version: 1 })).toEqual(refused('changed'));
    const own = must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    const blocked = (at: Date | null) =>
      bench.db
        .updateTable('organizations')
        .set({ blocked_at: at })
        .where('id', '=', organizationId)
        .execute();
    await blocked(new Date());
    expect(await bench.submit(personId, own)).toEqual(refused('blocked'));
    await blocked(null);
    must(await bench.inTx((tx) => bench.cart.clear(tx, personId)));
    expect(await bench.submit(personId, { id: own.id, version: own.version + 1 })).toEqual(refused('empty'));
    expect(await ordersOf(personId)).toMatchObject([{ status: 'draft', number: null }]);
  });

  it('is refused once the cart is another than the one that was seen', async () => {
    const { personId } = await bench.addCustomer();
    const pipe = await bench.addProduct();
    const cart = must(await bench.fill(personId, { [pipe]: '1' }));
    const more = must(await bench.fill(personId, { [pipe]: '1' }));
    expect(await bench.submit(personId, cart)).toEqual(refused('changed'));
    expect(must(await bench.submit(personId, more)).lines).toMatchObject([{ qty: '2' }]);
  });

  it.each([
    ['price', { price: '11' }, { before: '10.00', after: '11.00' }],
    ['price', { price: '0' }, { before: '10.00', after: null }],
    ['stock', { stock_qty: '1' }, { before: '3', after: '1' }],
    ['stock', { stock_qty: '-2' }, { before: '3', after: null }],
    ['qty', { order_min: '5' }, { before: '3', after: '5' }],
  ])('is refused when the %s changed: %j', async (what, set, told) => {
    const { personId } = await bench.addCustomer();
    const pipe = await bench.addProduct({ price: '10' });
    const cart = must(await bench.fill(personId, { [pipe]: '3' }));
    await bench.change(pipe, set);
    expect(await bench.submit(personId, cart)).toEqual(refused('changed'));
    expect(await ordersOf(personId)).toMatchObject([{ status: 'draft', version: cart.version }]);
    expect(await refresh(personId)).toMatchObject([{ what, ...told }]);
    expect(await refresh(personId)).toEqual([]);
    expect(await bench.submit(personId, cart)).toEqual(refused('changed'));
    const seen = await bench.cart.read(bench.db, personId);
    must(await bench.submit(personId, seen ?? cart));
  });

  it('does not mind more in stock, nor too little that was seen', async () => {
    const { personId } = await bench.addCustomer();
    const pipe = await bench.addProduct({ stock: '1' });
    const cart = must(await bench.fill(personId, { [pipe]: '3' }));
    await bench.change(pipe, { stock_qty: '2' });
    must(await bench.submit(personId, cart));
  });

  it('waits until what is gone is taken out', async () => {
    const { personId } = await bench.addCustomer();
    const [pipe, tap] = [await bench.addProduct(), await bench.addProduct({ title: 'Tap' })];
    const cart = must(await bench.fill(personId, { [pipe]: '1', [tap]: '1' }));
    await bench.change(tap, { hidden_by_office: true });
    expect(await bench.submit(personId, cart)).toEqual(refused('changed'));
    expect(await refresh(personId)).toMatchObject([{ what: 'gone', title: 'Tap' }]);
    const lineId = cart.lines[1]?.id ?? 0;
    const rest = must(await bench.inTx((tx) => bench.cart.remove(tx, { personId, lineId })));
    must(await bench.submit(personId, rest ?? cart));
  });

  it('takes lines in doubt along for the office', async () => {
    const { personId } = await bench.addCustomer();
    const cart = must(
      await bench.add(personId, [{ productId: null, title: 'штуковина', qty: null, doubt: 'unknown' }]),
    );
    expect(must(await bench.submit(personId, cart)).lines).toMatchObject([
      { title: 'штуковина', doubt: 'unknown', gone: false },
    ]);
  });

  it('takes lines that the office has to find, whatever there is of other goods', async () => {
    bench.rules.orders = { beyond_stock: false, reserve_hours: 0 };
    const { personId } = await bench.addCustomer();
    const added = must(
      await bench.add(personId, [{ productId: null, title: 'something blue', qty: '3', doubt: 'unknown' }]),
    );
    expect(added.lines).toMatchObject([{ productId: null, stock: null }]);
    expect(must(await bench.submit(personId, added)).status).toBe('pending');
  });

  it('of more than there is can be switched off', async () => {
    bench.rules.orders = { beyond_stock: false, reserve_hours: 0 };
    const { personId } = await bench.addCustomer();
    const pipe = await bench.addProduct({ stock: '2' });
    const cart = must(await bench.fill(personId, { [pipe]: '3' }));
    expect(await bench.submit(personId, cart)).toEqual(refused('short'));
    const lineId = cart.lines[0]?.id ?? 0;
    const less = must(await bench.inTx((tx) => bench.cart.setQty(tx, { personId, lineId, qty: '2' })));
    must(await bench.submit(personId, less));
  });
});

describe('goods kept back for orders', () => {
  const stockFor = async (personId: string) => (await bench.cart.read(bench.db, personId))?.lines[0]?.stock;

  it('are not there for others until the time is over, or the order', async () => {
    bench.rules.orders = { beyond_stock: true, reserve_hours: 2 };
    const [one, other] = [await bench.addCustomer(), await bench.addCustomer()];
    const pipe = await bench.addProduct({ stock: '10' });
    const first = await bench.place(one.personId, { [pipe]: '4' });
    expect(first.lines[0]).toMatchObject({ stock: '10' });
    must(await bench.fill(other.personId, { [pipe]: '1' }));
    expect(await stockFor(other.personId)).toBe('6');
    bench.pass(2 * HOUR_MS - 1);
    expect(await stockFor(other.personId)).toBe('6');
    bench.pass(1);
    expect(await stockFor(other.personId)).toBe('10');
    const second = await bench.place(one.personId, { [pipe]: '7' });
    expect(await stockFor(other.personId)).toBe('3');
    const by = inChat(one.personId);
    must(
      await bench.inTx((tx) =>
        bench.orders.cancel(tx, { personId: one.personId, orderId: second.id, reason: '', by }),
      ),
    );
    expect(await stockFor(other.personId)).toBe('10');
  });

  it.each([
    [true, 'changed'],
    [false, 'short'],
  ])('go to one of two who order the last piece (more may be ordered: %s)', async (beyondStock, reason) => {
    bench.rules.orders = { beyond_stock: beyondStock, reserve_hours: 24 };
    const customers = await Promise.all([bench.addCustomer(), bench.addCustomer()]);
    const pipe = await bench.addProduct({ stock: '1' });
    const carts = [];
    for (const { personId } of customers)
      carts.push({ personId, cart: must(await bench.fill(personId, { [pipe]: '1' })) });
    const answers = await Promise.all(carts.map(({ personId, cart }) => bench.submit(personId, cart)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [lost] = answers.filter(({ ok }) => !ok);
    // Whoever comes second has seen a piece that is not there any more.
    expect(['changed', reason]).toContain(lost?.ok === false && lost.reason);
  });

  it('do not meet halfway when orders have the same goods in another order', async () => {
    bench.rules.orders = { beyond_stock: true, reserve_hours: 24 };
    const goods = [await bench.addProduct(), await bench.addProduct(), await bench.addProduct()];
    const carts = [];
    for (let n = 0; n < 6; n += 1) {
      const { personId } = await bench.addCustomer();
      const wishes = (n % 2 === 0 ? goods : goods.toReversed()).map((productId) => ({
        productId,
        title: '',
        qty: '1',
      }));
      carts.push({ personId, cart: must(await bench.add(personId, wishes)) });
    }
    const answers = await Promise.all(carts.map(({ personId, cart }) => bench.submit(personId, cart)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const { rows } = await sql<{ numbers: number }>`
      select count(distinct number) as numbers from orders where person_id = any(${carts.map(({ personId }) => personId)}::uuid[])
    `.execute(bench.db);
    expect(rows[0]?.numbers).toBe(6);
  });
});

it('fifty at once find the settings of a process that has just started', async () => {
  const audit = createAudit({ clock: bench.clock, log: silent });
  const fresh = createSettings({ db: bench.db, audit, notifications: { on: () => {} }, log: silent });
  const cart = createCart({ customers: buyers, settings: fresh, audit, clock: bench.clock });
  const { personId } = await bench.addCustomer();
  const { id: orderId, version } = must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
  const by = inChat(personId);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      bench.inTx((tx) => cart.submit(tx, { personId, orderId, version, conversationId: null, by })),
    ),
  );
  expect(new Set(answers.map((answer) => must(answer).number)).size).toBe(1);
});
