import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Tx } from '#platform/db/database.ts';
import { employee, goodsBench } from '../products/testing.ts';
import { recountCategories, shiftCategories } from './recount.ts';

const bench = goodsBench();

const recount = (tx: Tx, ids: readonly (number | null)[]) =>
  recountCategories(tx, sql`select unnest(${ids}::integer[])`);

it('counts what is seen in the categories themselves, each once, and in no other', async () => {
  const parent = await bench.addCategory('Трубы');
  const child = await bench.addCategory('Пластик', parent);
  const empty = await bench.addCategory('Пустая');
  const other = await bench.addCategory('Другая');
  await bench.addProduct({ category: parent });
  await bench.addProduct({ category: child });
  await bench.addProduct({ category: child });
  await bench.addProduct({ category: child, withdrawn: true });
  await bench.addProduct({ category: child, hiddenByOffice: true });
  await sql`update categories set visible_products = 77`.execute(bench.db);
  await bench.db
    .transaction()
    .execute((tx) => recount(tx, [child, null, child, empty, parent, 2_000_000_000]));
  const counts = [];
  for (const id of [parent, child, empty, other]) counts.push(await bench.visibleIn(id));
  expect(counts).toEqual([1, 2, 0, 77]);
});

it('of nothing does nothing', async () => {
  await bench.db.transaction().execute(async (tx) => {
    await recount(tx, []);
    await shiftCategories(tx, new Map());
  });
});

it('waits for somebody who is hiding goods, and counts without them', async () => {
  const category = await bench.addCategory('Краны');
  const product = await bench.addProduct({ category });
  await bench.addProduct({ category });

  const hiding = await bench.db.startTransaction().execute();
  await sql`update products set hidden_by_office = true where id = ${product}`.execute(hiding);
  await shiftCategories(hiding, new Map([[category, -1]]));
  const counting = bench.db.transaction().execute((tx) => recount(tx, [category]));
  const waiting = sql<{ waiting: boolean }>`
    select exists (select from pg_locks where not granted) as waiting
  `;
  await expect.poll(async () => (await waiting.execute(bench.db)).rows[0]?.waiting).toBe(true);
  await hiding.commit().execute();
  await counting;
  expect(await bench.visibleIn(category)).toBe(1);
});

it('while others hide and show keeps the counts right', async () => {
  const category = await bench.addCategory('Лампы');
  const ids: number[] = [];
  for (let n = 0; n < 8; n++) ids.push(await bench.addProduct({ category }));
  const { products } = bench.goods;
  await Promise.all([
    ...ids.slice(0, 5).map((id) => products.setHidden(employee('manager'), [id], true)),
    ...[1, 2, 3].map(() => bench.db.transaction().execute((tx) => recount(tx, [category]))),
  ]);
  expect(await bench.visibleIn(category)).toBe(3);
});
