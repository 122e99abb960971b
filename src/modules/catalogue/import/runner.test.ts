import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { theOffice } from '#modules/access/index.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { isWritten } from './batch-row.ts';
import { claimBatch } from './claim.ts';
import type { ImportWish } from './contract.ts';
import { createImporter } from './importer.ts';
import { createImportQueue } from './queue.ts';
import { createImportSweep } from './sweep.ts';
import { TEST_READER, type TestCatalogue, testCatalogue } from './test-catalogue.ts';

let shop: TestCatalogue;
beforeAll(async () => {
  shop = await testCatalogue();
});
beforeEach(() => shop.clear());
afterAll(() => shop?.close());

const goods = Array.from({ length: 10 }, (_, at) => ({
  sku: `C${at}`,
  title: `Товар ${at}`,
  price: '10.00',
}));
const statusOf = async (id: number) => (await shop.batch(id))?.status;

describe('the queue', () => {
  it('works what is enqueued, with its wishes', async () => {
    const id = await shop.queue.enqueue(shop.wishOf(goods));
    expect(await shop.batch(id)).toMatchObject({ status: 'queued', task: 'apply' });
    await shop.settled(id);
    expect(await shop.batch(id)).toMatchObject({ status: 'done', inserted: 10, progress: null });
    expect(await shop.product('C0')).toMatchObject({ created_batch: id });
  });

  it('previews a draft, then applies it', async () => {
    const id = await shop.queue.enqueue(shop.wishOf(goods), 'draft');
    expect(await statusOf(id)).toBe('draft');
    const before = await shop.dump();
    await shop.queue.preview(theOffice, id);
    await shop.settled(id);
    expect(await shop.batch(id)).toMatchObject({
      status: 'ready',
      inserted: 10,
      preview: {
        new: expect.arrayContaining([{ sku: 'C0', title: 'Товар 0', price: '10.00', stock_qty: '0.000' }]),
      },
    });
    expect(await shop.dump()).toBe(before);
    expect(await shop.queue.apply(theOffice, id, { accepted: false })).toMatchObject({ ok: true });
    await shop.settled(id);
    expect(await shop.batch(id)).toMatchObject({ status: 'done', inserted: 10 });
  });

  it('applies what a guard rail held only when the risks are accepted', async () => {
    await shop.load(goods);
    const held = await shop.load(goods.slice(0, 2), { full: true });
    const id = 'batchId' in held ? held.batchId : 0;
    expect(await shop.queue.apply(theOffice, id, { accepted: false })).toEqual({
      ok: false,
      reason: 'risky',
    });
    expect(await statusOf(id)).toBe('ready');
    expect(await shop.queue.apply(theOffice, id, { accepted: true })).toMatchObject({ ok: true });
    await shop.settled(id);
    expect(await shop.batch(id)).toMatchObject({ status: 'done', hidden: 8 });
  });

  it('undoes, and leaves done what cannot be undone', async () => {
    const first = await shop.queue.enqueue(shop.wishOf(goods));
    await shop.settled(first);
    expect(await shop.queue.undo(theOffice, first)).toMatchObject({ ok: true });
    await shop.load([{ sku: 'N', title: 'N' }]);
    await shop.settled(first);
    expect(await shop.batch(first)).toMatchObject({ status: 'done', task: 'apply', undone_at: null });
    await shop.query('delete from import_batches where id <> $1', [first]);
    expect(await shop.queue.undo(theOffice, first)).toMatchObject({ ok: true });
    await shop.settled(first);
    expect(await statusOf(first)).toBe('undone');
    expect(await shop.product('C0')).toBeUndefined();
  });

  it('keeps states in order', async () => {
    const id = await shop.queue.enqueue(shop.wishOf(goods));
    const conflict = { code: 'conflict' };
    await expect(shop.queue.preview(theOffice, id)).rejects.toMatchObject(conflict);
    await expect(shop.queue.apply(theOffice, id, { accepted: true })).rejects.toMatchObject(conflict);
    await expect(shop.queue.undo(theOffice, id)).rejects.toMatchObject(conflict);
    await shop.queue.cancel(theOffice, id);
    await expect(shop.queue.cancel(theOffice, id)).rejects.toMatchObject(conflict);
    expect(await statusOf(id)).toBe('cancelled');
    await expect(shop.queue.cancel(theOffice, 999_999)).rejects.toMatchObject({ code: 'missing' });
    const reader = { ...theOffice, personId: newId(), roles: ['operator'] as const };
    await expect(shop.queue.cancel(reader, id)).rejects.toMatchObject({ code: 'denied' });
    await expect(shop.queue.enqueue(shop.wishOf(goods, {}, { by: reader }))).rejects.toMatchObject({
      code: 'denied',
    });
  });

  it('goes on after one that fails, or whose source is lost', async () => {
    const broken = await shop.queue.enqueue(shop.wishOf(goods, 'broken'));
    const lost = await shop.queue.enqueue(shop.wishOf(goods));
    await shop.storage.remove(String((await shop.batch(lost))?.file_id));
    const good = await shop.queue.enqueue(shop.wishOf(goods));
    await shop.settled(good);
    expect(await shop.batch(broken)).toMatchObject({ status: 'failed', failure: { reason: 'syntax' } });
    expect(await shop.batch(lost)).toMatchObject({ status: 'failed', failure: { reason: 'source_lost' } });
    expect(await statusOf(good)).toBe('done');
  });

  it.each<[string, (wish: ImportWish, storage: FileStorage) => Promise<unknown>]>([
    ['enqueued', (wish, storage) => createImportQueue({ ...shop, storage }).enqueue(wish)],
    ['held', (wish, storage) => createImporter({ ...shop, storage }).run(wish)],
  ])('a source that is gone while it is %s fails that, and nothing else', async (_, keep) => {
    await shop.load(goods);
    const wish = shop.wishOf(goods.slice(0, 2), { full: true });
    const unheard: unknown[] = [];
    const hear = (error: unknown) => void unheard.push(error);
    process.on('uncaughtException', hear);
    onTestFinished(() => void process.off('uncaughtException', hear));
    const put: FileStorage['put'] = async (id, content) => {
      rmSync(wish.file.path);
      // A stream that opened by itself fails before anybody reads it.
      while (content instanceof Readable && !content.errored) await setImmediate();
      return shop.storage.put(id, content);
    };
    await expect(keep(wish, { ...shop.storage, put })).rejects.toMatchObject({ code: 'ENOENT' });
    expect(unheard).toEqual([]);
  });

  it('gets back what a runner had to leave', async () => {
    const id = await shop.queue.enqueue(shop.wishOf(goods, {}, { reading: { hang: true } }));
    await shop.runUntil(async () => (await statusOf(id)) === 'running');
    expect(await statusOf(id)).toBe('queued');
    expect(await shop.product('C0')).toBeUndefined();
  });

  it('is not touched while somebody writes', async () => {
    const stop = new AbortController();
    const slow = shop.load(goods, {}, { reading: { hang: true } }, stop.signal);
    const ended = expect(slow).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => isWritten(shop.db), { timeout: 10_000 }).toBe(true);
    const id = await shop.queue.enqueue(shop.wishOf(goods));
    expect(await claimBatch(shop.db, shop.clock)).toBeUndefined();
    stop.abort();
    await ended;
    await shop.settled(id);
    expect(await statusOf(id)).toBe('done');
  });

  it('takes over what a dead process left, but not for ever', async () => {
    const id = await shop.queue.enqueue(shop.wishOf(goods));
    const left = (takeovers: number) =>
      shop.query(
        `update import_batches set status = 'running', started_at = now() - interval '1 minute', progress = $2 where id = $1`,
        [id, JSON.stringify({ phase: 'reading', share: 0, takeovers })],
      );
    await left(3);
    await shop.settled(id);
    expect(await shop.batch(id)).toMatchObject({ status: 'failed', failure: { reason: 'crashed' } });
    await left(0);
    await shop.settled(id);
    expect(await statusOf(id)).toBe('done');
  });
});

