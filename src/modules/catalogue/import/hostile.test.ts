import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { openSession } from '#platform/db/session.ts';
import { silent } from '#test/database.ts';
import type { ReadRow } from '../draft.ts';
import { createImageSweep } from '../images/sweep.ts';
import { createProducts } from '../products/products.ts';
import { isWritten } from './batch-row.ts';
import { MOST_PROBLEMS } from './problems.ts';
import { createImportRunner } from './runner.ts';
import { type TestCatalogue, testCatalogue } from './test-catalogue.ts';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await testCatalogue();
});
beforeEach(() => shop.clear());
afterAll(() => shop?.close());

const goods = Array.from({ length: 10 }, (_, at) => ({ sku: `C${at}`, title: `Товар ${at}` }));

/** A connection of somebody else, for the time of a test. */
const somebody = async <T>(work: (query: (text: string) => Promise<unknown>) => Promise<T>): Promise<T> => {
  const session = await openSession({ connection: shop.connection, name: 'test' });
  try {
    return await work((text) => session.client.query(text));
  } finally {
    await session.close();
  }
};

describe('a full load with more problems than are kept', () => {
  const bad = (sku: string, index: number): ReadRow => ({
    index,
    problems: [{ index, level: 'error', sku, field: 'title', reason: 'title_missing' }],
    raw: { sku },
  });

  it('tells errors before warnings, and hides nothing that a bad row names', async () => {
    await shop.load(goods);
    const noisy = Array.from(
      { length: MOST_PROBLEMS + 10 },
      (_, index): ReadRow => ({
        index,
        draft: { sku: `N${index}`, skuNormal: `N${index}`, title: 'N', deleted: false },
        problems: [{ index, level: 'warning', field: 'price', reason: 'number_rounded' }],
      }),
    );
    const end = await shop.load([...noisy, bad('C0', noisy.length), ...goods.slice(1)], { full: true });
    expect(end).toMatchObject({ kind: 'done', counts: { hidden: 0, skipped: 1, warnings: noisy.length } });
    expect(await shop.product('C0')).toMatchObject({ withdrawn: false });
    const [error] = await shop.query<{ sku: string }>(
      `select sku from import_problems where level = 'error'`,
    );
    expect(error).toEqual({ sku: 'C0' });
    const many = Array.from({ length: MOST_PROBLEMS + 5 }, (_, index) => bad(`X${index}`, index));
    expect(
      await shop.load(
        [...many, bad('C1', many.length), ...noisy],
        { full: true, allowEmpty: true },
        { accepted: true },
      ),
    ).toMatchObject({ counts: { hidden: 9, skipped: many.length + 1 } });
    expect(await shop.product('C1')).toMatchObject({ withdrawn: false });
  });

  it('remembers them over pages', async () => {
    await shop.load(goods);
    const page = (number: number) => ({ full: true, page: number, pages: 2, sessionId: 's' });
    await shop.load([bad('C0', 0), ...goods.slice(1, 5)], page(1));
    expect(await shop.load(goods.slice(5), page(2))).toMatchObject({ counts: { hidden: 0 } });
  });
});

it('a category that becomes known later gets the goods that named it by its id', async () => {
  const named = { sku: 'A', title: 'A', category: [{ title: '', id: 'group-1' }] };
  await shop.load([named]);
  await shop.load([{ sku: 'B', title: 'B', category: [{ title: 'Трубы', id: 'group-1' }] }]);
  expect(await shop.load([named])).toMatchObject({ counts: { updated: 1 } });
  expect(await shop.product('A')).toMatchObject({ category: 'Трубы' });
  expect(await shop.load([named, { sku: 'C', title: 'C' }])).toMatchObject({ counts: { unchanged: 1 } });
});

it('goods that are being hidden meanwhile make nobody fail', async () => {
  await shop.load(goods);
  // Rows that changed lie behind the others: an update in the order of the table meets the first one last.
  await shop.query(`update products set unit = 'шт' where sku = 'C0'`);
  const ids = (await shop.query<{ id: number }>('select id from products order by id')).map(({ id }) => id);
  await somebody(async (query) => {
    await query('begin');
    await query(`select from products where id = ${ids[0]} for no key update`);
    const loading = shop.load(goods.map((one) => ({ ...one, title: `${one.title}!` })));
    await expect
      .poll(async () => (await shop.query('select from pg_locks where not granted')).length, {
        timeout: 10_000,
      })
      .toBeGreaterThan(0);
    await query(`select from products where id = any('{${ids.join()}}') order by id for no key update`);
    await query('commit');
    expect(await loading).toMatchObject({ kind: 'done', counts: { updated: 10 } });
  });
});

