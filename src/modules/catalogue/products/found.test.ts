import { beforeAll, describe, expect, it } from 'vitest';
import { employee, goodsBench } from './testing.ts';

/** What the index knows: ids by text, best first; it cannot answer any other text. */
const found = new Map<string, readonly number[]>();
const asked: string[] = [];

const bench = goodsBench({
  find: async (text) => {
    asked.push(text);
    return found.get(text);
  },
});
const ids: Record<string, number> = {};
let pipes: number;

beforeAll(async () => {
  pipes = await bench.addCategory('Трубы');
  for (const product of [
    { sku: 'AB-001', title: 'Труба Медная', category: pipes, price: '300' },
    { sku: 'AB-002', title: 'Труба ПВХ', category: pipes, price: '100', stock: '0' },
    { sku: 'CD-100', title: 'Труба Гибкая', price: '200', barcode: '4600001234567' },
    { sku: 'ПВХ-1', title: 'Заглушка', guid: '5f1c0d3e-aaaa-bbbb-cccc-0123456789ab' },
    { sku: 'ZZ-1', title: 'Труба снятая', withdrawn: true },
    { sku: 'ZZ-2', title: 'Кран', price: null },
  ])
    ids[product.sku] = await bench.addProduct(product);
  const of = (...skus: string[]) => skus.map((sku) => ids[sku] ?? 0);
  found.set('nhe,f', of('CD-100', 'ZZ-1', 'AB-002', 'AB-001'));
  found.set('пвх', of('AB-002', 'CD-100'));
  found.set('460000', of('AB-001'));
  found.set('5f1c', of('AB-001'));
  found.set('труба', []);
  found.set('ушло', [2_000_000_000]);
});

const skus = async (query: string): Promise<string[]> => {
  const { status, body } = await bench.call('GET', `/products?${query}`);
  expect(status).toBe(200);
  const rows = body.items.map(({ sku }: { sku: string }) => sku);
  expect(body.total).toBe(rows.length);
  return rows;
};
const typed = (q: string): string => `q=${encodeURIComponent(q)}`;

describe('S3-17: the list of products with an index', () => {
  it.each([
    ['best first', `${typed('nhe,f')}`, ['CD-100', 'AB-002', 'AB-001']],
    ['skus that begin so first', typed('пвх'), ['ПВХ-1', 'AB-002', 'CD-100']],
    ['in another order', `${typed('nhe,f')}&sort=-price`, ['AB-001', 'CD-100', 'AB-002']],
    ['in the order of titles downwards', `${typed('пвх')}&sort=-title`, ['AB-002', 'CD-100', 'ПВХ-1']],
    ['with hidden ones', `${typed('nhe,f')}&hidden=all`, ['CD-100', 'ZZ-1', 'AB-002', 'AB-001']],
    ['the hidden ones', `${typed('nhe,f')}&hidden=yes`, ['ZZ-1']],
    ['in stock', `${typed('nhe,f')}&stock=yes`, ['CD-100', 'AB-001']],
    ['a barcode as well', typed('460000'), ['AB-001', 'CD-100']],
    ['a guid as well', typed('5f1c'), ['AB-001', 'ПВХ-1']],
    ['nothing when the index found nothing', typed('труба'), []],
    ['nothing that is gone', typed('ушло'), []],
    ['as written what the index cannot answer', typed('Тру'), ['CD-100', 'AB-001', 'AB-002']],
  ])('has %s', async (_, query, expected) => {
    expect(await skus(query)).toEqual(expected);
  });

  it('is filtered by category', async () => {
    expect(await skus(`${typed('nhe,f')}&category_id=${pipes}`)).toEqual(['AB-002', 'AB-001']);
  });

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const seen = [];
    for (const page of [1, 2, 3, 4]) {
      const { body } = await bench.call('GET', `/products?${typed('nhe,f')}&hidden=all&size=1&page=${page}`);
      expect(body.total).toBe(4);
      seen.push(...body.items.map(({ sku }: { sku: string }) => sku));
    }
    expect(seen).toEqual(['CD-100', 'ZZ-1', 'AB-002', 'AB-001']);
  });

  it('asks the index only for words', async () => {
    asked.length = 0;
    await skus('');
    await skus('q=%20&sort=sku');
    expect(asked).toEqual([]);
  });

  it('means the same as a table', async () => {
    const all = await Array.fromAsync(
      bench.goods.products.list.everyProduct(employee('operator'), { q: 'nhe,f' }),
    );
    expect(all.map(({ sku }) => sku)).toEqual(['AB-001', 'AB-002', 'CD-100', 'ZZ-1']);
    for (const kind of ['csv', 'xlsx'])
      expect((await bench.call('GET', `/products.${kind}?${typed('nhe,f')}`)).status).toBe(200);
    const { bytes } = await bench.call('GET', `/products.csv?${typed('пвх')}`);
    expect(bytes.toString().trimEnd().split('\r\n')).toHaveLength(4);
  });
});