it.runIf(process.platform !== 'win32')(
  'a process killed in the middle leaves the old catalogue',
  async () => {
    await shop.load(goods);
    const before = await shop.dump();
    const wish = shop.wishOf(goods.map((row) => ({ ...row, price: '99.00' })));
    const script = fileURLToPath(new URL('./test-process.ts', import.meta.url));
    const order = JSON.stringify({
      connection: shop.connection,
      folder: shop.folder,
      reader: TEST_READER.href,
      wish: { ...wish, file: { ...wish.file, hash: wish.file.hash.toString('hex') } },
    });
    const child = spawn(process.execPath, [script, order], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    // It tells when everything is written and only the commit is left.
    for await (const said of child.stdout) if (String(said).includes('written')) break;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(await shop.dump()).toBe(before);
    await expect
      .poll(() => shop.importer.run(wish), { timeout: 20_000 })
      .toMatchObject({ kind: 'done', counts: { updated: 10 } });
  },
);

describe('the sweep', () => {
  it('removes sources of what has an end, old history and repeats, and pages that never ended', async () => {
    const later = { now: () => Date.now() + 31 * 24 * 3_600_000 };
    const wish = shop.wishOf(goods);
    const first = await shop.importer.run(wish);
    const repeat = await shop.importer.run(wish);
    const queued = await shop.queue.enqueue(shop.wishOf([{ sku: 'Q', title: 'Q' }]));
    await shop.settled(queued);
    for (let at = 0; at < 20; at += 1) await shop.load([{ sku: 'N', title: `N${at}` }]);
    await shop.load(goods, { full: true, page: 1, pages: 2 });
    const file = String((await shop.batch(queued))?.file_id);
    expect(await shop.storage.open(file).then((found) => found?.stream.destroy())).toBeDefined();
    await createImportSweep({ ...shop, clock: later }).sweep(new AbortController().signal);
    expect(await shop.storage.open(file)).toBeUndefined();
    expect((await shop.batch(queued))?.file_id).toBeNull();
    expect(await shop.batch('batchId' in repeat ? repeat.batchId : 0)).toBeUndefined();
    expect(await shop.query('select 1 from import_seen')).toEqual([]);
    const kept = await shop.query<{ batch_id: number }>('select distinct batch_id from import_changes');
    expect(kept.map(({ batch_id }) => batch_id)).not.toContain('batchId' in first ? first.batchId : 0);
    expect(kept).toHaveLength(19);
  });
});
