import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import { rowsOf, startReplica } from '../replica/testing.ts';
import { reindex } from './reindex.ts';
import { forgetStored, storedOf } from './testing.ts';
import { indexProducts } from './writer.ts';

const WAIT = { timeout: 20_000, interval: 20 };

let database: OpenDatabase;
let rows: ReturnType<typeof rowsOf>;

beforeEach(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
});
afterEach(() => database.close());

const run = (onProgress: (share: number) => void = () => {}, signal = new AbortController().signal) =>
  reindex({ connection: database.connection, log: silent, signal, onProgress });

it('makes a broken index whole, and tells how far it is', async () => {
  await rows.query(
    "insert into products (sku, sku_normal, title) select n, n, 'Труба ' || n from generate_series(1, 2500) n",
  );
  const ids = (await rows.query<{ id: number }>('select id from products')).map(({ id }) => id);
  await indexProducts(database.db, ids);
  const right = await storedOf(database.db);
  await rows.query(
    'delete from search_documents where product_id % 3 = 0; update search_terms set documents = 1',
  );
  await rows.query("insert into search_documents values (999999, '1', 1, false, 5, '{5}', '{}')");
  const shares: number[] = [];
  expect(await run((share) => shares.push(share))).toEqual({ kind: 'done', products: 2_500 });
  expect(await storedOf(database.db)).toEqual(right);
  expect(shares.length).toBeGreaterThan(3);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

it('two at once refuse each other', async () => {
  await rows.addProduct('Труба');
  // Whoever is first waits for the products until the other has been refused.
  const holder = await database.pool.connect();
  await holder.query('begin; lock table products in access exclusive mode');
  const both = [run(), run()];
  const refused = await Promise.race(both).finally(() => holder.query('rollback'));
  holder.release();
  expect(refused).toEqual({ kind: 'busy' });
  const ends = await Promise.all(both);
  expect(ends.map(({ kind }) => kind).sort()).toEqual(['busy', 'done']);
  expect(await run()).toMatchObject({ kind: 'done' });
});

it('leaves a right index when it is stopped', async () => {
  await rows.query(
    "insert into products (sku, sku_normal, title) select n, n, 'Труба ' || n from generate_series(1, 2500) n",
  );
  const stopping = new AbortController();
  expect(await run(() => stopping.abort(), stopping.signal)).toEqual({ kind: 'stopped' });
  const begun = await storedOf(database.db);
  expect(begun.documents.length).toBe(1_000);
  const ids = begun.documents.map(({ product_id }) => product_id);
  await forgetStored(database.db);
  await indexProducts(database.db, ids);
  expect(await storedOf(database.db)).toEqual(begun);
});

it('has replicas that answer from the posting lists forget words that no product has any more', async () => {
  const ids = [await rows.addProduct('Труба'), await rows.addProduct('Кран')];
  await indexProducts(database.db, ids);
  const replica = startReplica(database, { memoryMb: 0 });
  await expect.poll(() => replica.find('кран'), WAIT).toEqual([ids[1]]);
  const unknown = async () => (await replica.index.search({ text: 'кран', limit: 1 })).unknown;
  expect(await unknown()).toEqual([]);
  // The replica never hears of rows that go at once, as those do that were counted down while it did not look.
  await rows.query(`
    delete from search_terms where term in (select term from search_words where surface = 'кран');
    delete from search_words where surface = 'кран';
    delete from search_documents where product_id = ${ids[1]};
    delete from products where id = ${ids[1]}`);
  await run();
  await expect.poll(unknown, WAIT).toEqual(['кран']);
  expect(await replica.find('труба')).toEqual([ids[0]]);
  await replica.stop();
});

it('has the replicas build anew', async () => {
  await rows.addProduct('Труба');
  const replica = startReplica(database);
  await expect.poll(() => replica.find('труба'), WAIT).toHaveLength(1);
  await rows.query('truncate products cascade');
  await run();
  await expect.poll(() => replica.find('труба'), WAIT).toEqual([]);
  await replica.stop();
});
