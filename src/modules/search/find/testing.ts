import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { newId } from '#kernel/ids.ts';
import {
  type Actor,
  assertMay,
  PERMISSIONS,
  type Permission,
  ROLES,
  type Role,
} from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import { normalSku } from '#modules/catalogue/index.ts';
import type { Database, OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import type { IndexAnswer, IndexHit, Search, SearchIndex } from '../contract.ts';
import { createEngine } from '../engine/engine.ts';
import type { ReplicaState } from '../replica/message.ts';
import { selectProducts } from '../replica/products.ts';
import { readSynonyms } from '../replica/synonyms.ts';
import { createSearch } from './find.ts';
import { addSearchRoutes, createSearchDesk, type SearchDesk } from './register.ts';

/** What the tests of search say its time is, unless they let it pass. */
export const START = Date.parse('2026-03-01T12:00:00Z');
export const READY: ReplicaState = { state: 'ready', documents: 3, terms: 9, megabytes: 1, progress: null };

interface ProductOptions {
  readonly title?: string;
  readonly sku?: string;
  readonly category?: number | null;
  readonly barcode?: string;
  readonly stock?: string;
  readonly hidden?: boolean;
}

type Employee = Actor & { readonly personId: string };

/** For tests: a catalogue in a database of its own, search over an index of it, and a server of its routes. */
export const searchBench = (indexOf: (db: Database) => SearchIndex = freshIndex) => {
  let database: OpenDatabase;
  let served: Served;
  let search: Search;
  let desk: SearchDesk;
  let now = START;
  let products = 0;
  const clock = { now: () => now };
  const employees = new Map<string, Employee>();

  beforeAll(async () => {
    database = await testDatabase();
    const { db } = database;
    for (const role of [...ROLES, 'nobody']) {
      const employee = actor(role === 'nobody' ? [] : [role as Role]);
      employees.set(role, employee);
      await db
        .insertInto('people')
        .values({ id: employee.personId, name: role, roles: [...employee.roles] })
        .execute();
    }
    search = createSearch({ db, index: indexOf(db), clock, log: silent });
    const audit = createAudit({ clock, log: silent });
    desk = createSearchDesk({ db, search, state: () => READY, audit, clock, log: silent });
    served = await serve((http) => addSearchRoutes(http, desk), {
      guards: { ...guardsOf(employees), metrics: async () => {} },
    });
  });
  afterAll(async () => {
    await served?.close();
    await database?.close();
  });

  const addCategory = async (title: string): Promise<number> => {
    const { id } = await database.db
      .insertInto('categories')
      .values({ title })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };

  const addProduct = async (options: ProductOptions = {}): Promise<number> => {
    products += 1;
    const { title = 'Труба ПВХ 20мм', sku = `ART-${products}`, category = null } = options;
    const { barcode = null, stock = '12', hidden = false } = options;
    const { id } = await database.db
      .insertInto('products')
      .values({
        sku,
        sku_normal: normalSku(sku),
        guid: newId(),
        title,
        category_id: category,
        barcode,
        price: '150.50',
        stock_qty: stock,
        hidden_by_office: hidden,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };

  const addPerson = async (name = 'Анна'): Promise<string> => {
    const id = newId();
    await database.db.insertInto('people').values({ id, name, roles: [] }).execute();
    return id;
  };

  /** The journal, the first search first. */
  const journal = () => database.db.selectFrom('search_log').selectAll().orderBy('id').execute();

  /** Entries of the audit, the first first. */
  const audited = () => database.db.selectFrom('audit_entries').selectAll().orderBy('seq').execute();

  /** Sends a request as somebody with this role; a body is sent as JSON. */
  const call = async (
    method: string,
    path: string,
    { as = 'manager', body }: { as?: string; body?: unknown } = {},
  ) => {
    const response = await fetch(`${served.url}/shop${path}`, {
      method,
      headers: { 'x-role': as, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

  return {
    get db() {
      return database.db;
    },
    get connection() {
      return database.connection;
    },
    get search() {
      return search;
    },
    get desk() {
      return desk;
    },
    clock,
    /** The employee of this role, or `nobody` without one. */
    employee: (role: string): Employee => employees.get(role) ?? actor([]),
    addCategory,
    addProduct,
    addPerson,
    journal,
    audited,
    call,
    /** The time goes on. */
    pass: (ms: number): void => {
      now += ms;
    },
  };
};

/** For tests: the engine, filled anew from the database for each query. */
export const freshIndex = (db: Database): SearchIndex => ({
  search: async (query) => {
    const engine = createEngine();
    const { rows } = await selectProducts(sql`true`).execute(db);
    for (const product of rows) engine.put(product);
    engine.setSynonyms(await readSynonyms(db));
    return engine.search(query);
  },
});

/** For tests: an answer with nothing in it. */
export const NO_ANSWER: IndexAnswer = {
  hits: [],
  corrected: null,
  unknown: [],
  empty: false,
  unsure: true,
  terms: [],
};

/** For tests: a hit of which only the score matters. */
export const hit = (productId: number, score: number): IndexHit => ({
  productId,
  score,
  share: score,
  coverage: 1,
  matches: [],
  missed: [],
});

const actor = (roles: readonly Role[]): Employee => ({
  personId: newId(),
  roles,
  channel: 'panel',
  address: '127.0.0.1',
  traceId: null,
});

/** In place of sessions: what somebody is, the request says itself. */
const guardsOf = (employees: ReadonlyMap<string, Employee>) =>
  Object.fromEntries(
    (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
      permission,
      async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
        request.actor = employees.get(String(request.headers['x-role'])) ?? actor([]);
        assertMay(request.actor, permission);
      },
    ]),
  );
