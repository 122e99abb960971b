import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { employee, goodsBench } from './testing.ts';

const bench = goodsBench();

it('S3-16: every product comes once, in as many reads as it takes, with all that is known of it', async () => {
  const category = await bench.addCategory('Трубы');
  await sql`
    insert into products (sku, sku_normal, title, category_id, price, withdrawn)
    select 'A-' || n, 'A' || n, 'Труба ' || n, ${category}, n, n % 10 = 0 from generate_series(1, 2500) n
  `.execute(bench.db);
  await sql`insert into price_types (name) values ('Опт')`.execute(bench.db);
  await sql`
    insert into product_prices select p.id, t.id, p.price / 2 from products p, price_types t where p.sku = 'A-2499'
  `.execute(bench.db);
  const found = [];
  const { list } = bench.goods.products;
  for await (const product of list.everyProduct(employee('operator'), {
    categoryId: category,
    hidden: false,
  }))
    found.push(product);
  expect(found).toHaveLength(2_250);
  expect(new Set(found.map(({ id }) => id)).size).toBe(2_250);
  expect(found.at(-1)).toMatchObject({
    sku: 'A-2499',
    price: '2499.00',
    prices: [{ priceType: 'Опт', price: '1249.50' }],
    stocks: [],
    path: [{ id: category, title: 'Трубы' }],
  });
});

it('S3-16: nobody without the permission reads them', () => {
  const stranger = { ...employee('operator'), roles: [] };
  expect(() => bench.goods.products.list.everyProduct(stranger, {})).toThrow(/catalogue\.read/);
});
