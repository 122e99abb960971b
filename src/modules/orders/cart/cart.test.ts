import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { must, ordersBench } from '../testing.ts';

const bench = ordersBench();
const refused = (reason: string) => ({ ok: false, reason });
const line = (productId: number, qty: string) => ({ productId, title: '', qty });

beforeEach(() => {
  bench.rules.orders = { beyond_stock: true, reserve_hours: 0 };
});

describe('the cart', () => {
  it('is one per person, whichever chat first adds to it', async () => {
    const personId = await bench.addPerson();
    const products = await Promise.all(Array.from({ length: 8 }, () => bench.addProduct()));
    await Promise.all(products.map((id) => bench.fill(personId, { [id]: '1' })));
    const { rows } = await sql`select id from orders where person_id = ${personId}`.execute(bench.db);
    expect(rows).toHaveLength(1);
    expect((await bench.cart.read(bench.db, personId))?.lines).toHaveLength(8);
  });

  it('adds amounts of one product up, and keeps others apart', async () => {
    const personId = await bench.addPerson();
    const [pipe, tap] = [await bench.addProduct({ price: '10.05' }), await bench.addProduct({ price: null })];
    must(await bench.add(personId, [line(pipe, '2'), line(tap, '1'), line(pipe, '1.5')]));
    const order = must(await bench.add(personId, [line(pipe, '1')]));
    expect(order.lines).toMatchObject([
      { productId: pipe, qty: '4.5', price: '10.05', sum: '45.23', position: 1, qtyAssumed: false },
      { productId: tap, qty: '1', price: null, sum: null, position: 2 },
    ]);
    expect(order).toMatchObject({ total: '45.23', status: 'draft', number: null, left: [] });
  });

  it('rounds up to what is sold at least, and to its multiple', async () => {
    const personId = await bench.addPerson();
    const pipe = await bench.addProduct({ min: '10', multiple: '4' });
    const order = must(await bench.add(personId, [{ productId: pipe, title: '', qty: null }]));
    expect(order.lines[0]).toMatchObject({ qty: '12', qtyAssumed: true, orderMin: '10', orderMultiple: '4' });
    const [{ id: lineId = 0 } = {}] = order.lines;
    const more = await bench.inTx((tx) => bench.cart.setQty(tx, { personId, lineId, qty: '12,5' }));
    expect(must(more).lines[0]).toMatchObject({ qty: '16', qtyAssumed: false });
  });

  it('leaves out what is hidden or absurd, and says so', async () => {
    const personId = await bench.addPerson();
    const [pipe, hidden] = [await bench.addProduct(), await bench.addProduct({ hidden: true })];
    const additions = [line(hidden, '1'), line(pipe, '2'), line(pipe, '1000000'), line(2_000_000_000, '1')];
    const order = must(await bench.add(personId, additions));
    expect(order.lines).toMatchObject([{ productId: pipe, qty: '2' }]);
    expect(order.left).toEqual([
      { at: 0, why: 'gone' },
      { at: 2, why: 'bad_qty' },
      { at: 3, why: 'gone' },
    ]);
  });

  it.each(['0', '-1', '1000001', 'NaN', 'Infinity', '', '1e400', '0.0001', "1'; drop table orders"])(
    'refuses the amount %j',
    async (qty) => {
      const personId = await bench.addPerson();
      const pipe = await bench.addProduct();
      expect(await bench.add(personId, [line(pipe, qty)])).toEqual(refused('bad_qty'));
      const { lines } = must(await bench.fill(personId, { [pipe]: '3' }));
      const lineId = lines[0]?.id ?? 0;
      expect(await bench.inTx((tx) => bench.cart.setQty(tx, { personId, lineId, qty }))).toEqual(
        refused('bad_qty'),
      );
      expect((await bench.cart.read(bench.db, personId))?.lines[0]?.qty).toBe('3');
    },
  );

  it('refuses more money than an order can hold', async () => {
    const personId = await bench.addPerson();
    const pipe = await bench.addProduct({ price: '9999999999.99' });
    expect(await bench.fill(personId, { [pipe]: '1000000' })).toEqual(refused('bad_qty'));
  });

  it('has 500 lines at most', async () => {
    const personId = await bench.addPerson();
    const words = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ productId: null, title: `thing ${n}`, qty: '1' }));
    expect(await bench.add(personId, words(501))).toEqual(refused('too_many'));
    expect(must(await bench.add(personId, words(499))).lines).toHaveLength(499);
    expect(await bench.add(personId, words(2))).toEqual(refused('too_many'));
    const pipe = await bench.addProduct();
    must(await bench.fill(personId, { [pipe]: '1' }));
    expect(must(await bench.fill(personId, { [pipe]: '1' })).lines.at(-1)).toMatchObject({ qty: '2' });
  });

  it('has the prices of the organization, and those of everybody where it has none', async () => {
    const [pipe, tap] = [await bench.addProduct({ price: '100' }), await bench.addProduct({ price: '50' })];
    const priceTypeId = await bench.addPriceType({ [pipe]: '80' });
    const { personId } = await bench.addCustomer({ priceTypeId });
    const order = must(await bench.fill(personId, { [pipe]: '1', [tap]: '1' }));
    expect(order.lines.map(({ price }) => price)).toEqual(['80.00', '50.00']);
  });

  it('shows no stock below zero, price zero as on request, and what went away as gone', async () => {
    const personId = await bench.addPerson();
    const [pipe, tap] = [await bench.addProduct({ price: '0', stock: '-5' }), await bench.addProduct()];
    must(await bench.fill(personId, { [pipe]: '1', [tap]: '1' }));
    await bench.change(tap, { hidden_by_office: true });
    const order = await bench.cart.read(bench.db, personId);
    expect(order?.lines).toMatchObject([
      { price: null, sum: null, stock: '0', gone: false },
      { price: null, sum: null, gone: true },
    ]);
    expect(order?.total).toBe('0.00');
    await sql`delete from products where id = ${tap}`.execute(bench.db);
    expect((await bench.cart.read(bench.db, personId))?.lines[1]).toMatchObject({
      productId: null,
      gone: true,
    });
  });

  it('changes only lines of its own, and raises its version each time', async () => {
    const [mine, theirs] = [await bench.addPerson(), await bench.addPerson()];
    const pipe = await bench.addProduct();
    const own = must(await bench.fill(mine, { [pipe]: '1' }));
    const other = must(await bench.fill(theirs, { [pipe]: '1' }));
    const lineId = other.lines[0]?.id ?? 0;
    const wish = { personId: mine, lineId };
    expect(await bench.inTx((tx) => bench.cart.remove(tx, wish))).toEqual(refused('missing'));
    expect(await bench.inTx((tx) => bench.cart.setQty(tx, { ...wish, qty: '5' }))).toEqual(
      refused('missing'),
    );
    expect(await bench.inTx((tx) => bench.cart.choose(tx, { ...wish, productId: pipe }))).toEqual(
      refused('missing'),
    );
    expect(await bench.inTx((tx) => bench.cart.leaveToOffice(tx, wish))).toEqual(refused('missing'));
    const again = must(await bench.fill(mine, { [pipe]: '1' }));
    expect(again.version).toBeGreaterThan(own.version);
    const lines = { personId: mine, lineId: again.lines[0]?.id ?? 0 };
    expect(must(await bench.inTx((tx) => bench.cart.remove(tx, lines)))).toBeUndefined();
    expect(await bench.cart.read(bench.db, mine)).toBeUndefined();
  });

  it('is emptied at once, whether there is one or not', async () => {
    const personId = await bench.addPerson();
    must(await bench.inTx((tx) => bench.cart.clear(tx, personId)));
    must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    must(await bench.inTx((tx) => bench.cart.clear(tx, personId)));
    expect(await bench.cart.read(bench.db, personId)).toBeUndefined();
  });
});

