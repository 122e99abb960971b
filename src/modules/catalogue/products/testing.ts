import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, assertMay, PERMISSIONS, type Permission, type Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import { silent, testDatabase } from '#test/database.ts';
import { recountCategories } from '../categories/recount.ts';
import { normalSku } from '../reading/sku.ts';
import type { ProductFind } from './list.ts';
import { addGoodsRoutes, createGoods, type Goods } from './register.ts';

interface ProductOptions {
  readonly sku?: string;
  readonly title?: string;
  readonly category?: number | null;
  readonly price?: string | null;
  readonly stock?: string;
  readonly barcode?: string;
  readonly guid?: string;
  readonly unit?: string;
  readonly withdrawn?: boolean;
  readonly hiddenByOffice?: boolean;
}

/** For tests: a catalogue in a database of its own, what the office does with it, and a server of its routes. */
export const goodsBench = ({ find }: { find?: ProductFind } = {}) => {
  let database: OpenDatabase;
  let storage: FileStorage;
  let goods: Goods;
  let served: Served;
  let folder: string;
  let products = 0;

  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'kontora-goods-'));
    storage = await createFolderStorage({ folder });
    const audit = createAudit({ clock: systemClock, log: silent });
    goods = createGoods({ db: database.db, audit, storage, clock: systemClock, find });
    served = await serve((http) => addGoodsRoutes(http, { db: database.db, goods }), {
      guards: { ...guards, metrics: async () => {} },
    });
  });
  afterAll(async () => {
    await served?.close();
    await database?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const addCategory = async (title: string, parent: number | null = null, position = 0): Promise<number> => {
    const { id } = await database.db
      .insertInto('categories')
      .values({ title, parent_id: parent, position })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };

  /** Adds a product, and counts it where it is seen. */
  const addProduct = async (options: ProductOptions = {}): Promise<number> => {
    products += 1;
    const { sku = `ART-${products}`, title = 'Труба ПВХ 20мм', category = null, price = '150.50' } = options;
    const { stock = '12', barcode = null, guid = null, unit = null } = options;
    const { withdrawn = false, hiddenByOffice = false } = options;
    return await database.db.transaction().execute(async (tx) => {
      const { id } = await tx
        .insertInto('products')
        .values({
          sku,
          sku_normal: normalSku(sku),
          title,
          category_id: category,
          price,
          stock_qty: stock,
          barcode,
          guid,
          unit,
          withdrawn,
          hidden_by_office: hiddenByOffice,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      if (category !== null) await recountCategories(tx, sql`select ${category}::integer`);
      return id;
    });
  };

  /** What the kept count says is seen in the category itself. */
  const visibleIn = async (category: number): Promise<number> => {
    const row = await database.db
      .selectFrom('categories')
      .select('visible_products')
      .where('id', '=', category)
      .executeTakeFirstOrThrow();
    return row.visible_products;
  };

  /** Entries of the audit, the first first. */
  const audited = () => database.db.selectFrom('audit_entries').selectAll().orderBy('seq').execute();

  /** Sends a request as somebody with this role; a body is sent as JSON unless it is a form. */
  const call = async (
    method: string,
    path: string,
    { as = 'manager', body }: { as?: Role; body?: unknown } = {},
  ) => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${served.url}/shop${path}`, {
      method,
      headers: {
        'x-role': as,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? JSON.parse(bytes.toString()) : undefined,
    };
  };

  return {
    get db() {
      return database.db;
    },
    get storage() {
      return storage;
    },
    get goods() {
      return goods;
    },
    get url() {
      return `${served.url}/shop`;
    },
    addCategory,
    addProduct,
    visibleIn,
    audited,
    call,
  };
};

/** For tests: somebody at the panel with this role. */
export const employee = (role: Role): Actor => ({
  personId: newId(),
  roles: [role],
  channel: 'panel',
  address: '127.0.0.1',
  traceId: null,
});

/** In place of sessions: what somebody is, the request says itself. */
const guards = Object.fromEntries(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    permission,
    async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
      request.actor = employee(String(request.headers['x-role']) as Role);
      assertMay(request.actor, permission);
    },
  ]),
);
