import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { theOffice } from '#modules/access/index.ts';
import { type TestCatalogue, type TestRow, testCatalogue } from './test-catalogue.ts';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await testCatalogue();
});
beforeEach(() => shop.clear());
afterAll(() => shop?.close());

const loaded = async (...args: Parameters<TestCatalogue['load']>): Promise<number> => {
  const end = await shop.load(...args);
  if (end.kind !== 'done') throw new Error(`the load ended as ${end.kind}`);
  return end.batchId;
};

/** Asks for the undoing and does it. */
const undo = async (id: number) => {
  const asked = await shop.queue.undo(theOffice, id);
  if (asked.ok) expect(await shop.undo.undo(id, { by: theOffice })).toBe('undone');
  return asked;
};

const rich = (sku: string, price: string): TestRow => ({
  sku,
  title: `Товар ${sku}`,
  category: [{ title: 'Трубы' }, { title: price }],
  price,
  stockQty: '5.5',
  prices: { Опт: price },
  stocks: { Склад: '5.5' },
  images: [`http://a/${sku}`, `http://a/${price}`],
  packQty: '10',
});

it('puts back what was, and takes away what came', async () => {
  await loaded([rich('A', '10.00'), rich('B', '20.00'), { sku: 'C', title: 'C' }]);
  const before = await shop.dump();
  const id = await loaded(
    [rich('A', '11.00'), { sku: 'B', title: 'иначе', images: [], stocks: {} }, rich('D', '1.00')],
    { full: true },
    { accepted: true },
  );
  expect(await shop.dump()).not.toBe(before);
  expect(await undo(id)).toMatchObject({ ok: true });
  expect(await shop.dump()).toBe(before);
  expect(await shop.batch(id)).toMatchObject({ status: 'undone', undone_at: expect.any(Date) });
  expect(
    await shop.query(
      'select before, after from price_changes where batch_id = $1 and price_type_id is null order by id',
      [id],
    ),
  ).toEqual([
    { before: '10.00', after: '11.00' },
    { before: '11.00', after: '10.00' },
  ]);
  const [entry] = await shop.query('select action, subject_id from audit_entries order by seq desc limit 1');
  expect(entry).toEqual({ action: 'catalogue.undo', subject_id: String(id) });
});

it('goes one batch after another, only from the newest, and leaves the office alone', async () => {
  const first = await loaded([rich('A', '10.00')]);
  const second = await loaded([rich('A', '12.00')]);
  const idle = await loaded([rich('A', '12.00')], { sessionId: 'x' });
  expect(await undo(first)).toEqual({ ok: false, reason: 'not_newest' });
  expect(await undo(idle)).toEqual({ ok: false, reason: 'not_done' });
  await shop.query('update products set hidden_by_office = true');
  expect(await undo(second)).toMatchObject({ ok: true });
  expect(await shop.product('A')).toMatchObject({ price: '10.00', hidden_by_office: true });
  expect(await undo(second)).toEqual({ ok: false, reason: 'not_done' });
  expect(await undo(first)).toMatchObject({ ok: true });
  expect(await shop.query('select 1 from products union all select 1 from categories')).toEqual([]);
});

it('what was undone can be loaded again: the same body is no repeat', async () => {
  const wish = shop.wishOf([rich('A', '10.00')]);
  const end = await shop.importer.run(wish);
  await undo('batchId' in end ? end.batchId : 0);
  expect(await shop.importer.run(wish)).toMatchObject({ repeat: false, counts: { inserted: 1 } });
});

it('is refused without its history, to whoever may not, and for nobody', async () => {
  const id = await loaded([rich('A', '10.00')]);
  const reader = { ...theOffice, personId: newId(), roles: ['operator'] as const };
  await expect(shop.queue.undo(reader, id)).rejects.toMatchObject({ code: 'denied' });
  await expect(shop.queue.undo(theOffice, 999_999)).rejects.toMatchObject({ code: 'missing' });
  await shop.query('delete from import_changes');
  expect(await undo(id)).toEqual({ ok: false, reason: 'too_old' });
});

it('any load can be undone exactly', async () => {
  const word = fc.constantFrom('1', '2', '3');
  const decimal = fc.constantFrom('1.00', '2.50', '7.00');
  const row = fc.record(
    {
      sku: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
      title: fc.constantFrom('один', 'два'),
      guid: word,
      category: fc.array(
        word.map((title) => ({ title })),
        { maxLength: 3 },
      ),
      description: fc.constantFrom('', 'слова'),
      barcode: word,
      packQty: decimal,
      price: decimal,
      stockQty: decimal,
      prices: fc.dictionary(fc.constantFrom('Опт', 'Дилер'), decimal),
      stocks: fc.dictionary(fc.constantFrom('Север', 'Юг'), decimal),
      images: fc.uniqueArray(fc.constantFrom('http://a/1', 'http://a/2', 'http://a/3')),
      deleted: fc.boolean(),
    },
    { requiredKeys: ['sku', 'title'] },
  );
  const load = fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 8 }), full: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(load, { minLength: 1, maxLength: 3 }), load, async (history, last) => {
      await shop.clear();
      for (const { rows, full } of history) await loaded(rows, { full }, { accepted: true });
      const before = await shop.dump();
      const id = await loaded(last.rows, { full: last.full, sessionId: newId() }, { accepted: true });
      const changed = (await shop.dump()) !== before;
      expect((await undo(id)).ok).toBe(changed);
      expect(await shop.dump()).toBe(before);
      expect(
        await shop.query(`
          select c.id from categories c where visible_products <>
            (select count(*) from products p where p.category_id = c.id and not p.hidden)`),
      ).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
}, 120_000);
