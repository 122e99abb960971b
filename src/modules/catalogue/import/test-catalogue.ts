import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { systemClock } from '#kernel/time.ts';
import { theOffice } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { createSpool, type Spool } from '#platform/http/spool.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import { silent, testDatabase } from '#test/database.ts';
import type { LoadHead, ProductDraft, ReadRow } from '../draft.ts';
import type { ImportWish } from './contract.ts';
import { createImporter } from './importer.ts';
import { createImportQueue } from './queue.ts';
import { createImportRunner } from './runner.ts';
import { createUndo } from './undo-batch.ts';

export const TEST_READER = new URL('./test-reader.ts', import.meta.url);

export type TestRow = (Partial<ProductDraft> & { readonly sku: string; readonly title: string }) | ReadRow;
export type TestWish = Partial<Omit<ImportWish, 'file'>> & { reading?: Record<string, unknown> };

/** A catalogue of a test on a database of its own, and importers over it. */
export const testCatalogue = async () => {
  const database: OpenDatabase = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'kontora-import-'));
  const storage = await createFolderStorage({ folder: join(folder, 'files') });
  const audit = createAudit({ clock: systemClock, log: silent });
  const { db, pool, connection } = database;
  const readers = { json: TEST_READER, csv: TEST_READER, xlsx: TEST_READER };
  const parts = { connection, db, audit, storage, clock: systemClock, log: silent, readers };
  const importer = createImporter(parts);

  const queue = createImportQueue(parts);
  const undo = createUndo(parts);
  const spool = goneAtOnce(createSpool({ folder: join(folder, 'spool') }));
  const runner = createImportRunner({ ...parts, importer, undo, spool });

  /** Lets a runner work until the condition holds. */
  const runUntil = async (holds: () => Promise<boolean>): Promise<void> => {
    const stop = new AbortController();
    const running = runner.run(stop.signal);
    try {
      await expect.poll(holds, { timeout: 20_000, interval: 50 }).toBe(true);
    } finally {
      stop.abort();
      await running;
    }
  };

  /** Lets a runner work until the batch has an end. */
  const settled = (id: number) =>
    runUntil(async () => {
      const [row] = await query<{ status: string }>('select status from import_batches where id = $1', [id]);
      return row !== undefined && !['queued', 'running'].includes(row.status);
    });

  /** A source file of these rows. */
  const fileOf = (rows: readonly TestRow[], head: Partial<LoadHead> | string = {}, reading = {}) => {
    const first = typeof head === 'string' ? head : JSON.stringify(head);
    const text = [first, ...rows.map((row) => JSON.stringify(row))].join('\n');
    const path = join(folder, `${randomUUID()}.txt`);
    writeFileSync(path, text);
    const hash = createHash('sha256').update(text).digest();
    return { path, bytes: Buffer.byteLength(text), format: 'json' as const, reading, hash };
  };

  const wishOf = (
    rows: readonly TestRow[],
    head: Partial<LoadHead> | string = {},
    { reading = {}, ...wish }: TestWish = {},
  ): ImportWish => ({ source: 'push', by: theOffice, file: fileOf(rows, head, reading), ...wish });

  const load = (
    rows: readonly TestRow[],
    head?: Partial<LoadHead> | string,
    wish?: TestWish,
    signal?: AbortSignal,
  ) => importer.run(wishOf(rows, head, wish), signal);

  const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query(text, values)).rows;

  /** Everything that customers could see, as text; batches, their history and ids of rows apart. */
  const dump = async (): Promise<string> => {
    const [row] = await query<{ dump: string }>(`
      select jsonb_pretty(jsonb_build_object(
        'products', (select jsonb_agg(to_jsonb(p) - 'search_xid' order by id) from products p),
        'categories', (select jsonb_agg(to_jsonb(c) order by id) from categories c),
        'prices', (select jsonb_agg(to_jsonb(r) order by product_id, price_type_id) from product_prices r),
        'stock', (select jsonb_agg(to_jsonb(s) order by product_id, warehouse_id) from product_stock s),
        'images', (select jsonb_agg(to_jsonb(m) order by product_id, position, id) from product_images m))) as dump`);
    return row?.dump ?? '';
  };

  const product = async (sku: string) => {
    const [found] = await query<Record<string, unknown>>(
      `select p.*, c.title as category from products p left join categories c on c.id = category_id
       where sku = $1 order by p.id`,
      [sku],
    );
    return found;
  };

  const batch = async (id: number) => {
    const [found] = await query<Record<string, unknown>>('select * from import_batches where id = $1', [id]);
    return found;
  };

  const problems = (batchId: number) =>
    query<Record<string, unknown>>(
      'select index, level, sku, reason, row from import_problems where batch_id = $1 order by seq',
      [batchId],
    );

  const close = async (): Promise<void> => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  };

  /** Forgets all goods and batches, and what refers to them. */
  const clear = () =>
    pool.query(`truncate products, categories, price_types, warehouses, import_batches, import_seen,
                product_prices, product_stock, product_images, price_changes, import_changes, import_problems, exchange_state cascade`);

  return {
    spool,
    ...parts,
    database,
    pool,
    folder,
    importer,
    queue,
    runner,
    undo,
    runUntil,
    settled,
    fileOf,
    wishOf,
    load,
    query,
    dump,
    product,
    batch,
    problems,
    clear,
    close,
  };
};

/** Files are gone at the call that gives them up: whoever still reads one fails each time, not once in a thousand. */
const goneAtOnce =
  (spool: Spool): Spool =>
  async (source, options) => {
    const body = await spool(source, options);
    const dispose = (): PromiseLike<void> => {
      rmSync(body.path);
      return body[Symbol.asyncDispose]();
    };
    return { ...body, [Symbol.asyncDispose]: dispose };
  };

export type TestCatalogue = Awaited<ReturnType<typeof testCatalogue>>;
