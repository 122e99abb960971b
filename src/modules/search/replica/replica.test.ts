import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Gate, gateTo } from '#test/actors/gate.ts';
import { testDatabase } from '#test/database.ts';
import { rowsOf, startReplica } from './testing.ts';

/** Less than the time between two looks of a replica that nobody knocks at. */
const SOON = { timeout: 4_000, interval: 20 };
const WAIT = { timeout: 20_000, interval: 20 };

let database: OpenDatabase;
let rows: ReturnType<typeof rowsOf>;
let gate: Gate | undefined;
let replica: ReturnType<typeof startReplica> | undefined;

beforeEach(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
});
afterEach(async () => {
  await replica?.stop();
  await gate?.remove();
  gate = undefined;
  await database.close();
});

const start = async (options: Parameters<typeof startReplica>[1] = {}) => {
  const started = startReplica(database, options);
  replica = started;
  await expect.poll(() => started.state().state, WAIT).toBe('ready');
  return started;
};

it('finds what was there, and whatever is changed, hidden, renamed or deleted since', async () => {
  const category = await rows.addCategory('Сантехника');
  const pipe = await rows.addProduct('Труба ПВХ 20мм', category);
  const { find, state } = await start();
  expect(state()).toMatchObject({ state: 'ready', documents: 1, progress: null });
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
});

it('does not find what was rolled back', async () => {
  const { find } = await start();
  const client = await database.pool.connect();
  await client.query("begin; insert into products (sku, sku_normal, title) values ('1', '1', 'Кран')");
  await client.query('rollback');
  client.release();
  const later = await rows.addProduct('Муфта');
  await expect.poll(() => find('муфта'), SOON).toEqual([later]);
  expect(await find('кран')).toEqual([]);
});

it('takes synonyms at once', async () => {
  const pipe = await rows.addProduct('Труба полипропилен');
  await rows.addProduct('Кран латунь');
  const { find } = await start();
  expect(await find('ппр')).toEqual([]);
  await rows.query("insert into search_synonyms (phrases) values ('{ппр,полипропилен}')");
  await expect.poll(() => find('ппр'), SOON).toEqual([pipe]);
});

it('builds anew when it is told to, and answers meanwhile', async () => {
  const pipe = await rows.addProduct('Труба');
  const { find, state } = await start();
  // Nothing else brings it back: neither the feed nor a knock tells of what a truncation took.
  await rows.query('truncate products cascade');
  await rows.query("notify kontora_search, 'products'");
  expect(await find('труба')).toEqual([pipe]);
  await rows.query("notify kontora_search, 'reindex'");
  await expect.poll(() => find('труба'), SOON).toEqual([]);
  expect(state()).toMatchObject({ state: 'ready', documents: 0 });
});

it('takes over a change of the whole catalogue, and what comes afterwards', async () => {
  await rows.query(
    "insert into products (sku, sku_normal, title) select n, n, 'Труба ' || n from generate_series(1, 9000) n",
  );
  const { find, state } = await start();
  await rows.query("update products set title = 'Муфта ' || sku");
  await expect.poll(() => find('муфта 8999', { limit: 1 }), WAIT).toHaveLength(1);
  await expect.poll(() => find('труба'), WAIT).toEqual([]);
  const later = await rows.addProduct('Кран');
  await expect.poll(() => find('кран'), SOON).toEqual([later]);
  expect(state()).toMatchObject({ state: 'ready', documents: 9_001 });
});

it('starts the thread again when it ends, and refuses queries only for a while', async () => {
  const pipe = await rows.addProduct('Труба');
  const { find, state, renew } = await start();
  const asked = find('труба');
  renew();
  expect([['unavailable'], [[pipe]]]).toContainEqual([await asked]);
  await expect.poll(() => state().state, WAIT).not.toBe('ready');
  await expect.poll(() => find('труба'), WAIT).toEqual([pipe]);
});

it('answers through an outage of the database, and catches up afterwards', async () => {
  gate = await gateTo(database.connection);
  const pipe = await rows.addProduct('Труба');
  const { find, state } = await start({ connection: gate.connection });
  await gate.shut();
  const tap = await rows.addProduct('Кран');
  expect(await find('труба')).toEqual([pipe]);
  expect(state().state).toBe('ready');
  await gate.reopen();
  await expect.poll(() => find('кран'), WAIT).toEqual([tap]);
});

it('waits for a database that is away at the start, and says that it cannot search', async () => {
  gate = await gateTo(database.connection);
  const pipe = await rows.addProduct('Труба');
  await gate.shut();
  replica = startReplica(database, { connection: gate.connection });
  const { find, state } = replica;
  expect(await find('труба')).toBe('unavailable');
  expect(state().state).not.toBe('ready');
  await gate.reopen();
  await expect.poll(() => find('труба'), WAIT).toEqual([pipe]);
});

it('refuses more queries than it can hold', async () => {
  await rows.addProduct('Труба');
  const { find } = await start();
  const answers = await Promise.all(Array.from({ length: 400 }, () => find('труба')));
  expect(answers.filter((answer) => answer === 'unavailable').length).toBe(400 - 256);
});

it('follows on when the catalogue has outgrown the guess of what it takes, and most of it was replaced', async () => {
  const fill = (from: number, to: number) =>
    rows.query(
      `insert into products (sku, sku_normal, title)
       select 'n' || n, '', 'Болт М' || n % 40 || 'х' || n % 97 from generate_series($1::integer, $2::integer) n`,
      [from, to],
    );
  await fill(1, 12_000);
  const { find, state } = await start({ memoryMb: 6, indexing: true });
  await fill(12_001, 18_000);
  await expect.poll(() => state().documents, WAIT).toBe(18_000);
  await rows.query("update products set title = title || ' оц' where id % 5 < 2");
  const added = await rows.addProduct('Кентавр');
  await expect.poll(() => find('кентавр'), WAIT).toEqual([added]);
}, 60_000);