it('an import and many hands hiding and showing leave right counts', async () => {
  await shop.load(goods);
  const audit = createAudit({ clock: systemClock, log: silent });
  const products = createProducts({ db: shop.db, audit });
  const ids = (await shop.query<{ id: number }>('select id from products')).map(({ id }) => id);
  for (let round = 0; round < 5; round += 1) {
    const [end] = await Promise.all([
      shop.load(
        goods.map((one, at) => ({ ...one, title: `${at} ${round}`, deleted: (at + round) % 3 === 0 })),
      ),
      ...Array.from({ length: 4 }, (_, at) => products.setHidden(theOffice, ids, at % 2 === 0)),
    ]);
    expect(end.kind).toBe('done');
  }
  expect(
    await shop.query(
      `select from categories c where visible_products <>
        (select count(*) from products p where p.category_id = c.id and not p.hidden)`,
    ),
  ).toEqual([]);
});

it('a batch that finds somebody else writing goes back into the queue, which is no crash', async () => {
  const id = await shop.queue.enqueue(shop.wishOf(goods));
  await somebody(async (query) => {
    const opened: unknown[] = [];
    const runner = createImportRunner({
      ...shop,
      storage: {
        ...shop.storage,
        open: async (file) => {
          opened.push(await shop.batch(id));
          // The other one begins while the source is fetched.
          if (opened.length === 1)
            await query(`begin; select pg_advisory_xact_lock(hashtextextended('kontora catalogue', 0))`);
          return shop.storage.open(file);
        },
      },
    });
    const stop = new AbortController();
    const running = runner.run(stop.signal);
    await expect
      .poll(async () => [opened.length, (await shop.batch(id))?.status], { timeout: 10_000 })
      .toEqual([1, 'queued']);
    await query('commit');
    await expect.poll(async () => (await shop.batch(id))?.status, { timeout: 10_000 }).toBe('done');
    stop.abort();
    await running;
    expect(opened.at(-1)).toMatchObject({ progress: { takeovers: 0 } });
  });
});

it('a runner that fetches a large source for long is not taken for dead', async () => {
  const id = await shop.queue.enqueue(shop.wishOf(goods));
  const fetched = Promise.withResolvers<void>();
  const open = async (file: string) => {
    await fetched.promise;
    return shop.storage.open(file);
  };
  const stop = new AbortController();
  const running = createImportRunner({ ...shop, storage: { ...shop.storage, open } }).run(stop.signal);
  const startedAt = async () => {
    const { status, started_at } = (await shop.batch(id)) ?? {};
    return status === 'running' && started_at instanceof Date ? started_at.getTime() : undefined;
  };
  await expect.poll(startedAt, { timeout: 10_000 }).toBeDefined();
  const first = (await startedAt()) ?? 0;
  await expect.poll(startedAt, { timeout: 10_000 }).toBeGreaterThan(first);
  fetched.resolve();
  await expect.poll(async () => (await shop.batch(id))?.status, { timeout: 10_000 }).toBe('done');
  stop.abort();
  await running;
});

it('a load that failed has let go of everything when it says so', async () => {
  for (let round = 0; round < 10; round += 1) {
    await expect(shop.load(goods, {}, { reading: { crash: 'throw' } })).rejects.toThrow();
    expect(await isWritten(shop.db)).toBe(false);
  }
});

it('a replica whose clock is ahead does not decide what the newest import is', async () => {
  const first = await shop.load(goods);
  await shop.query(`update import_batches set finished_at = now() + interval '1 hour'`);
  const second = await shop.load([{ sku: 'C0', title: 'иначе' }]);
  const idOf = (end: typeof first) => ('batchId' in end ? end.batchId : 0);
  expect(await shop.queue.undo(theOffice, idOf(first))).toEqual({ ok: false, reason: 'not_newest' });
  expect(await shop.queue.undo(theOffice, idOf(second))).toMatchObject({ ok: true });
});

it('the content of a picture stays as long as undoing can bring it back', async () => {
  await shop.load([{ sku: 'A', title: 'A', images: ['http://a/1'] }]);
  const [picture] = await shop.query<{ id: string }>('select id from product_images');
  const id = picture?.id ?? newId();
  await shop.storage.put(id, Buffer.from('picture'));
  await shop.query('update product_images set stored_at = now()');
  await shop.load([{ sku: 'A', title: 'A', images: [] }]);
  const clock = { now: () => Date.now() + 2 * 24 * 3_600_000 };
  const sweep = createImageSweep({ ...shop, clock });
  await sweep.sweep();
  expect(await shop.storage.open(id)).toBeDefined();
  await shop.query('delete from import_changes');
  await sweep.sweep();
  expect(await shop.storage.open(id)).toBeUndefined();
});
