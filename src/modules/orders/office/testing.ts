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
import type { Listener } from '#platform/db/notifications.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent } from '#test/database.ts';
import { atPanel, ordersBench } from '../testing.ts';
import { addAdminOrderRoute, addOrderRoutes, createOrderDesk, type OrderDesk } from './register.ts';

/** For tests: orders, what the office does with them, and a server of its routes. */
export const officeBench = ({ zone = 'Europe/Moscow' }: { zone?: string } = {}) => {
  const bench = ordersBench();
  let served: Served;
  let desk: OrderDesk;
  const employees = new Map<string, Actor & { readonly personId: string }>();
  const listeners: Listener[] = [];

  beforeAll(async () => {
    for (const role of [...ROLES, 'nobody']) {
      const roles = role === 'nobody' ? [] : [role as Role];
      const personId = newId();
      await bench.db.insertInto('people').values({ id: personId, name: role, roles }).execute();
      employees.set(role, { ...atPanel(personId, ...roles), personId });
    }
    desk = createOrderDesk({
      db: bench.db,
      audit: createAudit({ clock: bench.clock, log: silent }),
      notifications: { on: (_, listener) => void listeners.push(listener) },
      timeZone: async () => zone,
      clock: bench.clock,
      teach: bench.teach,
      emit: bench.emit,
    });
    served = await serve(
      async (http) => {
        await addOrderRoutes(http, { ...desk, recheck: async () => {} });
        addAdminOrderRoute(http, desk);
      },
      { guards: { ...guardsOf(employees), metrics: async () => {} } },
    );
  });
  afterAll(async () => served?.close());

  const employee = (role: string) => {
    const found = employees.get(role);
    if (!found) throw new Error(`no ${role}`);
    return found;
  };

  /** Sends a request as somebody with this role; a body is sent as JSON. */
  const call = async (
    method: string,
    path: string,
    { as = 'manager', body }: { as?: string; body?: unknown } = {},
  ) => {
    const response = await fetch(`${served.url}${path}`, {
      method,
      headers: { 'x-role': as, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, text, body: isJson ? JSON.parse(text) : undefined };
  };

  return Object.assign(Object.create(bench) as typeof bench, {
    desk: () => desk,
    employee,
    call,
    /** What the database would notify of. */
    notify: (payload: string): void => {
      for (const { heard } of listeners) heard(payload);
    },
    /** The address of the server. */
    url: () => served.url,
  });
};

/** In place of sessions: what somebody is, the request says itself. */
const guardsOf = (employees: ReadonlyMap<string, Actor>) =>
  Object.fromEntries(
    (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
      permission,
      async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
        const actor = employees.get(String(request.headers['x-role']));
        if (actor) request.actor = actor;
        assertMay(actor ?? atPanel(newId()), permission);
      },
    ]),
  );
