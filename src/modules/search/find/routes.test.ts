import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { READY, searchBench } from './testing.ts';

const bench = searchBench();
let category: number;
let pvc: number;
let hidden: number;

beforeAll(async () => {
  category = await bench.addCategory('Трубы');
  pvc = await bench.addProduct({ title: 'Труба ПВХ 20мм', sku: 'AB-001', category });
  await bench.addProduct({ title: 'Труба медная', sku: 'AB-002', category });
  hidden = await bench.addProduct({ title: 'Труба скрытая', sku: 'AB-003', hidden: true });
});
beforeEach(async () => {
  await bench.db.deleteFrom('search_log').execute();
});

const search = (query: string, as = 'operator') => bench.call('GET', `/search?${query}`, { as });
const typed = (q: string): string => `q=${encodeURIComponent(q)}`;

describe('S3-17: GET /search', () => {
  it('answers products as the list has them, and why they were found', async () => {
    const { status, body } = await search(typed('труба пвх'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ corrected: null, unknown: [], empty: false });
    expect(body.items[0]).toEqual({
      id: pvc,
      sku: 'AB-001',
      guid: expect.any(String),
      title: 'Труба ПВХ 20мм',
      category: { id: category, title: 'Трубы', path: ['Трубы'] },
      unit: null,
      price: '150.50',
      stock_qty: '12.000',
      hidden: false,
      hidden_by_office: false,
      withdrawn: false,
      image_id: null,
      changed_at: expect.any(String),
      position: 1,
      by: 'words',
      share: 1,
      coverage: 1,
      marks: [
        [0, 5],
        [6, 9],
      ],
      matches: expect.arrayContaining([
        { typed: 'труба', found: 'труба', kind: 'exact', similarity: 1, weight: expect.any(Number) },
        { typed: 'пвх', found: 'пвх', kind: 'exact', similarity: 1, weight: expect.any(Number) },
      ]),
      missed: [],
    });
  });

  it('has pages, and hidden goods when they are asked for', async () => {
    expect((await search(`${typed('труба')}&size=1&page=2`)).body.items).toMatchObject([{ position: 2 }]);
    expect((await search(`${typed('труба')}&size=1&page=999999`)).body.items).toMatchObject([
      { position: 2 },
    ]);
    const ids = (await search(`${typed('труба')}&hidden=yes`)).body.items.map(({ id }: { id: number }) => id);
    expect(ids).toContain(hidden);
    expect(ids).toHaveLength(3);
  });

  it.each([
    [''],
    ['q='],
    [typed('ы')],
    [typed('%')],
    [typed('_ %_ \\')],
    [typed('.*+?^$ {}()|[]\\/')],
    [typed("труба & !кран | (a:*) <-> 'b")],
    [typed("'; drop table products; --")],
    [typed('...,,,!!!---')],
    [typed('😀🔧👨‍👩‍👧')],
    [typed('\u200b\u200d\ufeff\u00ad')],
    ['q=%00%01%1f'],
    // A lone surrogate, and what is no UTF-8 at all.
    ['q=%ED%A0%80'],
    ['q=%ff%fe'],
    ['q=%'],
    ['q=%D'],
    [typed('x'.repeat(4_000))],
    [typed('1 '.repeat(2_000))],
    [typed('я'.repeat(4_000))],
    ['q=one&q=two'],
  ])('answers anything that is typed: %s', async (query) => {
    const { status, body } = await search(query);
    expect({ status, body }).toMatchObject({ status: 200, body: { items: expect.any(Array) } });
    expect(body.items.length === body.total || body.total > 20).toBe(true);
  });

  it('of several texts takes the first', async () => {
    expect((await search(`${typed('труба')}&${typed('кран')}`)).body.total).toBe(2);
  });

  it('tells of a code what was typed, not what it was found by', async () => {
    await bench.addProduct({ title: 'Насос СТА-321' });
    const { matches } = (await search(typed('насос ста321'))).body.items[0];
    const code = matches.filter(({ kind }: { kind: string }) => kind === 'code');
    expect(code).toMatchObject([{ typed: 'ста321', found: 'ста321' }]);
  });

  it('of no text is empty and not kept', async () => {
    expect((await search('')).body).toEqual({
      items: [],
      total: 0,
      more: false,
      corrected: null,
      unknown: [],
      empty: true,
      unsure: false,
      search_id: null,
    });
    expect(await bench.journal()).toEqual([]);
  });

  it.each(['page=0', 'page=x', 'size=101', 'size=0', 'hidden=all', 'note=maybe', 'color=red'])(
    'refuses %s',
    async (query) => {
      expect((await search(`q=a&${query}`)).status).toBe(422);
    },
  );

  it('is not for somebody without a role', async () => {
    expect((await search('q=a', 'nobody')).status).toBe(403);
    const wish = { text: 'труба', page: 1, size: 5, withHidden: true, noted: true };
    await expect(bench.desk.panel.find(bench.employee('nobody'), wish)).rejects.toMatchObject({
      code: 'denied',
    });
    expect(await bench.journal()).toEqual([]);
  });
});

describe('S3-17: POST /search/{search_id}/choice', () => {
  const choose = (id: number | string, body: unknown, as = 'operator') =>
    bench.call('POST', `/search/${id}/choice`, { as, body });

  it('keeps what was opened after one’s own search', async () => {
    const { search_id: id } = (await search(typed('труба'))).body;
    const person_id = bench.employee('operator').personId;
    expect(await bench.journal()).toMatchObject([{ id, place: 'panel', person_id }]);
    expect((await choose(id, { product_id: pvc, position: 1 }, 'manager')).status).toBe(204);
    expect(await bench.journal()).toMatchObject([{ product_id: null }]);
    expect((await choose(id, { product_id: pvc, position: 1 })).status).toBe(204);
    expect((await choose(id, { product_id: hidden, position: 2 })).status).toBe(204);
    expect(await bench.journal()).toMatchObject([{ product_id: pvc, position: 1 }]);
  });

  it('of a search that was not kept changes nothing', async () => {
    const { search_id } = (await search(`${typed('труба')}&note=no`)).body;
    expect(search_id).toBeNull();
    expect((await choose(1_000_000, { product_id: pvc, position: 1 })).status).toBe(204);
    expect(await bench.journal()).toEqual([]);
  });

  it.each([
    ['0', { product_id: 1, position: 1 }],
    ['x', { product_id: 1, position: 1 }],
    ['9007199254740993', { product_id: 1, position: 1 }],
    ['1', { product_id: 0, position: 1 }],
    ['1', { product_id: 1, position: 0 }],
    ['1', { product_id: 1, position: 1e9 }],
    ['1', { product_id: 1 }],
    ['1', { product_id: 1, position: 1, more: true }],
  ])('refuses %s with %j', async (id, body) => {
    expect((await choose(id, body)).status).toBe(422);
  });

  it('is not for somebody without a role', async () => {
    expect((await choose(1, { product_id: 1, position: 1 }, 'nobody')).status).toBe(403);
  });
});

it('S3-17: the state of the index is told to everybody of the office', async () => {
  expect(await bench.call('GET', '/search/state', { as: 'operator' })).toEqual({ status: 200, body: READY });
  expect((await bench.call('GET', '/search/state', { as: 'nobody' })).status).toBe(403);
});
