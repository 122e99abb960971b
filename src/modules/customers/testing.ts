import { afterAll, beforeAll, beforeEach } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, assertMay, PERMISSIONS, type Permission, type Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { Words } from '#modules/conversations/index.ts';
import type { OpenDatabase, Tx } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { addCustomerRoutes, createCustomerDesk, createCustomers, createOrganizations } from './index.ts';
import { enrol } from './standing.ts';

const START = Date.parse('2026-03-01T12:00:00Z');

/** For tests: customers over a database of their own with a clock that stands, and a server of their routes. */
export const customersBench = () => {
  let database: OpenDatabase;
  let served: Served;
  let now = START;
  let tries = 0;
  let employee = '';
  const clock = { now: () => now };
  const said: Words[] = [];
  const say = async (_: Tx, words: Words) => said.push(words) > 0;
  const audit = createAudit({ clock, log: silent });
  const customers = createCustomers({ clock });
  const organizations = createOrganizations({
    audit,
    say,
    clock,
    guesses: async () => (tries++ < 10 ? 0 : 600),
  });

  beforeAll(async () => {
    database = await testDatabase();
    const { db } = database;
    employee = await addPerson('Мария Менеджер');
    const linksOf = async (code: string) => [`https://office.example.com/#join=${code}`];
    const desk = createCustomerDesk({ db, audit, clock, say, organizations, linksOf });
    served = await serve((http) => addCustomerRoutes(http, { desk }), {
      guards: { ...guards, metrics: async () => {} },
    });
  });
  beforeEach(() => {
    now = START;
    tries = 0;
    said.length = 0;
  });
  afterAll(async () => {
    await served?.close();
    await database?.close();
  });

  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.db.transaction().execute(work);

  const addPerson = async (name = 'Анна Петрова', phone?: string): Promise<string> => {
    const id = newId();
    await database.db.insertInto('people').values({ id, name }).execute();
    if (phone)
      await database.db
        .insertInto('identities')
        .values({ id: newId(), person_id: id, kind: 'phone', value: phone, verified_at: new Date(START) })
        .execute();
    return id;
  };

  /** An organization with these members; the first owns it. */
  const addOrganization = async (
    name: string,
    members: readonly string[] = [],
    fields: { kind?: 'company' | 'private'; blocked_at?: Date; created_at?: Date } = {},
  ): Promise<string> => {
    const id = newId();
    await database.db
      .insertInto('organizations')
      .values({ id, name, kind: 'company', ...fields })
      .execute();
    for (const member of members) await inTx((tx) => enrol(tx, id, member));
    return id;
  };

  /** Actions that the audit has of something, the first first. */
  const auditOf = async (id: string) =>
    await database.db
      .selectFrom('audit_entries')
      .select(['action', 'before', 'after'])
      .where('subject_id', '=', id)
      .orderBy('seq')
      .execute();

  /** Sends a request as somebody with these roles; a body is sent as JSON. */
  const call = async (
    method: string,
    path: string,
    { role = 'manager', body }: { role?: Role; body?: unknown } = {},
  ) => {
    const response = await fetch(`${served.url}/shop${path}`, {
      method,
      headers: {
        'x-person': employee,
        'x-roles': role,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, text, body: isJson && text !== '' ? JSON.parse(text) : undefined };
  };

  return {
    get db() {
      return database.db;
    },
    /** Who sends the requests. */
    employee: () => employee,
    clock,
    customers,
    organizations,
    said,
    inTx,
    addPerson,
    addOrganization,
    auditOf,
    call,
    /** The time goes on. */
    pass: (ms: number): void => {
      now += ms;
    },
  };
};

/** For tests: a customer who acts in a chat. */
export const customer = (personId: string): Actor => ({
  personId,
  roles: [],
  channel: 'telegram',
  address: '1',
  traceId: null,
});

/** In place of sessions: who somebody is, the request says itself. */
const guards = Object.fromEntries(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    permission,
    async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
      const roles = String(request.headers['x-roles'] ?? '').split(',') as Role[];
      const personId = String(request.headers['x-person']);
      request.actor = { personId, roles, channel: 'panel', address: '127.0.0.1', traceId: null };
      assertMay(request.actor, permission);
    },
  ]),
);
