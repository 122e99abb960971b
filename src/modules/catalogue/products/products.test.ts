import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { employee, goodsBench } from './testing.ts';

const bench = goodsBench();
const manager = employee('manager');

describe('S3-16: hiding and showing', () => {
  it('one product answers it as it is then, is counted and goes into the audit', async () => {
    const category = await bench.addCategory('Трубы');
    const id = await bench.addProduct({ category });
    await bench.addProduct({ category });

    const hidden = await bench.call('POST', `/products/${id}/hide`);
    expect(hidden.status).toBe(200);
    expect(hidden.body).toMatchObject({ id, hidden: true, hidden_by_office: true, withdrawn: false });
    expect(await bench.visibleIn(category)).toBe(1);
    const last = (await bench.audited()).at(-1);
    expect(last).toMatchObject({
      action: 'catalogue.hide',
      subject_kind: 'product',
      subject_id: String(id),
      before: { hidden: false },
      after: { hidden: true },
    });

    expect((await bench.call('POST', `/products/${id}/show`)).body).toMatchObject({ hidden: false });
    expect(await bench.visibleIn(category)).toBe(2);
    expect((await bench.audited()).at(-1)?.action).toBe('catalogue.show');
  });

  it('the same again changes nothing and is not audited', async () => {
    const category = await bench.addCategory('Дважды');
    const id = await bench.addProduct({ category });
    await bench.call('POST', `/products/${id}/hide`);
    const entries = (await bench.audited()).length;
    expect((await bench.call('POST', `/products/${id}/hide`)).body).toMatchObject({ hidden: true });
    expect(await bench.visibleIn(category)).toBe(0);
    expect((await bench.audited()).length).toBe(entries);
  });

  it('many: answers how many changed, keeps every count, leaves what the source withdrew out of sight', async () => {
    const [one, two] = [await bench.addCategory('Один'), await bench.addCategory('Два')];
    const ids = [
      await bench.addProduct({ category: one }),
      await bench.addProduct({ category: one }),
      await bench.addProduct({ category: two }),
      await bench.addProduct({ category: two, withdrawn: true }),
      await bench.addProduct({ category: null }),
    ];
    const hidden = await bench.call('POST', '/products/hide', {
      body: { ids: [...ids, 2_000_000_000, ids[0]] },
    });
    expect(hidden.body).toEqual({ changed: 5 });
    expect([await bench.visibleIn(one), await bench.visibleIn(two)]).toEqual([0, 0]);
    expect((await bench.audited()).at(-1)).toMatchObject({
      action: 'catalogue.hide',
      subject_id: null,
      after: { hidden: true, products: ids.toSorted((a, b) => a - b) },
    });
    expect((await bench.call('POST', '/products/show', { body: { ids } })).body).toEqual({ changed: 5 });
    expect([await bench.visibleIn(one), await bench.visibleIn(two)]).toEqual([2, 1]);
  });

  it('by many people at once keeps the counts right', async () => {
    const category = await bench.addCategory('Вместе');
    const ids = [];
    for (let n = 0; n < 12; n++) ids.push(await bench.addProduct({ category }));
    await Promise.all([
      ...ids.map((id) => bench.goods.products.setHidden(manager, [id], true)),
      bench.goods.products.setHidden(manager, ids.slice(0, 6), true),
      bench.goods.products.setHidden(manager, ids.slice(3, 9).toReversed(), true),
    ]);
    expect(await bench.visibleIn(category)).toBe(0);
  });

  it('needs the permission to change the catalogue', async () => {
    const id = await bench.addProduct();
    for (const word of ['hide', 'show']) {
      expect((await bench.call('POST', `/products/${id}/${word}`, { as: 'operator' })).status).toBe(403);
      const many = await bench.call('POST', `/products/${word}`, { as: 'operator', body: { ids: [id] } });
      expect(many.status).toBe(403);
    }
    expect(() => bench.goods.products.setHidden(employee('operator'), [id], true)).toThrow(
      /catalogue\.change/,
    );
  });

  it.each([
    ['nothing', { ids: [] }],
    ['too many', { ids: Array.from({ length: 1_001 }, (_, n) => n + 1) }],
    ['no ids', { ids: ['1'] }],
    ['ids out of reach', { ids: [2 ** 31] }],
    ['something else', { ids: [1], force: true }],
  ])('of %s is refused', async (_what, body) => {
    expect((await bench.call('POST', '/products/hide', { body })).status).toBe(422);
  });
});

describe('S3-16: one product', () => {
  let id: number;
  beforeAll(async () => {
    const parent = await bench.addCategory('Сантехника');
    const category = await bench.addCategory('Краны', parent);
    id = await bench.addProduct({ category, sku: 'КР-1', title: 'Кран', stock: '-2.5', barcode: '460' });
    await sql`insert into price_types (name) values ('Опт'), ('Акция')`.execute(bench.db);
    await sql`insert into warehouses (name) values ('Север'), ('Юг')`.execute(bench.db);
    await sql`insert into product_prices select ${id}, id, 99.90 from price_types`.execute(bench.db);
    await sql`insert into product_stock select ${id}, id, 0.125 from warehouses`.execute(bench.db);
    await sql`
      insert into price_changes (product_id, price_type_id, before, after, at) values
        (${id}, null, null, 100, '2026-01-01'), (${id}, null, 100, 150.5, '2026-01-02'),
        (${id}, (select id from price_types where name = 'Опт'), 80, null, '2026-01-03')
    `.execute(bench.db);
  });

  it('shows prices by type, stock by warehouse, and exact decimals', async () => {
    const { status, body } = await bench.call('GET', `/products/${id}`, { as: 'operator' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      sku: 'КР-1',
      category: { title: 'Краны', path: ['Сантехника', 'Краны'] },
      price: '150.50',
      stock_qty: '-2.500',
      barcode: '460',
      prices: [
        { price_type: 'Акция', price: '99.90' },
        { price_type: 'Опт', price: '99.90' },
      ],
      stocks: [
        { warehouse: 'Север', qty: '0.125' },
        { warehouse: 'Юг', qty: '0.125' },
      ],
      images: [],
    });
  });

  it('has its price history, the newest first', async () => {
    const { body } = await bench.call('GET', `/products/${id}/prices`, { as: 'operator' });
    expect(body.items).toEqual([
      { at: '2026-01-03T00:00:00.000Z', price_type: 'Опт', before: '80.00', after: null, batch_id: null },
      { at: '2026-01-02T00:00:00.000Z', price_type: null, before: '100.00', after: '150.50', batch_id: null },
      { at: '2026-01-01T00:00:00.000Z', price_type: null, before: null, after: '100.00', batch_id: null },
    ]);
  });

  it.each(['', '/prices'])('that does not exist is missing: %s', async (what) => {
    expect((await bench.call('GET', `/products/2000000000${what}`)).status).toBe(404);
    for (const odd of ['0', '-1', '1.5', 'abc', '2147483648', '9'.repeat(40)])
      expect((await bench.call('GET', `/products/${odd}${what}`)).status).toBe(422);
  });

  it('that does not exist cannot be hidden', async () => {
    expect((await bench.call('POST', '/products/2000000000/hide')).status).toBe(404);
  });
});
