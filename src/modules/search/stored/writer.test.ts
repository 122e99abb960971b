import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { rowsOf } from '../replica/testing.ts';
import { recountFrequencies } from './recount.ts';
import { forgetStored, storedOf } from './testing.ts';
import { indexProducts } from './writer.ts';

let database: OpenDatabase;
let rows: ReturnType<typeof rowsOf>;

beforeAll(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
});
afterAll(() => database?.close());
beforeEach(async () => {
  await rows.query('truncate products, categories cascade');
  await forgetStored(database.db);
});

const TITLES = [
  'Труба ПВХ 20мм',
  'Трубы 20',
  'Кран шар. 1/2',
  'Кран шаровой',
  'Bosch GWS 750',
  'Труба труба',
  '—',
  '20х2,5',
];
const CATEGORIES = ['Трубы', 'Краны шаровые', 'Bosch'];

it('counts visible products only, each once per term, and what opens titles', async () => {
  const ids = [
    await rows.addProduct('Труба труба 20'),
    await rows.addProduct('Труба 32'),
    await rows.addProduct('Труба 40'),
  ];
  await rows.query('update products set withdrawn = true where id = $1', [ids[2]]);
  await indexProducts(database.db, ids);
  const { documents, terms, words } = await storedOf(database.db);
  expect(documents.map(({ hidden }) => hidden)).toEqual([false, false, true]);
  const pipe = documents[0]?.head;
  expect(terms.find(({ term }) => term === pipe)).toEqual({
    term: pipe,
    kind: 'word',
    documents: 2,
    heads: 2,
  });
  expect(words).toMatchObject([{ term: pipe, documents: 2 }]);
});

it('frequencies after any changes are those of a fresh build', async () => {
  const change = fc.record({
    what: fc.constantFrom('add', 'title', 'hide', 'move', 'rename', 'delete'),
    which: fc.nat(20),
    title: fc.constantFrom(...TITLES),
    category: fc.nat(2),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(change, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
      async (rounds) => {
        await rows.query('truncate products, categories cascade');
        await forgetStored(database.db);
        const categories = [];
        for (const title of CATEGORIES) categories.push(await rows.addCategory(title));
        const ids: number[] = [];
        for (const round of rounds) {
          for (const { what, which, title, category } of round) {
            const id = ids[which % Math.max(1, ids.length)] ?? 0;
            const below = categories[category] ?? null;
            if (what === 'add') ids.push(await rows.addProduct(title, below));
            if (what === 'title')
              await rows.query('update products set title = $2 where id = $1', [id, title]);
            if (what === 'hide')
              await rows.query('update products set withdrawn = not withdrawn where id = $1', [id]);
            if (what === 'move')
              await rows.query('update products set category_id = $2 where id = $1', [id, below]);
            if (what === 'rename')
              await rows.query('update categories set title = $2 || id where id = $1', [below, title]);
            if (what === 'delete') await rows.query('delete from products where id = $1', [id]);
          }
          await indexProducts(database.db, ids);
        }
        const followed = await storedOf(database.db);
        await recountFrequencies(database.db);
        expect(await storedOf(database.db)).toEqual(followed);
        await forgetStored(database.db);
        await indexProducts(database.db, ids);
        expect(await storedOf(database.db)).toEqual(followed);
      },
    ),
    { numRuns: 12 },
  );
});

it('a recount mends whatever was miscounted', async () => {
  const ids = [await rows.addProduct('Труба 20'), await rows.addProduct('Кран 20')];
  await indexProducts(database.db, ids);
  const right = await storedOf(database.db);
  await rows.query('update search_terms set documents = 7, heads = 9; update search_words set documents = 0');
  await recountFrequencies(database.db);
  expect(await storedOf(database.db)).toEqual(right);
});

it('a recount forgets what no product has, and keeps what hidden ones have', async () => {
  const [hidden, gone] = [await rows.addProduct('Кран'), await rows.addProduct('Труба')];
  await rows.query('update products set withdrawn = true where id = $1', [hidden]);
  await indexProducts(database.db, [hidden, gone]);
  await rows.query('delete from products where id = $1', [gone]);
  await indexProducts(database.db, [gone]);
  expect(await rows.query('select surface from search_words order by 1')).toHaveLength(2);
  await recountFrequencies(database.db);
  expect(await rows.query('select surface, documents from search_words')).toEqual([
    { surface: 'кран', documents: 0 },
  ]);
  const [document] = (await storedOf(database.db)).documents;
  const kept = await rows.query<{ term: number }>('select term from search_terms order by term');
  expect(kept.map(({ term }) => term)).toEqual([...(document?.terms ?? [])].sort((a, b) => a - b));
});