describe('lines in doubt', () => {
  const doubt = (choices: number[]) => ({
    productId: null,
    title: 'муфта полдюйма',
    qty: '5',
    said: 'муфта полдюйма 5',
    doubt: 'doubtful' as const,
    choices,
  });

  it('become the product that is chosen, which is taught once', async () => {
    const { personId, organizationId } = await bench.addCustomer();
    const [first, second] = [await bench.addProduct({ multiple: '10' }), await bench.addProduct()];
    const order = must(await bench.add(personId, [doubt([first, second])]));
    expect(order.lines[0]).toMatchObject({
      doubt: 'doubtful',
      choices: [first, second],
      gone: false,
      price: null,
    });
    const lineId = order.lines[0]?.id ?? 0;
    bench.lessons.length = 0;
    const choose = () => bench.inTx((tx) => bench.cart.choose(tx, { personId, lineId, productId: first }));
    expect(must(await choose()).lines[0]).toMatchObject({
      productId: first,
      qty: '10',
      doubt: null,
      choices: [],
      said: 'муфта полдюйма 5',
      price: '150.50',
    });
    must(await choose());
    expect(bench.lessons).toEqual([
      { organizationId, phrase: 'муфта полдюйма', productId: first, by: personId, office: false },
    ]);
  });

  it('add up with the same product, and refuse what is hidden', async () => {
    const { personId } = await bench.addCustomer();
    const [pipe, hidden] = [await bench.addProduct(), await bench.addProduct({ hidden: true })];
    must(await bench.fill(personId, { [pipe]: '2' }));
    const lineId = must(await bench.add(personId, [doubt([pipe])])).lines[1]?.id ?? 0;
    const choose = (productId: number) =>
      bench.inTx((tx) => bench.cart.choose(tx, { personId, lineId, productId }));
    for (const id of [hidden, -1, 0.5, 2 ** 40]) expect(await choose(id)).toEqual(refused('gone'));
    expect(must(await choose(pipe)).lines).toMatchObject([{ productId: pipe, qty: '7' }]);
  });

  it('may be left to the office', async () => {
    const personId = await bench.addPerson();
    const pipe = await bench.addProduct();
    const lineId = must(await bench.add(personId, [doubt([pipe])])).lines[0]?.id ?? 0;
    const left = await bench.inTx((tx) => bench.cart.leaveToOffice(tx, { personId, lineId }));
    expect(must(left).lines[0]).toMatchObject({ doubt: 'unknown', choices: [], title: 'муфта полдюйма' });
    const sure = must(await bench.fill(personId, { [pipe]: '1' })).lines[1]?.id ?? 0;
    expect(await bench.inTx((tx) => bench.cart.leaveToOffice(tx, { personId, lineId: sure }))).toEqual(
      refused('missing'),
    );
  });
});

