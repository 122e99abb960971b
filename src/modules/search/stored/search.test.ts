import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import type { SynonymGroup } from '../contract.ts';
import { buildMemoryIndex, type MemoryIndex } from '../replica/memory-index.ts';
import { rowsOf } from '../replica/testing.ts';
import { createStoredSearch, type StoredSearch } from './search.ts';
import { indexProducts } from './writer.ts';

const KINDS = ['Труба', 'Муфта', 'Тройник', 'Кран шаровой', 'Заглушка', 'Саморез', 'Дрель'];
const MATERIALS = ['ПВХ серая', 'полипропилен белый', 'латунь', 'сталь оцинк.', 'Bosch'];
const SIZES = ['20мм', '3,5х45', '1/2"', 'Ду 50', 'GWS-750'];
const SYNONYMS: readonly SynonymGroup[] = [['ппр', 'полипропилен']];

let database: OpenDatabase;
let rows: ReturnType<typeof rowsOf>;
let memory: MemoryIndex;
let stored: StoredSearch;
const { signal } = new AbortController();

beforeAll(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
  const ids: number[] = [];
  for (const kind of KINDS) {
    const category = await rows.addCategory(`${kind}: все`);
    for (const material of MATERIALS)
      for (const size of SIZES) {
        ids.push(await rows.addProduct(`${kind} ${material} ${size}`, category));
        ids.push(await rows.addProduct(`${kind} ${size} для воды, ${material}`, category));
      }
  }
  await rows.query('update products set hidden_by_office = true where id % 7 = 0');
  await indexProducts(database.db, ids);
  memory = await buildMemoryIndex({ db: database.db, log: silent, signal, onProgress: () => {} });
  stored = createStoredSearch({ db: database.db });
  await stored.refresh(signal);
  memory.setSynonyms(SYNONYMS);
  stored.setSynonyms(SYNONYMS);
});
afterAll(() => database?.close());

const QUERIES = [
  'труба пвх 20',
  'nhe,f gd[',
  'truba pvh 20mm',
  'муфты 1/2',
  'мфута латунь',
  'бош gws 750',
  'gws750',
  'саморез 3.5х45 сталь',
  'кран ппр 50',
  'кран',
  'здравствуйте, есть труба?',
  'все для воды',
  'нечто невиданное',
  'дрель нечто',
];

describe('the posting lists answer as the memory does', () => {
  it.each(QUERIES)('%s', async (text) => {
    for (const withHidden of [false, true]) {
      const query = { text, limit: 10, withHidden };
      expect(await stored.search(query)).toEqual(memory.search(query));
    }
  });

  it('however many are wanted', async () => {
    const query = { text: 'труба вода', limit: 1_000 };
    const [here, there] = [await stored.search(query), memory.search(query)];
    expect(here.hits.length).toBe(there.hits.length);
    expect(new Set(here.hits.map(({ productId }) => productId))).toEqual(
      new Set(there.hits.map(({ productId }) => productId)),
    );
  });

  it.each([
    '',
    ' ',
    'а',
    '%',
    '_',
    "'; --",
    '{1,2}',
    '(труба|кран)*',
    'труба & !кран',
    '🙂',
    '\u200b',
    '\ud800',
    'а\0б',
    'труба '.repeat(700),
  ])('whatever is typed: %j', async (text) => {
    const query = { text, limit: 10 };
    expect(await stored.search(query)).toEqual(memory.search(query));
  });
});

it('counts the catalogue as soon as an import has filled an empty office', async () => {
  const office = await testDatabase();
  const first = rowsOf(office);
  const search = createStoredSearch({ db: office.db });
  await search.refresh(signal);
  expect(search.size()).toMatchObject({ documents: 0, share: 1 });
  const ids: number[] = [];
  for (const size of SIZES) ids.push(await first.addProduct(`Труба ${size}`));
  await indexProducts(office.db, ids);
  await search.refresh(signal);
  expect(search.size()).toMatchObject({ documents: SIZES.length, share: 1 });
  const there = await buildMemoryIndex({ db: office.db, log: silent, signal, onProgress: () => {} });
  const query = { text: 'труба 20мм', limit: 10 };
  expect(await search.search(query)).toEqual(there.search(query));
  await office.close();
});

it('reads the beginning of a very long query', async () => {
  const query = { text: 'труба '.repeat(700), limit: 10 };
  expect(await stored.search(query)).toEqual(memory.search(query));
});

it('learns new words, and that products are gone', async () => {
  expect(stored.size()).toMatchObject({ documents: 350, share: 1 });
  const id = await rows.addProduct('Шуруповёрт');
  await indexProducts(database.db, [id]);
  await stored.refresh(signal);
  const found = await stored.search({ text: 'шуруповерт', limit: 10 });
  expect(found.hits).toMatchObject([{ productId: id }]);
  await rows.query('delete from products where id = $1', [id]);
  await indexProducts(database.db, [id]);
  await stored.refresh(signal);
  expect(await stored.search({ text: 'шуруповерт', limit: 10 })).toMatchObject({ hits: [] });
});
