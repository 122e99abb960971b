import { beforeAll, describe, expect, it } from 'vitest';
import { goodsBench } from './testing.ts';

const bench = goodsBench();
let pipes: number;
let plastic: number;

beforeAll(async () => {
  pipes = await bench.addCategory('Трубы');
  plastic = await bench.addCategory('Пластик', pipes);
  const other = await bench.addCategory('Прочее');
  const guid = '5f1c0d3e-aaaa-bbbb-cccc-0123456789ab';
  await bench.addProduct({ category: pipes, sku: 'AB-001', title: 'Труба Медная 20мм', price: '300' });
  await bench.addProduct({ category: plastic, sku: 'AB-002', title: 'Труба ПВХ 20мм', price: '100', guid });
  await bench.addProduct({
    category: plastic,
    sku: 'CD-100',
    title: 'Заглушка 100%',
    price: null,
    stock: '0',
  });
  await bench.addProduct({
    category: other,
    sku: '20-AB',
    title: 'Кран',
    price: '200',
    barcode: '4600001234567',
  });
  await bench.addProduct({ category: other, sku: 'ZZ-1', title: 'Снят', withdrawn: true, price: '0' });
  await bench.addProduct({ category: other, sku: 'ZZ-2', title: 'Убран', hiddenByOffice: true, stock: '-1' });
});

const skus = async (query: string): Promise<string[]> => {
  const { status, body } = await bench.call('GET', `/products?${query}`, { as: 'operator' });
  expect(status).toBe(200);
  const found = body.items.map(({ sku }: { sku: string }) => sku);
  expect(body.total).toBe(found.length);
  return found;
};

describe('S3-16: the list of products', () => {
  it('shows visible goods by title unless something else is asked for', async () => {
    expect(await skus('')).toEqual(['CD-100', '20-AB', 'AB-001', 'AB-002']);
    expect(await skus('hidden=yes&sort=sku')).toEqual(['ZZ-1', 'ZZ-2']);
    expect(await skus('hidden=all&sort=sku')).toEqual([
      '20-AB',
      'AB-001',
      'AB-002',
      'CD-100',
      'ZZ-1',
      'ZZ-2',
    ]);
  });

  it('of a category has everything below it', async () => {
    expect(await skus(`category_id=${pipes}&sort=sku`)).toEqual(['AB-001', 'AB-002', 'CD-100']);
    expect(await skus(`category_id=${plastic}&sort=sku`)).toEqual(['AB-002', 'CD-100']);
    expect(await skus('category_id=2000000000')).toEqual([]);
  });

  it('is filtered by stock and by what has no price', async () => {
    expect(await skus('stock=no&hidden=all&sort=sku')).toEqual(['CD-100', 'ZZ-2']);
    expect(await skus('stock=yes&sort=sku')).toEqual(['20-AB', 'AB-001', 'AB-002']);
    expect(await skus('no_price=true')).toEqual(['CD-100']);
    expect(await skus('no_price=false&hidden=yes&sort=sku')).toEqual(['ZZ-1', 'ZZ-2']);
  });

  it.each([
    ['price', ['AB-002', '20-AB', 'AB-001', 'CD-100']],
    ['-price', ['AB-001', '20-AB', 'AB-002', 'CD-100']],
    ['-sku', ['CD-100', 'AB-002', 'AB-001', '20-AB']],
    ['stock_qty', ['CD-100', 'AB-001', 'AB-002', '20-AB']],
    ['-changed_at', ['20-AB', 'CD-100', 'AB-002', 'AB-001']],
  ])('is sorted by %s', async (sort, expected) => {
    expect(await skus(`sort=${sort}`)).toEqual(expected);
  });

  it.each([
    ['труба 20', ['AB-001', 'AB-002']],
    ['20мм ПВХ', ['AB-002']],
    ['100%', ['CD-100']],
    ['%', ['CD-100']],
    ['_', []],
    ['4600001234567', ['20-AB']],
    ['5F1C0D3E', ['AB-002']],
    // The beginning of a sku comes before the words.
    ['20', ['20-AB', 'AB-001', 'AB-002']],
    ['ab001', ['AB-001']],
    // Typed on a Russian keyboard.
    ['АВ 00', ['AB-001', 'AB-002']],
    ['труба медная кран', []],
    ['\\', []],
    ["'; drop table products; --", []],
  ])('looks for %s', async (q, expected) => {
    expect(await skus(`q=${encodeURIComponent(q)}`)).toEqual(expected);
  });

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const seen = [];
    for (const page of [1, 2, 3]) {
      const { body } = await bench.call('GET', `/products?hidden=all&size=2&page=${page}&sort=-price`);
      expect(body.total).toBe(6);
      seen.push(...body.items.map(({ sku }: { sku: string }) => sku));
    }
    expect(seen.toSorted()).toEqual(await skus('hidden=all&sort=sku'));
    expect((await bench.call('GET', '/products?page=1000000')).body.items).toEqual([]);
  });

  it.each([
    'sort=description',
    'hidden=maybe',
    'stock=1',
    'category_id=x',
    'category_id=0',
    'page=0',
    'color=red',
  ])('refuses %s', async (query) => {
    expect((await bench.call('GET', `/products?${query}`)).status).toBe(422);
  });
});

describe('S3-16: the table of products', () => {
  it('has all that fits, whatever the page', async () => {
    const { status, headers, bytes } = await bench.call('GET', `/products.csv?category_id=${pipes}`, {
      as: 'operator',
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/csv');
    const lines = bytes.toString().trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toContain('title_ru');
    expect(bytes.toString()).toContain('AB-002');
  });
});

it.each(['csv', 'xlsx'])('S3-16: the table as %s refuses what the list refuses', async (kind) => {
  expect((await bench.call('GET', `/products.${kind}?stock=maybe`)).status).toBe(422);
  expect((await bench.call('GET', `/products.${kind}?page=2`)).status).toBe(422);
  expect((await bench.call('GET', `/products.${kind}`, { as: 'operator' })).status).toBe(200);
});

describe('S3-16: the tree of categories', () => {
  it('counts what is seen and what is hidden below every category', async () => {
    const { body } = await bench.call('GET', '/categories', { as: 'operator' });
    expect(body.items).toEqual([
      { id: plastic, parent_id: pipes, title: 'Пластик', products: 2, hidden_products: 0 },
      { id: expect.any(Number), parent_id: null, title: 'Прочее', products: 1, hidden_products: 2 },
      { id: pipes, parent_id: null, title: 'Трубы', products: 3, hidden_products: 0 },
    ]);
  });
});
