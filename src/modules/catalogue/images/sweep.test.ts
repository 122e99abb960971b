import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { employee, goodsBench } from '../products/testing.ts';
import { createImageSweep } from './sweep.ts';
import { PNG } from './testing.ts';

const bench = goodsBench();
const DAY_MS = 24 * 3_600_000;

it('content without a row goes after a day, whatever took the row away; the rest stays', async () => {
  const { db, storage, goods } = bench;
  const kept = await goods.images.add(employee('manager'), await bench.addProduct(), PNG);
  const product = await bench.addProduct();
  const cascaded = await goods.images.add(employee('manager'), product, PNG);
  const never = newId();
  await storage.put(never, PNG);
  await sql`delete from products where id = ${product}`.execute(db);

  const today = createImageSweep({ db, storage, clock: { now: () => Date.now() } });
  expect(await today.sweep()).toBe(0);
  const tomorrow = createImageSweep({ db, storage, clock: { now: () => Date.now() + DAY_MS } });
  expect(await tomorrow.sweep(AbortSignal.abort())).toBe(0);
  expect(await tomorrow.sweep()).toBe(2);
  const left = [];
  for await (const { id } of storage.list()) left.push(id);
  expect(left).toEqual([kept.id]);
  expect([cascaded.id, never]).not.toContain(left[0]);
});
