import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { type Position, readChanges, readEverything } from './feed.ts';
import type { FeedProduct } from './products.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());
beforeEach(() => database.pool.query('truncate products, categories cascade; truncate search_gone'));

const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await database.pool.query(text, values)).rows;

const addProduct = async (title: string, category: number | null = null): Promise<number> => {
  const [row] = await query<{ id: number }>(
    'insert into products (sku, sku_normal, title, category_id) values (gen_random_uuid(), $1, $1, $2) returning id',
    [title, category],
  );
  return row?.id ?? 0;
};

const addCategory = async (title: string, parent: number | null = null): Promise<number> => {
  const [row] = await query<{ id: number }>(
    'insert into categories (title, parent_id, position) values ($1, $2, 0) returning id',
    [title, parent],
  );
  return row?.id ?? 0;
};

/** A reader of the feed that notes what it was brought. */
const follow = async () => {
  const known = new Map<number, FeedProduct>();
  let position: Position = await readEverything(database.db, {
    expect: () => {},
    changed: async (products) => {
      for (const product of products) known.set(product.id, product);
    },
  });
  /** What came since the last read. */
  const read = async () => {
    const changed: FeedProduct[] = [];
    const gone: number[] = [];
    const next = await readChanges(database.db, position, {
      changed: async (products) => {
        changed.push(...products);
      },
      gone: async (ids) => {
        gone.push(...ids);
      },
    });
    if (next === 'lost' || next === 'stopped') throw new Error(next);
    position = next;
    for (const product of changed) known.set(product.id, product);
    for (const id of gone) known.delete(id);
    return { changed, gone, titles: changed.map(({ title }) => title) };
  };
  return { known, read };
};

/** A transaction on a connection of its own. */
const begin = async () => {
  const client = await database.pool.connect();
  await client.query('begin');
  const end = async (how: 'commit' | 'rollback') => {
    await client.query(how);
    client.release();
  };
  return {
    query: (text: string) => client.query(text),
    commit: () => end('commit'),
    rollback: () => end('rollback'),
  };
};

it('brings titles with their categories from the root, other names and visibility', async () => {
  const pipes = await addCategory('Трубы', await addCategory('Сантехника'));
  const id = await addProduct('Труба ПВХ 20мм', pipes);
  await query("update products set title_lat = 'truba', hidden_by_office = true where id = $1", [id]);
  const { known } = await follow();
  expect(known.get(id)).toMatchObject({
    title: 'Труба ПВХ 20мм',
    context: 'Сантехника\nТрубы\ntruba',
    hidden: true,
  });
});

it('misses no transaction that began early and ended late, and brings nothing twice', async () => {
  const [slow, quick] = [await addProduct('медленная'), await addProduct('быстрая')];
  const { read } = await follow();
  const early = await begin();
  await early.query(`update products set title = 'медленная 2' where id = ${slow}`);
  const late = await begin();
  await late.query(`update products set title = 'быстрая 2' where id = ${quick}`);
  await late.commit();
  expect((await read()).titles).toEqual(['быстрая 2']);
  expect((await read()).titles).toEqual([]);
  await early.commit();
  expect((await read()).titles).toEqual(['медленная 2']);
  expect((await read()).titles).toEqual([]);
});

it('does not bring what was rolled back, nor what search does not know', async () => {
  const id = await addProduct('труба');
  const { read } = await follow();
  const given = await begin();
  await given.query(`update products set title = 'муфта' where id = ${id}`);
  await given.query("insert into products (sku, sku_normal, title) values ('x', 'x', 'кран')");
  await given.rollback();
  await query('update products set price = 7, stock_qty = 3 where id = $1', [id]);
  expect(await read()).toMatchObject({ changed: [], gone: [] });
});

it('tells of deleted products, of hidden ones, and of all below a category that is called or placed otherwise', async () => {
  const root = await addCategory('Сантехника');
  const pipes = await addCategory('Трубы', root);
  const [deep, other] = [await addProduct('труба', pipes), await addProduct('саморез')];
  const { read, known } = await follow();
  await query("update categories set title = 'Вода' where id = $1", [root]);
  expect((await read()).changed).toMatchObject([{ id: deep, context: 'Вода\nТрубы' }]);
  await query('update categories set parent_id = null where id = $1', [pipes]);
  expect((await read()).changed).toMatchObject([{ id: deep, context: 'Трубы' }]);
  await query('update products set withdrawn = true where id = $1', [other]);
  expect((await read()).changed).toMatchObject([{ id: other, hidden: true }]);
  await query('delete from products where id = $1', [deep]);
  expect(await read()).toMatchObject({ changed: [], gone: [deep] });
  expect([...known.keys()]).toEqual([other]);
});

it('brings a whole import in pieces', async () => {
  const { read, known } = await follow();
  await query(
    "insert into products (sku, sku_normal, title) select n, n, 'труба ' || n from generate_series(1, 9000) n",
  );
  expect((await read()).changed.length).toBe(9_000);
  expect(known.size).toBe(9_000);
});

it('follows what a dump brought from an older server as soon as it changes', async () => {
  const id = await addProduct('труба');
  await query("update products set search_xid = '900000000000' where id = $1", [id]);
  const { read, known } = await follow();
  expect(known.size).toBe(1);
  expect((await read()).changed).toEqual([]);
  await query("update products set title = 'муфта' where id = $1", [id]);
  expect((await read()).titles).toEqual(['муфта']);
});

it('knows a position that the database has never reached', async () => {
  await expect(
    readChanges(database.db, '800000000000:800000000000:', { changed: async () => {}, gone: async () => {} }),
  ).resolves.toBe('lost');
});

it('holds what the database holds after any transactions side by side, each change brought once', async () => {
  const step = fc.record({
    session: fc.nat(3),
    what: fc.constantFrom('add', 'change', 'hide', 'delete', 'commit', 'rollback', 'read'),
    which: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await query('truncate products cascade; truncate search_gone');
      const ids: number[] = [];
      // A row for each pair of a session and a number: sessions never wait for each other.
      for (let n = 0; n < 16; n += 1) ids.push(await addProduct(`товар ${n}`));
      const { read, known } = await follow();
      const brought = new Set<string>();
      const note = async () => {
        for (const { id, xid } of (await read()).changed) {
          expect(brought.has(`${id} ${xid}`)).toBe(false);
          brought.add(`${id} ${xid}`);
        }
      };
      const open = new Map<number, Awaited<ReturnType<typeof begin>>>();
      let n = 0;
      for (const { session, what, which } of steps) {
        n += 1;
        const id = ids[session * 4 + which];
        if (what === 'read') await note();
        else if (what === 'commit' || what === 'rollback') {
          await open.get(session)?.[what]();
          open.delete(session);
        } else {
          const transaction = open.get(session) ?? (await begin());
          open.set(session, transaction);
          await transaction.query(
            {
              add: `insert into products (sku, sku_normal, title) values ('новый ${n}', '', 'новый ${n}')`,
              change: `update products set title = 'товар ${n}' where id = ${id}`,
              hide: `update products set hidden_by_office = not hidden_by_office where id = ${id}`,
              delete: `delete from products where id = ${id}`,
            }[what],
          );
        }
      }
      for (const transaction of open.values()) await transaction.commit();
      await note();
      const rows = await query<{ id: number; title: string; hidden: boolean }>(
        'select id, title, hidden from products order by id',
      );
      const held = [...known.values()].map(({ id, title, hidden }) => ({ id, title, hidden }));
      expect(held.sort((a, b) => a.id - b.id)).toEqual(rows);
    }),
    { numRuns: 25 },
  );
});
