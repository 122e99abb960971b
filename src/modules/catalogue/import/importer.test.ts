import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { theOffice } from '#modules/access/index.ts';
import { type TestCatalogue, type TestRow, testCatalogue } from './test-catalogue.ts';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await testCatalogue();
});
beforeEach(() => shop.clear());
afterAll(() => shop?.close());

const pipe = { sku: 'ABC-001', title: 'Труба ПВХ 20мм', price: '150.50', stockQty: '12' };
/** So many more goods that no guard rail is near. */
const crowd = (many = 10): TestRow[] =>
  Array.from({ length: many }, (_, at) => ({
    sku: `C${at}`,
    title: `Товар ${at}`,
    price: '10.00',
    stockQty: '1',
  }));
const counts = (end: object) => ('counts' in end ? end.counts : undefined);
const idOf = (end: object): number => ('batchId' in end ? Number(end.batchId) : Number.NaN);

describe('a load', () => {
  it('inserts, then knows what is unchanged, then updates what changed', async () => {
    const first = await shop.load([pipe, { sku: 'B', title: 'Вентиль' }]);
    expect(first).toMatchObject({ kind: 'done', repeat: false });
    expect(counts(first)).toEqual({
      received: 2,
      inserted: 2,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      warnings: 0,
      hidden: 0,
    });
    expect(await shop.product('ABC-001')).toMatchObject({
      title: 'Труба ПВХ 20мм',
      price: '150.50',
      stock_qty: '12.000',
      category: 'Без категории',
      hidden: false,
      created_batch: idOf(first),
    });
    const second = await shop.load([pipe, { sku: 'B', title: 'Вентиль шаровой' }]);
    expect(counts(second)).toMatchObject({ received: 2, inserted: 0, updated: 1, unchanged: 1 });
    expect(await shop.product('B')).toMatchObject({ title: 'Вентиль шаровой', changed_batch: idOf(second) });
    expect(await shop.product('ABC-001')).toMatchObject({ changed_batch: idOf(first) });
    expect(await shop.batch(idOf(second))).toMatchObject({
      status: 'done',
      received: 2,
      updated: 1,
      unchanged: 1,
    });
  });

  it('keeps what is unknown, clears what is empty', async () => {
    await shop.load([{ ...pipe, description: 'Описание', unit: 'м', category: [{ title: 'Трубы' }] }]);
    await shop.load([{ sku: 'ABC-001', title: 'Труба' }]);
    expect(await shop.product('ABC-001')).toMatchObject({
      title: 'Труба',
      price: '150.50',
      stock_qty: '12.000',
      description: 'Описание',
      unit: 'м',
      category: 'Трубы',
    });
    await shop.load([{ sku: 'ABC-001', title: 'Труба', description: '', category: [] }]);
    expect(await shop.product('ABC-001')).toMatchObject({ description: '', category: 'Без категории' });
  });

  it('hides what the source deleted and shows what comes again, but not what the office hid', async () => {
    await shop.load([pipe]);
    await shop.query('update products set hidden_by_office = true');
    expect(counts(await shop.load([{ ...pipe, deleted: true }]))).toMatchObject({ updated: 1, hidden: 1 });
    expect(counts(await shop.load([{ sku: 'X', title: 'X', deleted: true }]))).toMatchObject({
      unchanged: 1,
    });
    expect(counts(await shop.load([pipe]))).toMatchObject({ updated: 1, hidden: 0 });
    expect(await shop.product('ABC-001')).toMatchObject({ withdrawn: false, hidden: true });
    // A deletion may come with the key alone: the rest stays for who looks at an old order.
    await shop.load([
      { index: 0, draft: { sku: 'ABC-001', skuNormal: 'ABC001', deleted: true }, problems: [] },
    ]);
    expect(await shop.product('ABC-001')).toMatchObject({
      withdrawn: true,
      title: pipe.title,
      price: '150.50',
    });
  });

  it('numbers new goods in the order of its rows, however large the catalogue is already', async () => {
    await shop.load(crowd(60));
    await shop.query('analyze products');
    const fresh = Array.from({ length: 9 }, (_, at) => ({ sku: `Н${9 - at}`, title: `Новинка ${at}` }));
    await shop.load(fresh);
    const rows = await shop.query("select sku from products where sku like 'Н%' order by id");
    expect(rows).toEqual(fresh.map(({ sku }) => ({ sku })));
  });

  it('does not count rows that change nothing, however they are told', async () => {
    await shop.load([{ ...pipe, prices: { Опт: '100.00' }, stocks: { Склад: '12' }, unit: 'м' }]);
    const before = await shop.dump();
    expect(counts(await shop.load([pipe]))).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await shop.dump()).toBe(before);
  });

  it('takes any text: tabs, lines, backslashes, quotes, NUL', async () => {
    const title = 'a\tb\\N\nc\r"\'\\.\u0000d 🪛';
    await shop.load([{ sku: '\\N', title, skuNormal: 'N', category: [{ title: 'Т\\"\t' }] }]);
    expect(await shop.product('\\N')).toMatchObject({
      title: title.replace('\u0000', ''),
      category: 'Т\\"\t',
    });
  });

  it('notes bad rows with what came, and goes on', async () => {
    const bad: TestRow = {
      index: 1,
      raw: { sku: 'Z', x: 'a\u0000b\ud800' },
      problems: [{ index: 1, level: 'error', sku: 'Z', field: 'title', reason: 'title_missing' }],
    };
    const end = await shop.load([pipe, bad]);
    expect(counts(end)).toMatchObject({ received: 2, inserted: 1, skipped: 1 });
    expect(await shop.problems(idOf(end))).toEqual([
      { index: 1, level: 'error', sku: 'Z', reason: 'title_missing', row: { sku: 'Z', x: 'ab\ufffd' } },
    ]);
    const strict = await shop.load([{ ...pipe, title: 'Другая' }, bad], {}, { skipBad: false });
    expect(strict).toMatchObject({ kind: 'bad_rows', counts: { skipped: 1, updated: 1 } });
    expect(await shop.product('ABC-001')).toMatchObject({ title: pipe.title });
    expect(await shop.batch(idOf(strict))).toMatchObject({
      status: 'failed',
      failure: { reason: 'bad_rows' },
    });
    expect(await shop.problems(idOf(strict))).toHaveLength(1);
  });

  it('of the same product twice: the last counts, the others are told', async () => {
    const end = await shop.load([pipe, { ...pipe, price: '1.00' }, { ...pipe, price: '2.00' }]);
    expect(counts(end)).toMatchObject({ received: 3, inserted: 1, skipped: 2, warnings: 2 });
    expect(await shop.product('ABC-001')).toMatchObject({ price: '2.00' });
    expect(await shop.problems(idOf(end))).toMatchObject([
      { index: 0, level: 'warning', reason: 'duplicate', sku: 'ABC-001' },
      { index: 1, level: 'warning', reason: 'duplicate', sku: 'ABC-001' },
    ]);
  });

  it('is refused to whoever may not', async () => {
    const by = { ...theOffice, personId: newId(), roles: ['operator'] as const };
    await expect(shop.load([pipe], {}, { by })).rejects.toMatchObject({ code: 'denied' });
  });

  it('is audited', async () => {
    const end = await shop.load([pipe]);
    const [entry] = await shop.query(
      'select action, subject_id, after from audit_entries order by seq desc limit 1',
    );
    expect(entry).toMatchObject({
      action: 'catalogue.import',
      subject_id: String(idOf(end)),
      after: { inserted: 1 },
    });
  });
});

