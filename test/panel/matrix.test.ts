import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, type Permission, ROLES, type Role } from '#modules/access/index.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Employee, panelClient } from '#test/actors/panel.ts';
import { type ApiRoute, addressOf, routesOf } from './routes.ts';
import { sampleOf } from './sample.ts';

let office: TestOffice;
let routes: readonly ApiRoute[];
const byRole = new Map<Role, Employee>();

beforeAll(async () => {
  office = await openOffice();
  routes = routesOf(office.app());
  for (const role of ROLES) byRole.set(role, await office.employee({ roles: [role] }));
});
afterAll(() => office?.close());

const ofPanel = (): readonly (ApiRoute & { permission: Permission })[] =>
  routes.filter(
    (route): route is ApiRoute & { permission: Permission } =>
      route.permission !== undefined && route.permission !== 'visitor',
  );

const nameOf = ({ method, path }: ApiRoute): string => `${method} ${path}`;

/** Sends a well-formed request; a stream is left at once. */
const call = async (client: Pick<Employee, 'open'>, route: ApiRoute): Promise<number> => {
  const leaving = new AbortController();
  const body = route.body && sampleOf(route.body);
  const answer = await client.open(route.method, addressOf(route), body, { signal: leaving.signal });
  const { status } = answer;
  leaving.abort();
  return status;
};

/** These end the session that calls them. */
const ENDS_SESSIONS = new Set(['DELETE /api/v1/session']);

describe('every route of the panel', () => {
  it('that is open to everybody is one of these', () => {
    const open = routes.filter(({ permission }) => permission === undefined).map(nameOf);
    expect(open.toSorted()).toEqual([
      'DELETE /api/v1/session',
      'GET /api/v1/session',
      'GET /api/v1/shop/images/{id}',
      // A signed address, which customers get with an answer.
      'GET /api/v1/shop/questions/attachments/{token}',
      'POST /api/v1/chat/sessions',
      'POST /api/v1/password-links',
      'POST /api/v1/password-links/use',
      'POST /api/v1/session',
      'POST /api/v1/session/code',
    ]);
  });

  it('asks a stranger to log in', async () => {
    const stranger = panelClient(office.base());
    const answers = [];
    for (const route of ofPanel()) answers.push([nameOf(route), await call(stranger, route)]);
    expect(answers.length).toBeGreaterThan(40);
    expect(answers.filter(([, status]) => status !== 401)).toEqual([]);
  });

  it.each(ROLES)('lets a %s in exactly where the table says', async (role) => {
    const employee = byRole.get(role) as Employee;
    const wrong = [];
    for (const route of ofPanel()) {
      if (ENDS_SESSIONS.has(nameOf(route))) continue;
      const status = await call(employee, route);
      const isIn = status !== 401 && status !== 403;
      if (isIn !== may([role], route.permission) || status >= 500) wrong.push([nameOf(route), status]);
    }
    expect(wrong).toEqual([]);
  });

  it('that changes something refuses a session without its token against forgery', async () => {
    const { cookies } = byRole.get('administrator') as Employee;
    const forger = panelClient(office.base());
    for (const [name, value] of cookies) forger.cookies.set(name, value);
    const wrong = [];
    for (const route of ofPanel().filter(({ method }) => method !== 'GET')) {
      const status = await call(forger, route);
      if (status !== 403) wrong.push([nameOf(route), status]);
    }
    expect(wrong).toEqual([]);
  });

  it('gives nothing to somebody whose roles were taken away', async () => {
    const former = await office.employee({ roles: ['administrator'] });
    await office.db.updateTable('people').set({ roles: [] }).where('id', '=', former.personId).execute();
    const wrong = [];
    for (const route of ofPanel()) {
      const status = await call(former, route);
      if (status !== 403 && status !== 401) wrong.push([nameOf(route), status]);
    }
    expect(wrong).toEqual([]);
  });
});
