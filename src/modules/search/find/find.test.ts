import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import { anyText } from '#test/any-text.ts';
import { silent } from '#test/database.ts';
import type { IndexAnswer, IndexQuery, SearchPage, SearchWish } from '../contract.ts';
import { createSearch } from './find.ts';
import { hit, NO_ANSWER, searchBench } from './testing.ts';

const bench = searchBench();

/** A search over an index that answers so, and what the index was asked. */
const over = (answer: Partial<IndexAnswer> | Error) => {
  const asked: IndexQuery[] = [];
  const search = createSearch({
    db: bench.db,
    index: {
      search: async (query) => {
        asked.push(query);
        if (answer instanceof Error) throw answer;
        return { ...NO_ANSWER, ...answer };
      },
    },
    clock: bench.clock,
    log: silent,
  });
  return { search, asked };
};
const down = () => over(new AppError('unavailable', 'there is no index')).search;

const ids = ({ items }: Pick<SearchPage, 'items'>): number[] => items.map(({ id }) => id);
const find = (text: string, wish: Partial<SearchWish> = {}) => bench.search.find({ text, size: 10, ...wish });

beforeEach(async () => {
  await bench.db.deleteFrom('products').execute();
  await bench.db.deleteFrom('search_log').execute();
});

describe('S3-17: what is found', () => {
  it('is told as it is now, with the reasons of the index', async () => {
    const pvc = await bench.addProduct({ title: 'Труба ПВХ 20мм', sku: 'A-1', stock: '-3' });
    await bench.addProduct({ title: 'Кран медный', sku: 'A-2' });
    const found = await find('труба пвх');
    expect(ids(found)).toEqual([pvc]);
    expect(found).toMatchObject({ total: 1, page: 1, pages: 1, empty: false, searchId: null });
    expect(found.items[0]).toMatchObject({
      title: 'Труба ПВХ 20мм',
      sku: 'A-1',
      unit: null,
      price: '150.50',
      stock: '0',
      hidden: false,
      position: 1,
      by: 'words',
      share: 1,
      coverage: 1,
      marks: [
        [0, 5],
        [6, 9],
      ],
      matches: expect.arrayContaining([
        expect.objectContaining({ typed: 'труба', kind: 'exact', similarity: 1 }),
        expect.objectContaining({ typed: 'пвх', kind: 'exact', similarity: 1 }),
      ]),
      missed: [],
    });
  });

  it('is not what was hidden or deleted since the index heard of it', async () => {
    const [seen, hidden, gone] = [
      await bench.addProduct(),
      await bench.addProduct(),
      await bench.addProduct(),
    ];
    const { search } = over({ hits: [gone, hidden, seen].map((id) => hit(id, 1)) });
    await bench.db.updateTable('products').set({ hidden_by_office: true }).where('id', '=', hidden).execute();
    await bench.db.deleteFrom('products').where('id', '=', gone).execute();
    const found = await search.find({ text: 'труба', size: 10 });
    expect(found).toMatchObject({ total: 1, items: [{ id: seen, position: 1 }] });
    const all = await search.find({ text: 'труба', size: 10, withHidden: true });
    expect(all.items).toMatchObject([{ id: hidden, hidden: true }, { id: seen }]);
  });

  it('is in stock first among equals only', async () => {
    const best = await bench.addProduct({ stock: '0' });
    const sold = await bench.addProduct({ stock: '-5' });
    const nearly = await bench.addProduct({ stock: '0.001' });
    const worse = await bench.addProduct({ stock: '100' });
    const { search } = over({ hits: [hit(best, 1), hit(sold, 0.8), hit(nearly, 0.795), hit(worse, 0.7)] });
    expect(ids(await search.find({ text: 'труба', size: 10 }))).toEqual([best, nearly, sold, worse]);
  });

  it('keeps what the index said of the query', async () => {
    const { search, asked } = over({ corrected: 'труба', unknown: ['xyz'], unsure: true });
    expect(await search.find({ text: '  nhe,f\u0000 xyz ', size: 10 })).toEqual({
      items: [],
      page: 1,
      pages: 1,
      total: 0,
      more: false,
      corrected: 'труба',
      unknown: ['xyz'],
      empty: false,
      unsure: true,
      searchId: null,
    });
    expect(asked).toEqual([{ text: 'nhe,f xyz', limit: 200, withHidden: false }]);
  });

  it('is something or nothing for any text at all', async () => {
    await bench.addProduct({ title: 'Труба ПВХ 20мм', sku: 'AB-001' });
    await fc.assert(
      fc.asyncProperty(anyText(400), fc.integer({ min: 1, max: 9 }), async (text, page) => {
        const note = { place: 'panel', personId: bench.employee('manager').personId } as const;
        const found = await find(text, { page, withHidden: true, note });
        expect(found.items.length).toBe(found.total);
        for (const { title, marks } of found.items)
          for (const [start, end] of marks) expect(title.slice(start, end)).not.toBe('');
      }),
      { numRuns: 60 },
    );
    for (const { query, query_key } of await bench.journal())
      expect([query, query_key].every((text) => text.isWellFormed() && text !== '')).toBe(true);
  });

  it('is nothing for nothing, without asking', async () => {
    const { search, asked } = over({});
    for (const text of ['', '  \n', '\u0000', '\u200b'])
      expect(await search.find({ text, size: 10 })).toMatchObject({
        items: [],
        total: 0,
        empty: true,
        unsure: false,
      });
    expect(asked).toEqual([]);
  });
});

