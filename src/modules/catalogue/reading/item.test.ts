import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ItemOptions, readItem } from './item.ts';
import { normalSku } from './sku.ts';

const GUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const draft = (item: object, reading?: ItemOptions) =>
  readItem({ sku: 'A', title: 'T', ...item }, 0, reading).draft;
const path = (category: unknown, reading?: ItemOptions) =>
  draft({ category }, reading)?.category?.map(({ title, id }) => (id ? `${title}#${id}` : title));
const reasons = (item: unknown) => readItem(item, 7).problems.map(({ reason }) => reason);

it('the sample of the contract', () => {
  const item = {
    sku: 'ABC-001',
    title: 'Труба ПВХ 20мм',
    category: 'Трубы',
    stock_qty: 12,
    price: 150.5,
    description: 'Описание',
  };
  expect(readItem(item, 0)).toEqual({
    index: 0,
    problems: [],
    draft: {
      sku: 'ABC-001',
      skuNormal: 'ABC001',
      title: 'Труба ПВХ 20мм',
      category: [{ title: 'Трубы' }],
      stockQty: '12',
      price: '150.50',
      description: 'Описание',
      deleted: false,
    },
  });
});

it('Russian keys, also in other letters and with spaces around', () => {
  const item = { Артикул: '007', Наименование: 'Кран', Группа: 'Краны', Остаток: '1,5', ' цена ': '10 руб.' };
  expect(readItem(item, 0).draft).toMatchObject({
    sku: '007',
    title: 'Кран',
    category: [{ title: 'Краны' }],
    stockQty: '1.5',
    price: '10.00',
  });
});

describe('what identifies', () => {
  it('the first of the names that says something', () => {
    expect(readItem({ sku: '', code: 'C', Код: 'K', title: 'T' }, 0).draft?.sku).toBe('C');
    expect(readItem({ Код: 'K', Артикул: 'Art', title: 'T' }, 0).draft?.sku).toBe('Art');
  });
  it('a guid beside the sku, or instead of it', () => {
    expect(draft({ guid: GUID.toUpperCase() })).toMatchObject({ sku: 'A', guid: GUID });
    expect(readItem({ Ид: GUID, title: 'T' }, 0).draft).toMatchObject({ sku: GUID, guid: GUID });
  });
  it('spaces, zeros and numbers', () => {
    expect(draft({ sku: '  a\u00a0 b ' })?.sku).toBe('a b');
    expect(draft({ sku: 42 })?.sku).toBe('42');
    expect(draft({ sku: '0042' })?.sku).toBe('0042');
  });
  it('is no number that JSON cannot hold', () => {
    const { draft, problems } = readItem(JSON.parse('{"sku":1e400,"title":"T"}'), 0);
    expect(draft).toBeUndefined();
    expect(problems).toMatchObject([{ reason: 'sku_missing', value: 'null' }]);
  });

  it('is never the title', () => {
    expect(reasons({ title: 'T' })).toEqual(['sku_missing']);
    expect(reasons({ sku: ' ', title: 'T' })).toEqual(['sku_missing']);
    expect(reasons({ sku: 'x'.repeat(129), title: 'T' })).toEqual(['sku_too_long']);
    expect(reasons({ sku: 'A', title: ' ' })).toEqual(['title_missing']);
  });
  it.each([null, 1, 'x', [], undefined])('%j is no item', (item) => {
    expect(reasons(item)).toEqual(['not_an_object']);
  });
});

it('a long title is cut with a warning, never half a character', () => {
  const title = `${'ж'.repeat(254)}😀`;
  expect(draft({ title })?.title).toBe('ж'.repeat(254));
  expect(reasons({ sku: 'A', title })).toEqual(['title_cut']);
});

describe('categories', () => {
  it.each([
    ['Трубы/ПВХ/20', ['Трубы', 'ПВХ', '20']],
    ['Трубы > ПВХ', ['Трубы', 'ПВХ']],
    ['Ванны / Ванны', ['Ванны', 'Ванны']],
    ['Краны 1/2', ['Краны 1/2']],
    ['Краны/Краны 1/2', ['Краны', 'Краны 1/2']],
    [' / Трубы // ', ['Трубы']],
    ['', []],
    [null, undefined],
    [
      ['A/B', 'C'],
      ['A/B', 'C'],
    ],
    [{ id: 'g2', name: 'ПВХ', parent: { id: 'g1', name: 'Трубы' } }, ['Трубы#g1', 'ПВХ#g2']],
    [{ name: 'ПВХ', parent: GUID }, [`#${GUID}`, 'ПВХ']],
    [GUID, [`#${GUID}`]],
    [5, ['5']],
    [true, undefined],
  ])('%j', (category, expected) => expect(path(category)).toEqual(expected));

  it('a separator of one’s own', () => {
    expect(path('A/B|C', { categorySeparator: '|' })).toEqual(['A/B', 'C']);
  });
  it('too deep a path is cut with a warning', () => {
    const category = Array.from({ length: 40 }, (_, n) => `${n}`);
    expect(path(category)).toHaveLength(32);
    expect(reasons({ sku: 'A', title: 'T', category })).toEqual(['category_too_deep']);
  });
  it('a group that is its own parent ends', () => {
    const group: Record<string, unknown> = { name: 'A' };
    group.parent = group;
    expect(path(group)).toHaveLength(32);
  });
});