describe('where and when', () => {
  const set = (personId: string, wish: object) =>
    bench.inTx((tx) => bench.cart.setDelivery(tx, { personId, ...wish }));

  it('is kept as said, and each part may be said alone', async () => {
    const personId = await bench.addPerson();
    expect(await set(personId, { comment: 'x' })).toEqual(refused('missing'));
    must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    must(await set(personId, { deliveryOn: '2026-03-02', address: ' Lenina  1 ' }));
    expect(must(await set(personId, { comment: 'call me\u0000' }))).toMatchObject({
      deliveryOn: '2026-03-02',
      address: 'Lenina 1',
      comment: 'call me',
    });
    expect(must(await set(personId, { deliveryOn: null, address: null }))).toMatchObject({
      deliveryOn: null,
      address: null,
      comment: 'call me',
    });
  });

  it.each([
    { deliveryOn: '2026-03-01' },
    { deliveryOn: '2026-02-31' },
    { deliveryOn: 'tomorrow' },
    { deliveryOn: '2028-01-01' },
    { deliveryOn: '99999-01-01' },
    { address: 'ab' },
    { address: '\u200b\u200b\u200b\u200b' },
    { address: 'x'.repeat(301) },
    { comment: 'x'.repeat(1_001) },
  ])('refuses %j', async (wish) => {
    const personId = await bench.addPerson();
    must(await bench.fill(personId, { [await bench.addProduct()]: '1' }));
    expect(await set(personId, wish)).toEqual(refused('invalid'));
  });
});

it('five hundred lines go back to what they were at once, and those of nobody else', async () => {
  const [personId, other] = [(await bench.addCustomer()).personId, (await bench.addCustomer()).personId];
  const ids = await Promise.all(Array.from({ length: 500 }, () => bench.addProduct()));
  const additions = ids.map((productId) => ({ productId, title: '', qty: '2' }));
  const mine = must(await bench.add(personId, additions));
  const theirs = must(await bench.add(other, additions.slice(0, 2)));
  const { version } = mine;
  const lines = [...mine.lines, ...theirs.lines].map(({ id }, at) => ({
    lineId: id,
    qty: at === 0 || at === 500 ? '7' : at === 1 ? 'NaN' : null,
  }));
  must(await bench.inTx((tx) => bench.cart.restore(tx, { personId, lines })));
  const left = await bench.cart.read(bench.db, personId);
  expect(left?.lines.map(({ qty }) => qty)).toEqual(['7', '2']);
  expect(left?.version).toBe(version + 1);
  expect((await bench.cart.read(bench.db, other))?.lines.map(({ qty }) => qty)).toEqual(['2', '2']);
});

it('nobody reads the cart of a stranger', async () => {
  must(await bench.fill(await bench.addPerson(), { [await bench.addProduct()]: '1' }));
  expect(await bench.cart.read(bench.db, newId())).toBeUndefined();
});