describe('S3-17: a sku or barcode in the query', () => {
  it.each([
    ['AB-001', 'AB-001'],
    ['AB-001', 'ab001'],
    ['AB-001', 'АВ 001'],
    ['F2221-5', 'муфта f22215 есть?'],
    ['00012345', 'добрый день, 0001 2345'],
    ['17', '17'],
  ])('%j is found first by %j', async (sku, text) => {
    const other = await bench.addProduct({ title: `Муфта ${text}` });
    const named = await bench.addProduct({ title: 'Кран', sku, stock: '0' });
    const found = await find(text);
    expect(found.items[0]).toMatchObject({
      id: named,
      by: 'sku',
      position: 1,
      share: 1,
      coverage: 1,
      missed: [],
    });
    expect(found).toMatchObject({ total: 2, unsure: false, empty: false });
    expect(ids(found)).toEqual([named, other]);
  });

  it.each([
    ['12', '1/2'],
    ['25', '2,5'],
    ['20', 'труба 20'],
    ['AB-1', 'кран AB-1'],
  ])('%j is not meant by %j', async (sku, text) => {
    await bench.addProduct({ title: 'Заглушка', sku });
    expect((await find(text)).items.filter(({ by }) => by === 'sku')).toEqual([]);
  });

  it('as a barcode is found by the whole of it', async () => {
    const id = await bench.addProduct({ title: 'Кран', barcode: '4600001234567' });
    expect((await find('4 600001 234567')).items).toMatchObject([{ id, by: 'barcode', share: 1 }]);
    expect((await find('460000123456')).items).toEqual([]);
    expect((await find('кран 4600001234567')).items).toMatchObject([{ id, by: 'words' }]);
  });

  it('written as typed stands before other spellings, and several are not taken without asking', async () => {
    const loose = await bench.addProduct({ title: 'Кран', sku: 'ab001' });
    const exact = await bench.addProduct({ title: 'Вентиль', sku: 'AB-001', stock: '0' });
    const found = await find('AB-001');
    expect(ids(found)).toEqual([exact, loose]);
    expect(found.unsure).toBe(true);
  });

  it('of a hidden product is for the office only', async () => {
    const id = await bench.addProduct({ title: 'Кран', sku: 'AB-001', hidden: true });
    expect((await find('AB-001')).items).toEqual([]);
    expect((await find('AB-001', { withHidden: true })).items).toMatchObject([
      { id, by: 'sku', hidden: true },
    ]);
  });

  it('that many goods share is a placeholder', async () => {
    for (let n = 0; n < 21; n += 1) await bench.addProduct({ title: 'Кран', sku: 'нет' });
    expect(await find('нет')).toMatchObject({ items: [], total: 0 });
  });

  it('is not unknown, and what stands beside it may be', async () => {
    await bench.addProduct({ title: 'Кран', sku: 'XYZ-123' });
    const { search } = over({ unknown: ['xyz-123', 'qwe'], corrected: 'йцу', unsure: true });
    const part = await search.find({ text: 'qwe xyz-123', size: 10 });
    expect(part).toMatchObject({ unknown: ['qwe'], corrected: 'йцу', unsure: false });
    const whole = await search.find({ text: 'xyz 123', size: 10 });
    expect(whole).toMatchObject({ unknown: [], corrected: null, unsure: false });
  });

  it('leaves little beside it when it is all that was typed', async () => {
    const named = await bench.addProduct({ title: 'Насос', sku: 'STA-321' });
    const pipe = await bench.addProduct({ title: 'Труба Sta 45', sku: 'TR-45' });
    const other = await bench.addProduct({ title: 'Ремкомплект STA 321', sku: 'RK-1' });
    expect((await find('STA-321')).items.map(({ id }) => id)).toEqual([named, other]);
    const part = (await find('труба STA-321')).items.map(({ id }) => id);
    expect(part[0]).toBe(named);
    expect(part).toContain(pipe);
  });

  it('is found while the index is down, and nothing else is', async () => {
    const id = await bench.addProduct({ title: 'Кран', sku: 'AB-001' });
    expect(await down().find({ text: 'AB-001', size: 10 })).toMatchObject({ items: [{ id }], total: 1 });
    await expect(down().find({ text: 'кран', size: 10 })).rejects.toMatchObject({ code: 'unavailable' });
    const { search } = over(new Error('a bug'));
    await expect(search.find({ text: 'AB-001', size: 10 })).rejects.toThrow('a bug');
  });
});

