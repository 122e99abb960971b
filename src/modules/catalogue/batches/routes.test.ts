import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Role } from '#modules/access/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { type PanelRoutes, servePanelRoutes } from '#test/panel-routes.ts';
import { createBatchesRead } from './batches.ts';
import { addBatchRoutes } from './routes.ts';

let database: OpenDatabase;
let routes: PanelRoutes;
const as = (...roles: Role[]) =>
  routes.as({ personId: newId(), roles, channel: 'panel', address: '127.0.0.1', traceId: null });

beforeAll(async () => {
  database = await testDatabase();
  routes = await servePanelRoutes((http) =>
    addBatchRoutes(http, { batches: createBatchesRead({ db: database.db }) }),
  );
  as('operator');
});
afterAll(async () => {
  await routes?.close();
  await database?.close();
});

let minutes = 0;
const aBatch = async (values: Readonly<Record<string, unknown>> = {}): Promise<number> => {
  minutes += 1;
  const at = new Date(Date.UTC(2026, 10, 1, 12, minutes));
  const { id } = await database.db
    .insertInto('import_batches')
    .values({
      source: 'file',
      status: 'done',
      format: 'csv',
      created_at: at,
      started_at: at,
      finished_at: at,
      ...values,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};
const aProduct = async (sku: string, price: string): Promise<number> => {
  const row = { sku, sku_normal: sku, title: `Товар ${sku}`, price };
  return (await database.db.insertInto('products').values(row).returning('id').executeTakeFirstOrThrow()).id;
};
const aChange = (batch_id: number, product_id: number, kind: string, before: unknown) =>
  database.db
    .insertInto('import_changes')
    .values({ batch_id, product_id, kind, before: before === null ? null : JSON.stringify(before) })
    .execute();
const aProblem = (batch_id: number, seq: number, more: Readonly<Record<string, unknown>>) =>
  database.db
    .insertInto('import_problems')
    .values({ batch_id, seq, index: seq, level: 'error', reason: 'sku_missing', ...more })
    .execute();
interface Page {
  readonly total: number;
  readonly items: readonly Record<string, unknown>[];
}
const META = { content_hash: null, changed_batch: null, changed_at: '2026-01-01' };

it('a change is told with what the batch left, whatever came after it', async () => {
  const product = await aProduct('А-1', '30.00');
  const first = await aBatch({ updated: 1 });
  const second = await aBatch({ updated: 1 });
  await aChange(first, product, 'updated', { price: '10.00', unit: null, meta: META });
  await aChange(second, product, 'updated', { price: '20.00', meta: META });
  const of = async (id: number) => (await routes.get<Page>(`/imports/${id}/changes`)).body.items[0];
  expect(await of(first)).toMatchObject({
    sku: 'А-1',
    before: { price: '10.00', unit: null },
    after: { price: '20.00', unit: null },
  });
  expect(await of(second)).toMatchObject({ before: { price: '20.00' }, after: { price: '30.00' } });
  expect((await routes.get<Page>(`/imports/${first}/changes?kind=inserted`)).body.total).toBe(0);
});

it('only the last batch that changed anything can be undone', async () => {
  const product = await aProduct('А-2', '1.00');
  const older = await aBatch({ inserted: 1 });
  const last = await aBatch({ inserted: 1 });
  for (const id of [older, last]) await aChange(id, product, 'inserted', null);
  const same = await aBatch({ inserted: 1, repeat_of: last });
  const idle = await aBatch({ unchanged: 5 });
  const undoable = async (id: number) =>
    (await routes.get<{ undoable: boolean }>(`/imports/${id}`)).body.undoable;
  expect(await Promise.all([older, last, same, idle].map(undoable))).toEqual([false, true, false, false]);
  await database.db.updateTable('import_batches').set({ status: 'undone' }).where('id', '=', last).execute();
  expect(await Promise.all([older, last].map(undoable))).toEqual([true, false]);
});

it('bad rows come back as they came, once each, with words, and no formula', async () => {
  const id = await aBatch({ skipped: 1 });
  const row = JSON.stringify({ Артикул: '', Название: '=cmd()' });
  await aProblem(id, 1, { index: 7, row });
  await aProblem(id, 2, { index: 7, row, field: 'price', reason: 'number_expected' });
  await aProblem(id, 3, { index: 9, level: 'warning', reason: 'title_cut' });
  const answer = await routes.open('GET', `/imports/${id}/bad-rows.csv`, undefined, {
    headers: { 'accept-language': 'ru' },
  });
  const lines = (await answer.text()).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/'=cmd\(\)/);
  expect(lines[1]).toMatch(/,7,.*Впишите артикул.*price: .*число/);
  const warnings = await routes.get<Page>(`/imports/${id}/problems?level=warning`);
  expect(warnings.body).toMatchObject({ total: 1, items: [{ index: 9, reason: 'title_cut' }] });
  const table = await (await routes.open('GET', `/imports/${id}/problems.csv`)).text();
  expect(table.trim().split('\r\n')).toHaveLength(4);
});

it('the list is filtered, and paged from the newest', async () => {
  const held = await aBatch({ status: 'ready', source: 'push' });
  const { items } = (await routes.get<Page>('/imports?status=ready&source=push')).body;
  expect(items.map(({ id }) => id)).toEqual([held]);
  expect((await routes.get<Page>('/imports?size=1')).body.items[0]?.id).toBe(held);
});

describe('what is refused', () => {
  it.each([
    '/imports?status=odd',
    '/imports?size=0',
    '/imports?sort=id',
    '/imports/x',
    '/imports/1/problems?level=all',
    '/imports/1/changes?kind=gone',
    '/imports/99999999999999999999',
  ])('%s is invalid', async (path) => {
    expect((await routes.get(path)).status).toBe(422);
  });

  it.each(['', '/problems', '/problems.csv', '/bad-rows.csv', '/changes'])(
    '/imports/999999%s is missing',
    async (path) => {
      expect((await routes.get(`/imports/999999${path}`)).status).toBe(404);
    },
  );

  it('nobody without a role looks at imports', async () => {
    as();
    expect((await routes.get('/imports')).status).toBe(403);
    as('operator');
  });
});