describe('identity', () => {
  const goods = () => shop.query('select id, guid, sku, title from products order by id');

  it('is the guid: a sku may change, and be swapped', async () => {
    await shop.load([
      { guid: 'g1', sku: 'A', title: 'один' },
      { guid: 'g2', sku: 'B', title: 'два' },
    ]);
    const before = await goods();
    const end = await shop.load([
      { guid: 'g1', sku: 'B', title: 'один' },
      { guid: 'g2', sku: 'A', title: 'два' },
    ]);
    expect(counts(end)).toMatchObject({ inserted: 0, updated: 2 });
    expect(await goods()).toEqual([
      { ...before[0], sku: 'B' },
      { ...before[1], sku: 'A' },
    ]);
  });

  it('a guid takes over the product that had only the sku', async () => {
    await shop.load([{ sku: 'A', title: 'один' }]);
    const end = await shop.load([{ guid: 'g1', sku: 'A', title: 'один' }]);
    expect(counts(end)).toMatchObject({ inserted: 0, updated: 1 });
    expect(await goods()).toMatchObject([{ guid: 'g1', sku: 'A' }]);
  });

  it('two guids of one sku: one takes over, the other is new', async () => {
    await shop.load([{ sku: 'A', title: 'один' }]);
    const end = await shop.load([
      { guid: 'g1', sku: 'A', title: 'один' },
      { guid: 'g2', sku: 'A', title: 'два' },
    ]);
    expect(counts(end)).toMatchObject({ inserted: 1, updated: 1, skipped: 0 });
    expect(await goods()).toMatchObject([{ guid: 'g1' }, { guid: 'g2' }]);
  });

  it('one guid under several skus is one product, and takes over at most one', async () => {
    await shop.load([
      { sku: 'A', title: 'один' },
      { sku: 'B', title: 'два' },
    ]);
    const end = await shop.load([
      { guid: 'g1', sku: 'A', title: 'один' },
      { guid: 'g1', sku: 'B', title: 'два' },
    ]);
    expect(counts(end)).toMatchObject({ updated: 1, skipped: 1 });
    expect(await goods()).toMatchObject([
      { guid: null, sku: 'A' },
      { guid: 'g1', sku: 'B' },
    ]);
  });

  it('a sku alone means the one product that has it, and nobody when several do', async () => {
    await shop.load([
      { guid: 'g1', sku: 'A', title: 'один' },
      { guid: 'g2', sku: 'B', title: 'два' },
      { guid: 'g3', sku: 'B', title: 'три' },
    ]);
    const end = await shop.load([
      { sku: 'A', title: 'раз' },
      { sku: 'B', title: 'кто?', price: '1.00' },
    ]);
    expect(counts(end)).toMatchObject({ inserted: 0, updated: 1, skipped: 1 });
    expect((await goods()).map((row) => 'title' in row && row.title)).toEqual(['раз', 'два', 'три']);
    expect(await shop.problems(idOf(end))).toMatchObject([
      {
        index: 1,
        level: 'error',
        reason: 'ambiguous_sku',
        sku: 'B',
        row: { sku: 'B', title: 'кто?', price: 1 },
      },
    ]);
  });
});