describe('amounts', () => {
  it('unknown ones stay away', () => {
    expect(draft({ price: '', stock_qty: null })?.price).toBeUndefined();
    expect(draft({ price: '', stock_qty: null })?.stockQty).toBeUndefined();
  });
  it('wrong ones warn, the item stays', () => {
    expect(reasons({ sku: 'A', title: 'T', price: 'abc', stock_qty: {} })).toEqual([
      'number_expected',
      'number_expected',
    ]);
    expect(reasons({ sku: 'A', title: 'T', price: -1 })).toEqual(['negative_price']);
    expect(draft({ price: -1 })?.price).toBeUndefined();
    expect(draft({ stock_qty: '-1' })?.stockQty).toBe('-1');
  });
  it('rounding is told, the noise of binary fractions is not', () => {
    expect(reasons({ sku: 'A', title: 'T', price: '1.005' })).toEqual(['number_rounded']);
    expect(reasons({ sku: 'A', title: 'T', price: 0.1 + 0.2 })).toEqual([]);
    expect(draft({ price: 2.1100000000000003 })?.price).toBe('2.11');
  });
  it('several prices: the usual one is the named one, else the first', () => {
    const prices = { Розница: 10, Опт: '8,5' };
    expect(draft({ prices })).toMatchObject({ price: '10.00', prices: { Розница: '10.00', Опт: '8.50' } });
    expect(draft({ prices }, { priceType: 'Опт' })?.price).toBe('8.50');
    expect(draft({ prices, price: 9 }, { priceType: 'Опт' })?.price).toBe('9.00');
  });
  it('stock by warehouse adds up', () => {
    const stocks = [
      { warehouse: 'Главный', qty: 1.5 },
      { Склад: 'Второй', Количество: '2,25' },
    ];
    expect(draft({ stocks })).toMatchObject({
      stockQty: '3.75',
      stocks: { Главный: '1.5', Второй: '2.25' },
    });
    expect(draft({ stocks, stock_qty: 3 })?.stockQty).toBe('3');
  });
});

describe('texts', () => {
  it('HTML becomes plain text', () => {
    const description = '<p>Первая&nbsp;строка</p><script>alert(1)</script><ul><li>один<li>два</ul>a &lt; b';
    const text = draft({ description })?.description ?? '';
    expect(text.split('\n').filter(Boolean)).toEqual(['Первая строка', '• один', '• два', 'a < b']);
  });
  it('a plain text stays', () => {
    expect(draft({ description: 'a\r\nb > c\u0000' })?.description).toBe('a\nb > c');
    expect(draft({ description: '' })?.description).toBe('');
  });
  it('pictures are addresses of http', () => {
    const images = ['https://x.test/1.jpg', { url: 'http://x.test/2.jpg' }, 'file:///etc/passwd', 'a.jpg'];
    expect(draft({ images })?.images).toEqual(['https://x.test/1.jpg', 'http://x.test/2.jpg']);
    expect(reasons({ sku: 'A', title: 'T', images })).toEqual(['bad_image', 'bad_image']);
    expect(draft({})?.images).toBeUndefined();
  });
});

it('a deletion needs no title, everything else does', () => {
  expect(readItem({ sku: 'A', deleted: true }, 0)).toMatchObject({
    draft: { sku: 'A', deleted: true },
    problems: [],
  });
  expect(readItem({ sku: 'A', deleted: true }, 0).draft?.title).toBeUndefined();
  expect(reasons({ sku: 'A', deleted: false })).toEqual(['title_missing']);
});

it.each([
  [{ deleted: true }, true],
  [{ is_deleted: 'Да' }, true],
  [{ ПометкаУдаления: 'Истина' }, true],
  [{ active: false }, true],
  [{ active: 'Нет' }, true],
  [{ active: 1, deleted: 0 }, false],
  [{ deleted: '' }, false],
  [{ active: null }, false],
])('%j: deleted is %s', (item, deleted) => expect(draft(item)?.deleted).toBe(deleted));

it('look-alike letters, case and separators are one article for searches', () => {
  expect(normalSku('авс-001/Х')).toBe(normalSku('ABC 001x'));
  expect(normalSku('---')).toBe('---');
});

it('never throws and never lets through what a database refuses, whatever comes', () => {
  const keys = fc.constantFrom(
    'sku',
    'title',
    'category',
    'price',
    'prices',
    'stocks',
    'images',
    'description',
    'Код',
    'active',
    'guid',
    'barcode',
    'pack_qty',
  );
  const item = fc.dictionary(keys, fc.oneof(fc.anything(), fc.string({ unit: 'binary' })));
  fc.assert(
    fc.property(fc.oneof(item, fc.anything()), (raw) => {
      const text = JSON.stringify(readItem(raw, 0).draft ?? null);
      expect(text).not.toContain('\\u0000');
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});
