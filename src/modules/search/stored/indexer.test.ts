import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Gate, gateTo } from '#test/actors/gate.ts';
import { testDatabase } from '#test/database.ts';
import { rowsOf, startReplica } from '../replica/testing.ts';
import { forgetStored, storedOf } from './testing.ts';
import { indexProducts } from './writer.ts';

/** Less than the time between two looks of somebody whom nobody knocks at. */
const SOON = { timeout: 4_000, interval: 20 };
const WAIT = { timeout: 20_000, interval: 20 };

let database: OpenDatabase;
let rows: ReturnType<typeof rowsOf>;
let gate: Gate | undefined;
let replicas: ReturnType<typeof startReplica>[] = [];

beforeEach(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
});
afterEach(async () => {
  await Promise.all(replicas.map(({ stop }) => stop()));
  replicas = [];
  await gate?.remove();
  gate = undefined;
  await database.close();
});

/** A replica whose memory holds nothing. */
const start = async (options: Parameters<typeof startReplica>[1] = {}) => {
  const started = startReplica(database, { memoryMb: 0, indexing: true, ...options });
  replicas.push(started);
  await expect.poll(() => started.state().state, WAIT).toBe('stored');
  return started;
};

it('finds without memory what was there, and whatever is changed, hidden, renamed or deleted since', async () => {
  const category = await rows.addCategory('Сантехника');
  const pipe = await rows.addProduct('Труба ПВХ 20мм', category);
  const { find, state } = await start();
  expect(state()).toMatchObject({ state: 'stored', documents: 1, megabytes: 0, progress: null });
  expect(await find('труба')).toEqual([pipe]);
  const tap = await rows.addProduct('Кран шаровой');
  await expect.poll(() => find('кран'), SOON).toEqual([tap]);
  await rows.query("update products set title = 'Муфта' where id = $1", [pipe]);
  await expect.poll(() => find('муфта'), SOON).toEqual([pipe]);
  expect(await find('труба')).toEqual([]);
  await rows.query("update categories set title = 'Водоснабжение' where id = $1", [category]);
  await expect.poll(() => find('водоснабжение'), SOON).toEqual([pipe]);
  await rows.query('update products set hidden_by_office = true where id = $1', [tap]);
  await expect.poll(() => find('кран'), SOON).toEqual([]);
  expect(await find('кран', { withHidden: true })).toEqual([tap]);
  await rows.query('delete from products where id = $1', [pipe]);
  await expect.poll(() => find('муфта', { withHidden: true }), SOON).toEqual([]);
  await rows.query("insert into search_synonyms (phrases) values ('{вентиль,кран}')");
  await expect.poll(() => find('вентиль', { withHidden: true }), SOON).toEqual([tap]);
});

it('makes right at the start what nobody followed: new, changed and deleted products, and an older normaliser', async () => {
  const ids = [await rows.addProduct('Труба'), await rows.addProduct('Кран'), await rows.addProduct('Муфта')];
  await indexProducts(database.db, ids);
  await rows.query("update products set title = 'Тройник' where id = $1", [ids[0]]);
  await rows.query('delete from products where id = $1', [ids[1]]);
  await rows.query("update search_documents set version = 0, terms = '{1}' where product_id = $1", [ids[2]]);
  await rows.addProduct('Заглушка');
  const { find } = await start();
  await expect.poll(() => find('заглушка'), WAIT).toHaveLength(1);
  await expect.poll(() => find('муфта'), WAIT).toEqual([ids[2]]);
  const followed = await storedOf(database.db);
  await replicas.pop()?.stop();
  await forgetStored(database.db);
  await indexProducts(
    database.db,
    (await rows.query<{ id: number }>('select id from products')).map(({ id }) => id),
  );
  const fresh = await storedOf(database.db);
  expect(followed.documents).toEqual(fresh.documents);
});

it('says how far the posting lists are while they are filled, and refuses to search in a part of them', async () => {
  await rows.addProduct('Труба');
  const started = startReplica(database, { memoryMb: 0 });
  replicas.push(started);
  await expect.poll(() => started.state(), WAIT).toMatchObject({ state: 'building', progress: 0 });
  expect(await started.find('труба')).toBe('unavailable');
});

it('one replica writes for all, and another takes over', async () => {
  const first = await start();
  const second = await start();
  const pipe = await rows.addProduct('Труба');
  await expect.poll(() => second.find('труба'), SOON).toEqual([pipe]);
  replicas = [second];
  await first.stop();
  const tap = await rows.addProduct('Кран');
  await expect.poll(() => second.find('кран'), WAIT).toEqual([tap]);
});

it('goes on after an outage of the database', async () => {
  gate = await gateTo(database.connection);
  const pipe = await rows.addProduct('Труба');
  const { find } = await start({ connection: gate.connection });
  await gate.shut();
  const tap = await rows.addProduct('Кран');
  expect(await find('труба')).toBe('unavailable');
  await gate.reopen();
  await expect.poll(() => find('труба'), WAIT).toEqual([pipe]);
  await expect.poll(() => find('кран'), WAIT).toEqual([tap]);
});