describe('categories', () => {
  const tree = async () =>
    (
      await shop.query<{ path: string; visible_products: number }>(`
        with recursive t as (
          select id, title as path, visible_products from categories where parent_id is null
          union all select c.id, t.path || '/' || c.title, c.visible_products from categories c join t on t.id = c.parent_id
        ) select path, visible_products from t order by path`)
    ).map(({ path, visible_products }) => `${path} ${visible_products}`);

  it('are made level by level, whatever the case of their letters, and counted', async () => {
    await shop.load([
      { sku: 'A', title: 'A', category: [{ title: 'Трубы' }, { title: 'ПВХ' }, { title: '20' }] },
      { sku: 'B', title: 'B', category: [{ title: 'ТРУБЫ' }, { title: 'пвх' }] },
      { sku: 'C', title: 'C', category: [{ title: 'Краны' }, { title: 'ПВХ' }] },
      { sku: 'D', title: 'D', category: [{ title: 'Трубы' }], deleted: true },
      { sku: 'E', title: 'E' },
    ]);
    expect(await tree()).toEqual([
      'Без категории 1',
      'Краны 0',
      'Краны/ПВХ 1',
      'Трубы 0',
      'Трубы/ПВХ 1',
      'Трубы/ПВХ/20 1',
    ]);
    await shop.load([{ sku: 'A', title: 'A', category: [{ title: 'Краны' }, { title: 'ПВХ' }] }]);
    expect(await tree()).toContain('Трубы/ПВХ/20 0');
    expect(await tree()).toContain('Краны/ПВХ 2');
  });

  it('are found by their id in 1C; an unknown one is told', async () => {
    await shop.load([{ sku: 'A', title: 'A', category: [{ title: 'Трубы', id: 'g1' }] }]);
    const end = await shop.load([
      { sku: 'B', title: 'B', category: [{ title: '', id: 'g1' }] },
      { sku: 'C', title: 'C', category: [{ title: 'Иначе', id: 'g1' }] },
      { sku: 'D', title: 'D', category: [{ title: '', id: 'nobody' }] },
      { sku: 'E', title: 'E', category: [{ title: '', id: 'nobody' }, { title: 'Ниже' }] },
    ]);
    expect(await tree()).toEqual(['Без категории 2', 'Трубы 3']);
    expect(await shop.problems(idOf(end))).toMatchObject([
      { index: 2, level: 'warning', reason: 'unknown_category', sku: 'D' },
      { index: 3, level: 'warning', reason: 'unknown_category', sku: 'E' },
    ]);
  });
});