describe('S3-17: pages', () => {
  it('neither repeat nor lose a product, in whatever order stock puts them', async () => {
    await sql`
      insert into products (sku, sku_normal, title, stock_qty, withdrawn)
      select 'P-' || n, 'P' || n, 'Труба ' || n, n % 3, n % 7 = 0 from generate_series(1, 60) n
    `.execute(bench.db);
    const rows = await bench.db
      .selectFrom('products')
      .select(['id', 'sku', 'hidden'])
      .orderBy('id')
      .execute();
    const visible = rows.filter(({ hidden }) => !hidden).map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.constantFrom('труба', 'P-5', 'P000011 P-30'),
        async (scores, size, text) => {
          const sorted = scores.toSorted((a, b) => b - a);
          const { search } = over({ hits: rows.map(({ id }, at) => hit(id, sorted[at] ?? 0)) });
          const first = await search.find({ text, size });
          const seen = ids(first);
          for (let page = 2; page <= first.pages; page += 1) {
            const next = await search.find({ text, size, page });
            expect(next).toMatchObject({ page, pages: first.pages, total: visible.length });
            expect(next.items[0]?.position).toBe((page - 1) * size + 1);
            seen.push(...ids(next));
          }
          expect(seen.toSorted((a, b) => a - b)).toEqual(visible);
          expect(seen).toEqual(ids(await search.find({ text, size: 100 })));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('past the end are the last one, and odd ones the first', async () => {
    for (let n = 0; n < 5; n += 1) await bench.addProduct();
    expect(await find('труба', { size: 2, page: 9 })).toMatchObject({
      page: 3,
      pages: 3,
      items: [{ position: 5 }],
    });
    for (const page of [0, -1, Number.NaN])
      expect(await find('труба', { size: 2, page })).toMatchObject({ page: 1 });
    expect((await find('труба', { size: 0 })).items).toHaveLength(1);
  });
});

describe('S3-17: the journal', () => {
  const note = { place: 'chat', personId: null } as const;

  it('keeps the first page with what was found', async () => {
    await bench.addProduct();
    const { searchId } = await find('Труба ', { note });
    expect(await bench.journal()).toMatchObject([
      { id: searchId, place: 'chat', query: 'Труба', found: 1, whole: true },
    ]);
    const chosen = await bench.addProduct();
    await bench.search.chose(searchId ?? 0, chosen, 1);
    expect(await bench.journal()).toMatchObject([{ product_id: chosen, position: 1 }]);
  });

  it('keeps whether some hit had everything that was typed; who names a product has it', async () => {
    const [first, second] = [await bench.addProduct(), await bench.addProduct({ sku: 'XYZ-123' })];
    const partly = { ...hit(first, 1), missed: ['бош'] };
    const wishes: [Partial<IndexAnswer>, string][] = [
      [{ hits: [partly] }, 'бош 125'],
      [{ hits: [partly, hit(second, 0.8)] }, 'труба пвх'],
      [{ hits: [partly] }, 'xyz-123'],
      [{}, 'хренотень'],
    ];
    for (const [answer, text] of wishes) await over(answer).search.find({ text, size: 1, note });
    expect((await bench.journal()).map(({ query, whole }) => [query, whole])).toEqual([
      ['бош 125', false],
      ['труба пвх', true],
      ['xyz-123', true],
      ['хренотень', false],
    ]);
  });

  it('keeps no further page, no filler, and nothing that was not asked to be kept', async () => {
    for (let n = 0; n < 3; n += 1) await bench.addProduct();
    await find('труба', { note, size: 1, page: 2 });
    await find('труба');
    await over({ empty: true }).search.find({ text: 'здравствуйте', size: 5, note });
    await find('?!', { note });
    expect(await bench.journal()).toEqual([]);
  });

  it('that cannot be written fails no search', async () => {
    const id = await bench.addProduct();
    const stranger = '01890000-0000-7000-8000-000000000000';
    const found = await find('труба', { note: { place: 'chat', personId: stranger } });
    expect(found).toMatchObject({ items: [{ id }], searchId: null });
  });
});

describe('S3-31: goods like one', () => {
  it('are without itself, visible, and in stock first', async () => {
    const model = await bench.addProduct({ title: 'Труба ПВХ 20мм', stock: '0' });
    const sold = await bench.addProduct({ title: 'Труба ПВХ 20мм белая', stock: '0' });
    await bench.addProduct({ title: 'Труба ПВХ 20мм серая', hidden: true });
    const wider = await bench.addProduct({ title: 'Труба ПВХ 25мм' });
    await bench.addProduct({ title: 'Кран' });
    const similar = await bench.search.similar(model, 5);
    expect(similar.map(({ id }) => id)).toEqual([wider, sold]);
    expect(similar).toMatchObject([{ position: 1, by: 'words' }, { position: 2 }]);
    expect(await bench.search.similar(model, 1)).toHaveLength(1);
  });

  it('are then those beside it in its category, also while the index is down', async () => {
    const category = await bench.addCategory('Арматура');
    const other = await bench.addCategory('Прочее');
    const model = await bench.addProduct({ title: 'Вентиль', category });
    const before = await bench.addProduct({ title: 'Американка', category });
    const after = await bench.addProduct({ title: 'Кран', category });
    await bench.addProduct({ title: 'Провод', category: other });
    await bench.addProduct({ title: 'Клапан', category, hidden: true });
    for (const search of [bench.search, down()]) {
      const similar = await search.similar(model, 5);
      expect(new Set(similar.map(({ id }) => id))).toEqual(new Set([before, after]));
    }
  });

  it('are none of what does not exist', async () => {
    for (const id of [2_000_000_000, 0, -1, 0.5, Number.NaN, 1e300])
      expect(await bench.search.similar(id, 5)).toEqual([]);
  });
});
