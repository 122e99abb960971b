import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, assertMay, PERMISSIONS, type Permission, type Role } from '#modules/access/index.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { createBatchesRead } from '../batches/batches.ts';
import { addBatchRoutes } from '../batches/routes.ts';
import { createImporter } from '../import/importer.ts';
import { createImportQueue } from '../import/queue.ts';
import { createImportRunner } from '../import/runner.ts';
import { TEST_READER, type TestCatalogue, testCatalogue } from '../import/test-catalogue.ts';
import { createUndo } from '../import/undo-batch.ts';
import { createProducts } from '../products/products.ts';
import { addProductTableRoutes } from './export-routes.ts';
import { createOneStep } from './one-step.ts';
import { createPriceLists } from './price-lists.ts';
import { TABLE_READERS } from './readers.ts';
import { addOneStepRoute, addPriceListRoutes } from './routes.ts';
import { encoded } from './testing.ts';

const MAX_BYTES = 2 * 1024 * 1024;

let catalogue: TestCatalogue;
let served: Served;
let person = '';
const stopping = new AbortController();
let running: Promise<void>;

beforeAll(async () => {
  catalogue = await testCatalogue();
  const { db, audit, storage, clock, spool } = catalogue;
  person = newId();
  await db.insertInto('people').values({ id: person, name: 'Ольга' }).execute();
  const parts = { ...catalogue, readers: { ...TABLE_READERS, json: TEST_READER } };
  const importer = createImporter(parts);
  const queue = createImportQueue({ db, audit, storage, clock });
  const lists = createPriceLists({ db, storage, queue, spool, maxBytes: MAX_BYTES });
  const batches = createBatchesRead({ db });
  served = await serve(
    async (http) => {
      await addPriceListRoutes(http, { lists, batches, queue });
      addBatchRoutes(http, { batches });
      addProductTableRoutes(http, { db, products: createProducts({ db, audit }) });
      await addOneStepRoute(http, { oneStep: createOneStep({ db, importer, spool, maxBytes: MAX_BYTES }) });
    },
    { guards: { ...guards, metrics: async () => {} } },
  );
  running = createImportRunner({ ...parts, importer, undo: createUndo(parts), spool }).run(stopping.signal);
});
afterAll(async () => {
  stopping.abort();
  await running;
  await served?.close();
  await catalogue?.close();
});
afterEach(() => catalogue.clear());

/** In place of sessions: what somebody is, the request says itself. */
const guards = Object.fromEntries(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    permission,
    async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
      const roles = [String(request.headers['x-role'] ?? 'manager') as Role];
      request.actor = { personId: person, roles, channel: 'panel', address: null, traceId: null };
      assertMay(request.actor, permission);
    },
  ]),
);

interface Answer {
  readonly status: number;
  // What an answer holds, a test looks at by itself.
  readonly body: Record<string, never> & { id: number };
  readonly bytes: Buffer;
}