describe('prices, stocks and pictures', () => {
  const rows = {
    prices: () =>
      shop.query(
        'select name, price from product_prices join price_types t on t.id = price_type_id order by name',
      ),
    stocks: () =>
      shop.query(
        'select name, qty from product_stock join warehouses h on h.id = warehouse_id order by name',
      ),
    images: () => shop.query<{ id: string }>('select id, url from product_images order by position'),
  };

  it('further prices are added and changed, with their history', async () => {
    await shop.load([{ ...pipe, prices: { Опт: '100.00', Дилер: '90.00' } }]);
    await shop.load([{ ...pipe, price: '151.00', prices: { ОПТ: '99.00' } }]);
    expect(await rows.prices()).toEqual([
      { name: 'Дилер', price: '90.00' },
      { name: 'Опт', price: '99.00' },
    ]);
    expect(
      await shop.query('select price_type_id is null as usual, before, after from price_changes order by id'),
    ).toEqual([
      { usual: true, before: '150.50', after: '151.00' },
      { usual: false, before: '100.00', after: '99.00' },
    ]);
  });

  it('stocks replace what was known, and make the whole when it is not told', async () => {
    await shop.load([{ sku: 'A', title: 'A', stocks: { Север: '1.5', Юг: '-0.5' } }]);
    expect(await shop.product('A')).toMatchObject({ stock_qty: '1.000' });
    await shop.load([{ sku: 'A', title: 'A', stocks: { Юг: '2' } }]);
    expect(await rows.stocks()).toEqual([{ name: 'Юг', qty: '2.000' }]);
    expect(await shop.product('A')).toMatchObject({ stock_qty: '2.000' });
  });

  it('pictures that stay keep their rows; an absent list clears nothing', async () => {
    await shop.load([{ sku: 'A', title: 'A', images: ['http://a/1', 'http://a/2', 'http://a/1'] }]);
    const [first, second] = await rows.images();
    expect([first, second]).toMatchObject([{ url: 'http://a/1' }, { url: 'http://a/2' }]);
    await shop.load([{ sku: 'A', title: 'AA' }]);
    expect(await rows.images()).toHaveLength(2);
    await shop.load([{ sku: 'A', title: 'AA', images: ['http://a/3', 'http://a/1'] }]);
    expect(await rows.images()).toMatchObject([{ url: 'http://a/3' }, first]);
  });
});

