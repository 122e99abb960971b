import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Browse, createBrowse } from './browse.ts';
import { employee, goodsBench } from './products/testing.ts';

const bench = goodsBench();
let browse: Browse;
beforeAll(() => {
  browse = createBrowse({ db: bench.db });
});

const ODD = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, 2 ** 60];

describe('S3-15: sections', () => {
  it('are those with something to see anywhere below them, with how much that is', async () => {
    const pipes = await bench.addCategory('Трубы', null, 1);
    const plastic = await bench.addCategory('Пластиковые', pipes);
    const deep = await bench.addCategory('ПВХ', plastic);
    const empty = await bench.addCategory('Пустая', null, 2);
    const secret = await bench.addCategory('Скрытая', null, 3);
    await bench.addProduct({ category: pipes });
    await bench.addProduct({ category: deep });
    await bench.addProduct({ category: deep });
    await bench.addProduct({ category: deep, withdrawn: true });
    await bench.addProduct({ category: secret, hiddenByOffice: true });

    const { items } = await browse.sections(null);
    expect(items).toContainEqual({ id: pipes, title: 'Трубы', goods: 3 });
    expect(items.map(({ id }) => id)).not.toContain(empty);
    expect(items.map(({ id }) => id)).not.toContain(secret);
    expect((await browse.sections(pipes)).items).toEqual([{ id: plastic, title: 'Пластиковые', goods: 2 }]);
    expect((await browse.sections(deep)).items).toEqual([]);
    expect(await browse.section(deep)).toEqual({
      id: deep,
      title: 'ПВХ',
      parentId: plastic,
      path: [
        { id: pipes, title: 'Трубы' },
        { id: plastic, title: 'Пластиковые' },
        { id: deep, title: 'ПВХ' },
      ],
      goods: 2,
      goodsBelow: 2,
    });
    expect(await browse.section(pipes)).toMatchObject({ parentId: null, goods: 1, goodsBelow: 3 });
  });

  it('come in the order of the office, eight to a page', async () => {
    const parent = await bench.addCategory('Много');
    for (let place = 10; place > 0; place--) {
      const category = await bench.addCategory(`Раздел ${place}`, parent, place);
      await bench.addProduct({ category });
    }
    const first = await browse.sections(parent, 1);
    expect(first).toMatchObject({ page: 1, pages: 2, total: 10 });
    expect(first.items.map(({ title }) => title)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Раздел ${n}`));
    expect((await browse.sections(parent, 2)).items).toHaveLength(2);
  });

  it.each(ODD)('of what cannot be an id (%s) do not exist', async (id) => {
    expect(await browse.sections(id)).toEqual({ items: [], page: 1, pages: 1, total: 0 });
    expect(await browse.section(id)).toBeUndefined();
  });
});

describe('S3-15: goods of a section', () => {
  it('are the visible ones of itself, by title, eight to a page; a page past the end is the last', async () => {
    const category = await bench.addCategory('Краны');
    const below = await bench.addCategory('Шаровые', category);
    await bench.addProduct({ category: below, title: 'Ниже' });
    for (let n = 19; n > 0; n--)
      await bench.addProduct({ category, title: `Кран ${String(n).padStart(2, '0')}`, withdrawn: n === 5 });

    const pages = [
      await browse.goods(category, 1),
      await browse.goods(category, 2),
      await browse.goods(category, 3),
    ];
    const titles = pages.flatMap(({ items }) => items.map(({ title }) => title));
    expect(pages.map(({ items }) => items.length)).toEqual([8, 8, 2]);
    expect(titles).toEqual(titles.toSorted());
    expect(titles).toHaveLength(18);
    expect(titles).not.toContain('Кран 05');
    expect(pages[2]).toMatchObject({ page: 3, pages: 3, total: 18 });
    expect(await browse.goods(category, 99)).toEqual(pages[2]);
    for (const odd of [0, -3, 1.5, Number.NaN]) expect(await browse.goods(category, odd)).toEqual(pages[0]);
  });

  it.each(ODD)('of what cannot be an id (%s) are none', async (id) => {
    expect(await browse.goods(id)).toEqual({ items: [], page: 1, pages: 1, total: 0 });
  });
});

describe('S3-15: the card of a product', () => {
  it('tells price and stock exactly, what is below zero as nothing', async () => {
    const parent = await bench.addCategory('Насосы');
    const category = await bench.addCategory('Дренажные', parent);
    const id = await bench.addProduct({
      category,
      sku: 'Н-1',
      title: 'Насос',
      price: '1234.50',
      stock: '-3',
      unit: 'шт',
    });
    const image = newId();
    await sql`
      insert into product_images (id, product_id, position, source, url, stored_at, mime) values
        (${newId()}, ${id}, 0, 'import', 'http://example.com/1.png', null, null),
        (${image}, ${id}, 1, 'import', 'http://example.com/2.png', now(), 'image/png'),
        (${newId()}, ${id}, 2, 'import', 'http://example.com/3.png', now(), 'image/png')
    `.execute(bench.db);
    expect(await browse.card(id)).toEqual({
      id,
      sku: 'Н-1',
      title: 'Насос',
      unit: 'шт',
      price: '1234.50',
      stock: '0',
      packQty: null,
      orderMin: null,
      orderMultiple: null,
      description: '',
      imageId: image,
      categoryId: category,
      path: [
        { id: parent, title: 'Насосы' },
        { id: category, title: 'Дренажные' },
      ],
    });
  });

  it('of a product without category and price says so', async () => {
    const id = await bench.addProduct({ price: null, stock: '1.500' });
    expect(await browse.card(id)).toMatchObject({ price: null, stock: '1.500', path: [], imageId: null });
  });

  it.each(ODD)('does not exist for what cannot be an id (%s)', async (id) => {
    expect(await browse.card(id)).toBeUndefined();
  });
});

it('S3-16: what the office hides leaves every list and the card at once, and comes back', async () => {
  const category = await bench.addCategory('Лампы');
  const id = await bench.addProduct({ category, title: 'Лампа' });
  const seen = async () => ({
    listed: (await browse.goods(category)).items.some((one) => one.id === id),
    section: (await browse.sections(null)).items.some((one) => one.id === category),
    card: (await browse.card(id)) !== undefined,
  });
  // Sections before this one fill the first page otherwise.
  await sql`update categories set position = -1 where id = ${category}`.execute(bench.db);
  expect(await seen()).toEqual({ listed: true, section: true, card: true });
  await bench.goods.products.setHidden(employee('manager'), [id], true);
  expect(await seen()).toEqual({ listed: false, section: false, card: false });
  await bench.goods.products.setHidden(employee('manager'), [id], false);
  expect(await seen()).toEqual({ listed: true, section: true, card: true });
});

it('prices of a price type stand before the usual ones, in lists and on cards', async () => {
  const category = await bench.addCategory('Клей');
  const [own, usual] = [
    await bench.addProduct({ category, title: 'Клей 1', price: '10.00' }),
    await bench.addProduct({ category, title: 'Клей 2', price: '20.00' }),
  ];
  const { rows } = await sql<{ id: number }>`
    insert into price_types (name) values (${newId()}) returning id
  `.execute(bench.db);
  const priceTypeId = rows[0]?.id ?? 0;
  await sql`
    insert into product_prices (product_id, price_type_id, price) values (${own}, ${priceTypeId}, 7.5)
  `.execute(bench.db);
  const theirs = createBrowse({ db: bench.db, priceTypeId });
  expect((await theirs.goods(category)).items.map(({ price }) => price)).toEqual(['7.50', '20.00']);
  expect(await theirs.card(own)).toMatchObject({ price: '7.50' });
  expect(await theirs.prices([own, usual, 0])).toEqual(
    new Map([
      [own, '7.50'],
      [usual, '20.00'],
    ]),
  );
  expect(await browse.card(own)).toMatchObject({ price: '10.00' });
});
