import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, assertMay, PERMISSIONS, type Permission, type Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { type Aliases, createAliases } from './aliases.ts';
import { addAliasRoutes } from './routes.ts';

const clock = { now: () => Date.parse('2026-03-01T12:00:00Z') };
const organizationId = newId();
const anna = newId();

let database: OpenDatabase;
let served: Served;
let aliases: Aliases;
let productIds: number[] = [];

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await db.insertInto('people').values({ id: anna, name: 'Анна', roles: [] }).execute();
  await sql`insert into organizations (id, name, kind) values (${organizationId}, 'Ромашка', 'company')`.execute(
    db,
  );
  productIds = [];
  for (const title of ['Изолента синяя', 'Хомут червячный']) {
    const { id } = await db
      .insertInto('products')
      .values({ sku: title, sku_normal: title, title, stock_qty: '1' })
      .returning('id')
      .executeTakeFirstOrThrow();
    productIds.push(id);
  }
  aliases = createAliases({ db, audit: createAudit({ clock, log: silent }), clock });
  served = await serve(
    (http) =>
      void http.register(async (scope: Http) => addAliasRoutes(scope, { aliases }), { prefix: '/shop' }),
    { guards: { ...guards, metrics: async () => {} } },
  );
});
afterAll(async () => {
  await served?.close();
  await database?.close();
});

const employee = (role: string): Actor => ({
  personId: anna,
  roles: role === 'nobody' ? [] : [role as Role],
  channel: 'panel',
  address: '127.0.0.1',
  traceId: null,
});

const guards = Object.fromEntries(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    permission,
    async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
      request.actor = employee(String(request.headers['x-role']));
      assertMay(request.actor, permission);
    },
  ]),
);

const call = async (method: string, path: string, role = 'manager') => {
  const response = await fetch(`${served.url}/shop/aliases${path}`, { method, headers: { 'x-role': role } });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};

const teach = (phrase: string, product: number, more: { office?: boolean; for?: string | null } = {}) =>
  database.db.transaction().execute((tx) =>
    aliases.teach(tx, {
      organizationId: more.for === undefined ? organizationId : more.for,
      phrase,
      productId: productIds[product] ?? 0,
      by: anna,
      office: more.office ?? false,
    }),
  );

describe('aliases in the panel', () => {
  it('are listed with their organization and product, found by words, and forgotten', async () => {
    expect(await teach('синенькая', 0)).toBe(true);
    expect(await teach('Синенькую', 0)).toBe(true);
    expect(await teach('лента', 0, { for: null, office: true })).toBe(true);
    const { status, body } = await call('GET', '?sort=-times');
    expect(status).toBe(200);
    expect(body.total).toBe(2);
    expect(body.items[0]).toMatchObject({
      said: 'Синенькую',
      organization: { id: organizationId, name: 'Ромашка' },
      product: { title: 'Изолента синяя', hidden: false },
      times: 2,
      taught_by: { name: 'Анна' },
      by_office: false,
    });
    expect((await call('GET', `?organization_id=${organizationId}`)).body.total).toBe(1);
    expect((await call('GET', '?q=изолент')).body.total).toBe(2);
    expect((await call('GET', '?q=синеньку')).body.total).toBe(1);
    expect((await call('GET', '?q=%25')).body.total).toBe(0);
    const { id } = body.items[0];
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/${id}`)).status).toBe(404);
    expect((await call('GET', '')).body.total).toBe(1);
    const audited = await database.db.selectFrom('audit_entries').select('action').execute();
    expect(audited.map(({ action }) => action)).toEqual(['aliases.forget']);
  });

  it('teach nothing that means nothing, nothing to everybody by a customer, nothing that is not there', async () => {
    expect(await teach('1/2 20х30', 0)).toBe(false);
    expect(await teach('м', 0)).toBe(false);
    expect(await teach('хомутик', 1, { for: null })).toBe(false);
    expect(await teach('призрак', 5)).toBe(false);
    expect(await teach('а'.repeat(1_000), 0)).toBe(false);
  });

  it('the newest lesson wins, and counts anew', async () => {
    await teach('хомутик', 0);
    await teach('хомутики', 1, { office: true });
    const { body } = await call('GET', '?q=хомут');
    expect(body.items).toMatchObject([{ times: 1, by_office: true, product: { title: 'Хомут червячный' } }]);
  });

  it.each([
    ['GET', '', 'nobody', 403],
    ['DELETE', '/1', 'operator', 403],
    ['DELETE', '/0', 'manager', 400],
    ['DELETE', '/many', 'manager', 400],
    ['GET', '?sort=phrase;drop', 'manager', 400],
    ['GET', '?organization_id=1', 'manager', 400],
  ])('%s %s as %s: %i', async (method, path, role, status) => {
    const answer = await call(method, path, role);
    expect([status, status === 400 ? 422 : status]).toContain(answer.status);
  });
});