describe('a load of the whole catalogue', () => {
  const full = { full: true };

  it('hides what it lacks and takes unknown stock for none', async () => {
    await shop.load([...crowd(), pipe]);
    const end = await shop.load([...crowd(9), { ...pipe, stockQty: undefined }], full);
    expect(counts(end)).toMatchObject({ received: 10, updated: 1, unchanged: 9, hidden: 1 });
    expect(await shop.product('C9')).toMatchObject({ withdrawn: true, stock_qty: '1.000' });
    expect(await shop.product('ABC-001')).toMatchObject({ stock_qty: '0.000' });
    expect(counts(await shop.load(crowd(10), {}))).toMatchObject({ updated: 1, unchanged: 9 });
    expect(await shop.product('C9')).toMatchObject({ withdrawn: false });
  });

  it('does not hide what a bad row tells', async () => {
    await shop.load(crowd());
    const bad: TestRow = {
      index: 9,
      raw: {},
      problems: [{ index: 9, level: 'error', sku: 'C9', reason: 'title_missing' }],
    };
    expect(counts(await shop.load([...crowd(9), bad], full))).toMatchObject({ hidden: 0, skipped: 1 });
  });

  it('without a row is refused unless it is meant', async () => {
    await shop.load(crowd());
    expect(await shop.load([], full)).toEqual({ kind: 'empty' });
    expect(await shop.query('select 1 from products where withdrawn')).toEqual([]);
    expect(counts(await shop.load([], { ...full, allowEmpty: true }))).toMatchObject({ hidden: 10 });
  });

  it('that hides more than 30 % waits for a person; a newer one takes its place', async () => {
    await shop.load(crowd());
    const before = await shop.dump();
    const held = await shop.load(crowd(6), full);
    expect(held).toMatchObject({ kind: 'held', risks: [{ kind: 'hides_many', count: 4, of: 10 }] });
    expect(await shop.dump()).toBe(before);
    const row = await shop.batch(idOf(held));
    expect(row).toMatchObject({ status: 'ready', hidden: 4, full_load: true });
    expect(row?.preview).toMatchObject({
      hidden: [{ sku: 'C6' }, { sku: 'C7' }, { sku: 'C8' }, { sku: 'C9' }],
    });
    expect(
      await shop.storage.open(String(row?.file_id)).then((found) => found?.stream.destroy()),
    ).toBeDefined();
    const newer = await shop.load(crowd(5), full);
    expect([(await shop.batch(idOf(held)))?.status, (await shop.batch(idOf(newer)))?.status]).toEqual([
      'cancelled',
      'ready',
    ]);
    expect(await shop.load(crowd(7), full)).toMatchObject({ kind: 'done', counts: { hidden: 3 } });
    expect(await shop.load(crowd(1), full, { accepted: true })).toMatchObject({ counts: { hidden: 6 } });
  });

  it('that moves more than half of the prices by more than half waits, too', async () => {
    await shop.load(crowd());
    const moved = (many: number, price: string) =>
      crowd().map((row, at) => (at < many ? { ...row, price } : row));
    expect(await shop.load(moved(5, '100.00') as TestRow[], full)).toMatchObject({ kind: 'done' });
    const held = await shop.load(moved(6, '1.00') as TestRow[], full);
    expect(held).toMatchObject({ kind: 'held', risks: [{ kind: 'moves_prices', count: 6, of: 10 }] });
    expect((await shop.batch(idOf(held)))?.preview).toMatchObject({
      changed: expect.arrayContaining([
        expect.objectContaining({ sku: 'C0', fields: { price: { before: '100.00', after: '1.00' } } }),
      ]),
      jumps: expect.arrayContaining([expect.objectContaining({ before: '10.00', after: '1.00' })]),
    });
    expect(await shop.load(moved(6, '1.00') as TestRow[])).toMatchObject({ kind: 'done' });
  });

  it('in pages hides only when all of them have come', async () => {
    await shop.load(crowd(10));
    const page = (at: number, rows: TestRow[]) =>
      shop.load(rows, { ...full, page: at, pages: 3, sessionId: 's' });
    const all = crowd(8);
    expect(counts(await page(1, all.slice(0, 3)))).toMatchObject({ hidden: 0, warnings: 0 });
    const early = await page(3, all.slice(6));
    expect(counts(early)).toMatchObject({ hidden: 0, warnings: 1 });
    expect(await shop.problems(idOf(early))).toMatchObject([{ reason: 'pages_missing' }]);
    expect(counts(await page(2, all.slice(3, 6)))).toMatchObject({ hidden: 2 });
    expect(await shop.query('select 1 from import_seen')).toEqual([]);
  });

  it('in pages begins anew with page 1', async () => {
    await shop.load(crowd(10));
    const page = (at: number, rows: TestRow[]) =>
      shop.load(rows, { ...full, page: at, pages: 2, sessionId: 's' });
    await page(1, crowd(10));
    await page(1, crowd(4));
    expect(counts(await page(2, crowd(10).slice(4, 8)))).toMatchObject({ hidden: 2 });
  });
});