const call = async (method: string, path: string, body?: unknown, as: Role = 'manager'): Promise<Answer> => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${served.url}${path}`, {
    method,
    headers: {
      'x-role': as,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, body: isJson ? JSON.parse(bytes.toString()) : {}, bytes };
};

const form = (content: string | Uint8Array, name = 'price.csv', field = 'file'): FormData => {
  const data = new FormData();
  data.append(field, new Blob([Uint8Array.from(Buffer.from(content))]), name);
  return data;
};
const upload = (content: string | Uint8Array, name?: string, as?: Role) =>
  call('POST', '/imports', form(content, name), as);
const importNow = (content: string | Uint8Array, name?: string, as?: Role) =>
  call('POST', '/admin/catalog/import', form(content, name), as);
const settled = (id: number) =>
  vi.waitFor(
    async () => {
      const { body } = await call('GET', `/imports/${id}`);
      expect(['queued', 'running']).not.toContain(body.status);
      return body;
    },
    { timeout: 20_000, interval: 50 },
  );
const skus = async () =>
  (
    await catalogue.query<{ sku: string; price: string }>(
      'select sku, price from products where not hidden order by sku',
    )
  ).map(({ sku, price }) => [sku, Number(price)]);

const LIST =
  'Артикул;Наименование;Цена;Остаток;Группа\nТР-20;Труба 20;150,50;12;Трубы\nКР-1;Кран;990;3;Краны\n';

describe('S3-08: a price list in one step', () => {
  it('good rows are imported, bad ones are told by line and reason', async () => {
    const { status, body } = await importNow(
      'category,category_lat,title_ru,title_lat,description,sku,stock_qty,price\n' +
        'Трубы,truby,Труба ПВХ 20мм,truba-pvh-20,Описание,ABC-001,12,150.50\n' +
        'Трубы,truby,Без артикула,,,,1,2\n' +
        'Трубы,truby,,,,ABC-003,1,2\n',
    );
    expect([status, body]).toEqual([
      200,
      {
        batch_id: expect.any(Number),
        received: 3,
        inserted: 1,
        updated: 0,
        unchanged: 0,
        skipped: 2,
        errors: [
          { line: 3, sku: null, reason: 'sku_missing' },
          { line: 4, sku: 'ABC-003', reason: 'title_missing' },
        ],
      },
    ]);
    expect(await skus()).toEqual([['ABC-001', 150.5]]);
  });

  it('imported again it updates, and never inserts twice', async () => {
    expect((await importNow(encoded(LIST, 'windows-1251'))).body).toMatchObject({ received: 2, inserted: 2 });
    const cheaper = LIST.replace('150,50', '140,50').replaceAll(';', '\t');
    expect((await importNow(cheaper)).body).toMatchObject({
      inserted: 0,
      updated: 1,
      unchanged: 1,
      errors: [],
    });
    expect((await importNow(cheaper)).body).toMatchObject({ inserted: 0, received: 2 });
    expect(await skus()).toEqual([
      ['КР-1', 990],
      ['ТР-20', 140.5],
    ]);
  });

  it('a workbook goes the same way', async () => {
    const rows: CellValue[][] = [
      ['Прайс-лист'],
      ['Артикул', 'Наименование', 'Цена'],
      ['007', 'Труба', 150.5],
    ];
    const book = await writeXlsx({ sheets: [{ name: 'Прайс', rows }] });
    expect((await importNow(book, 'price.xlsx')).body).toMatchObject({ inserted: 1, errors: [] });
    expect(await skus()).toEqual([['007', 150.5]]);
  });

  it.each([
    ['an empty file', '', 422],
    ['a table of something else', 'Имя;Телефон\nОльга;5-12-33\n', 422],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452ff', 'hex'), 422],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 422],
    ['a file that is too large', Buffer.alloc(MAX_BYTES + 1, 'x'), 413],
  ])('refuses %s, and changes nothing', async (_, content, status) => {
    expect((await importNow(content)).status).toBe(status);
    expect(await skus()).toEqual([]);
  });

  it('refuses forms without a file, other bodies, and operators', async () => {
    const stranger = form(LIST, 'price.csv', 'other');
    expect((await call('POST', '/admin/catalog/import', stranger)).status).toBe(422);
    expect((await call('POST', '/admin/catalog/import', { file: LIST })).status).toBe(415);
    expect((await importNow(LIST, 'price.csv', 'operator')).status).toBe(403);
  });
});

describe('a price list in the panel', () => {
  it('is uploaded, seen, decided about, previewed, applied and undone', async () => {
    const { status, body } = await upload(encoded(LIST, 'windows-1251'), 'Прайс.csv');
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'draft', source: 'file', format: 'csv', file_name: 'Прайс.csv' });
    const table = {
      charset: 'windows-1251',
      separator: ';',
      header_row: 1,
      mapping: { sku: 0, title: 1, price: 2, stock_qty: 3, category: 4 },
      rows_estimate: 2,
    };
    expect(body.table).toMatchObject(table);
    const { id } = body;
    expect((await call('GET', `/imports/${id}/table`)).body.table).toMatchObject(table);

    const decided = await call('PUT', `/imports/${id}/table`, {
      mapping: { sku: 0, title: 1, price: 2 },
      skip_bad: false,
    });
    expect(decided.body.table).toMatchObject({ separator: ';', mapping: { sku: 0, title: 1, price: 2 } });
    expect((await call('GET', `/imports/${id}`)).body).toMatchObject({ status: 'draft', skip_bad: false });

    expect((await call('POST', `/imports/${id}/preview`)).status).toBe(200);
    const seen = await settled(id);
    expect(seen).toMatchObject({
      status: 'ready',
      inserted: 2,
      preview: { new: [{ sku: 'ТР-20' }, { sku: 'КР-1' }] },
    });
    expect(await skus()).toEqual([]);

    await call('POST', `/imports/${id}/apply`, { accepted: false });
    expect(await settled(id)).toMatchObject({ status: 'done', inserted: 2, undoable: true });
    expect(await skus()).toHaveLength(2);

    expect((await call('POST', `/imports/${id}/undo`)).status).toBe(200);
    expect(await settled(id)).toMatchObject({ status: 'undone' });
    expect(await skus()).toEqual([]);
  });

  it('another separator or encoding is looked at anew, a bad one is seen', async () => {
    const { id } = (await upload(LIST)).body;
    const wrong = await call('PUT', `/imports/${id}/table`, { separator: ',' });
    expect(wrong.body.table).toMatchObject({ separator: ',', mapping: {} });
    expect((await call('POST', `/imports/${id}/preview`)).status).toBe(422);
    const right = await call('PUT', `/imports/${id}/table`, { separator: ';' });
    expect(right.body.table).toMatchObject({ mapping: { sku: 0, title: 1 } });
  });

  it('a full load that hides much is held, and goes on when its risks are accepted', async () => {
    const many = Array.from({ length: 10 }, (_, at) => `А-${at};Товар ${at};${at + 1}`).join('\n');
    await importNow(`Артикул;Наименование;Цена\n${many}\n`);
    const { id } = (await upload('Артикул;Наименование;Цена\nА-1;Товар 1;2\n')).body;
    await call('PUT', `/imports/${id}/table`, { full_load: true });
    await call('POST', `/imports/${id}/apply`, { accepted: false });
    expect(await settled(id)).toMatchObject({
      status: 'ready',
      risks: [{ kind: 'hides_many', count: 9, of: 10 }],
    });
    expect(await skus()).toHaveLength(10);
    expect((await call('POST', `/imports/${id}/apply`, { accepted: false })).status).toBe(409);
    await call('POST', `/imports/${id}/apply`, { accepted: true });
    expect(await settled(id)).toMatchObject({ status: 'done', hidden: 9 });
    expect(await skus()).toEqual([['А-1', 2]]);
  });

  it('all or nothing: one bad row refuses the whole list; mended bad rows can be loaded', async () => {
    const bad = `${LIST};Без артикула;5;1;Прочее\n`;
    const { id } = (await upload(bad)).body;
    await call('PUT', `/imports/${id}/table`, { skip_bad: false });
    await call('POST', `/imports/${id}/apply`, { accepted: false });
    expect(await settled(id)).toMatchObject({ status: 'failed', failure: { reason: 'bad_rows' } });
    expect(await skus()).toEqual([]);
    const rows = (await call('GET', `/imports/${id}/bad-rows.csv`)).bytes.toString();
    expect(rows).toContain('Без артикула');
    const mended = await upload(
      rows.replace(/^(\uFEFF?)(.*)\r\n(.*)/, (_, mark, names, row) => `${mark}sku,${names}\r\nНОВ-1,${row}`),
    );
    expect(mended.body.table).toMatchObject({ mapping: { sku: 0 } });
    await call('POST', `/imports/${mended.body.id}/apply`, { accepted: false });
    expect(await settled(mended.body.id)).toMatchObject({ status: 'done', inserted: 1 });
    expect(await skus()).toEqual([['НОВ-1', 5]]);
  });

  it('is cancelled, and then nothing can be decided about it', async () => {
    const { id } = (await upload(LIST)).body;
    expect((await call('POST', `/imports/${id}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    for (const [method, path] of [
      ['GET', 'table'],
      ['PUT', 'table'],
      ['POST', 'preview'],
    ] as const)
      expect((await call(method, `/imports/${id}/${path}`, method === 'PUT' ? {} : undefined)).status).toBe(
        409,
      );
    expect((await call('POST', `/imports/${id}/undo`)).status).toBe(409);
  });

  it('refuses what is wrong, unknown, or not allowed', async () => {
    const { id } = (await upload(LIST)).body;
    for (const body of [
      { separator: 'x' },
      { mapping: { colour: 1 } },
      { mapping: { sku: -1 } },
      { extra: 1 },
    ])
      expect((await call('PUT', `/imports/${id}/table`, body)).status).toBe(422);
    for (const [method, path] of [
      ['GET', 'table'],
      ['PUT', 'table'],
      ['POST', 'preview'],
      ['POST', 'cancel'],
      ['POST', 'undo'],
    ] as const) {
      const body = method === 'PUT' ? {} : undefined;
      expect((await call(method, `/imports/999999/${path}`, body)).status).toBe(404);
      expect((await call(method, `/imports/${id}/${path}`, body, 'operator')).status).toBe(403);
    }
    expect((await upload(LIST, 'price.csv', 'operator')).status).toBe(403);
    expect((await upload(Buffer.alloc(MAX_BYTES + 1, 'x'))).status).toBe(413);
  });
});