describe('the same body again', () => {
  it('is answered the same and not worked', async () => {
    const wish = shop.wishOf([pipe, pipe]);
    const first = await shop.importer.run(wish);
    const again = await shop.importer.run(wish);
    expect(again).toEqual({ ...first, batchId: idOf(again), repeat: true });
    expect(await shop.batch(idOf(again))).toMatchObject({ status: 'done', repeat_of: idOf(first) });
    expect(await shop.importer.run(wish)).toMatchObject({ repeat: true });
  });

  it('is worked when anything else came between, or it is taken otherwise', async () => {
    const wish = shop.wishOf([pipe]);
    await shop.importer.run(wish);
    expect(await shop.importer.run({ ...wish, fullLoad: true })).toMatchObject({ repeat: false });
    await shop.load([{ ...pipe, price: '1.00' }]);
    expect(await shop.importer.run(wish)).toMatchObject({ repeat: false, counts: { updated: 1 } });
  });
});

describe('what goes wrong', () => {
  const lastBatch = async () =>
    (await shop.query('select status, failure from import_batches order by id desc limit 1'))[0];

  it('a source that cannot be read: its error comes through, and a batch says so', async () => {
    await expect(shop.load([pipe], 'broken')).rejects.toMatchObject({
      name: 'SourceError',
      code: 'syntax',
      details: { position: 7 },
    });
    expect(await lastBatch()).toEqual({ status: 'failed', failure: { reason: 'syntax', position: 7 } });
  });

  it.each(['exit', 'throw'])('a reader that ends in the middle (%s)', async (crash) => {
    await expect(shop.load([pipe], {}, { reading: { crash } })).rejects.toThrow();
    expect(await lastBatch()).toEqual({ status: 'failed', failure: { reason: 'crashed' } });
    expect(await shop.product('ABC-001')).toBeUndefined();
    expect(await shop.load([pipe])).toMatchObject({ kind: 'done' });
  });

  it('a value the database refuses', async () => {
    await expect(shop.load([{ ...pipe, price: '99999999999999.00' }])).rejects.toMatchObject({
      code: '22003',
    });
    expect(await lastBatch()).toEqual({ status: 'failed', failure: { reason: 'database', code: '22003' } });
  });

  it('two at once: the second is told to come later', async () => {
    const stop = new AbortController();
    const writers = () =>
      shop.query(`select 1 from pg_locks where locktype = 'advisory'
                  and database = (select oid from pg_database where datname = current_database())`);
    const rows = crowd(4_000);
    const slow = shop.load(rows, {}, { reading: { hang: true } }, stop.signal);
    const ended = expect(slow).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(writers, { timeout: 10_000 }).not.toEqual([]);
    expect(await shop.load([pipe])).toEqual({ kind: 'busy' });
    stop.abort();
    await ended;
    await expect.poll(writers, { timeout: 10_000 }).toEqual([]);
    expect(await shop.load([pipe])).toMatchObject({ kind: 'done' });
    expect(await shop.product('C0')).toBeUndefined();
  });
});