describe('an exported table imported again changes nothing', () => {
  const HARD = [
    'sku;title;category;description;price;prices.Опт;stocks.Москва;stock_qty;unit;barcode;pack_qty',
    "'-5;'=Труба;Трубы > ПВХ 1/2;'+скидка;10,50;9;3;3;шт;0460000000017;5",
    '\'\'=A;@дом;Краны 1/2 >;"две\nстроки; и ""кавычки""";;;;-2,5;;;',
    '007;Ноль;;;0;;;0;м;;',
    'ABC;Без категории, со слэшем A/B;A \\ B;;1234567.89;;;0,001;;;',
  ].join('\n');

  it.each(['csv', 'xlsx'])('as %s', async (format) => {
    expect((await importNow(HARD)).body).toMatchObject({ inserted: 4, errors: [] });
    await catalogue.query("update products set withdrawn = true where sku = '007'");
    await catalogue.query("update products set hidden_by_office = true where sku = 'ABC'");
    const before = await catalogue.dump();
    const { bytes, status } = await call('GET', `/products.${format}?hidden=all`);
    expect(status).toBe(200);
    expect((await importNow(bytes)).body).toMatchObject({ received: 4, unchanged: 4, errors: [] });
    const without = (dump: string) => dump.replace(/"(content_hash|changed_batch|changed_at)": .*/g, '');
    expect(without(await catalogue.dump())).toBe(without(before));
  });

  it('and the filters of the list hold', async () => {
    await importNow(LIST);
    const text = (await call('GET', '/products.csv?q=Кран')).bytes.toString();
    expect(text).toContain('КР-1');
    expect(text).not.toContain('ТР-20');
    expect((await call('GET', '/products.csv?colour=red')).status).toBe(422);
  });
});
