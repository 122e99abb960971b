import { afterAll, beforeAll, beforeEach } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, assertMay, PERMISSIONS, type Permission, type Role } from '#modules/access/index.ts';
import { createAudit } from '#modules/audit/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { addPeopleRoutes, createRegister, type PersonalData, type Register } from './index.ts';

/** What the tests of the register say its time is, unless they let it pass. */
export const START = Date.parse('2026-03-01T12:00:00Z');
/** The account that the configuration makes an administrator. */
export const CONFIGURED = '700';

interface PersonOptions {
  readonly name?: string;
  readonly locale?: 'ru' | 'en' | null;
  readonly roles?: readonly Role[];
  readonly login?: string;
  /** Verified, unless a value ends with `?`. */
  readonly identities?: readonly (readonly [kind: string, value: string])[];
  readonly createdAt?: Date;
}

/** For tests: the register over a database of its own with a clock that stands, and a server of its routes. */
export const registerBench = (parts: (database: OpenDatabase) => readonly PersonalData[] = () => []) => {
  let database: OpenDatabase;
  let register: Register;
  let served: Served;
  let now = START;
  const clock = { now: () => now };

  beforeAll(async () => {
    database = await testDatabase();
    register = createRegister({
      db: database.db,
      audit: createAudit({ clock, log: silent }),
      clock,
      configured: [{ kind: 'telegram', account: CONFIGURED, roles: ['administrator'] }],
      parts: parts(database),
      log: silent,
    });
    served = await serve((http) => addPeopleRoutes(http, { register }), {
      guards: { ...guards, metrics: async () => {} },
    });
  });
  beforeEach(() => {
    now = START;
  });
  afterAll(async () => {
    await served?.close();
    await database?.close();
  });

  const addPerson = async (options: PersonOptions = {}): Promise<string> => {
    const { name = 'Анна Петрова', locale = null, roles = [], login, identities = [], createdAt } = options;
    const id = newId();
    const { db } = database;
    await db
      .insertInto('people')
      .values({ id, name, locale, roles: [...roles], ...(createdAt ? { created_at: createdAt } : {}) })
      .execute();
    for (const [kind, value] of identities)
      await db
        .insertInto('identities')
        .values({
          id: newId(),
          person_id: id,
          kind,
          value: value.replace(/\?$/, ''),
          verified_at: value.endsWith('?') ? null : new Date(START),
        })
        .execute();
    if (login) await db.insertInto('accounts').values({ person_id: id, login, password_hash: '-' }).execute();
    return id;
  };

  /** Entries of the audit about a person, the first first. */
  const auditOf = (id: string) =>
    database.db.selectFrom('audit_entries').selectAll().where('subject_id', '=', id).orderBy('seq').execute();

  /** Sends a request as a person with these roles; a body is sent as JSON. */
  const call = async (method: string, path: string, { as, body }: { as: Actor; body?: unknown }) => {
    const response = await fetch(`${served.url}${path}`, {
      method,
      headers: {
        'x-person': as.personId ?? '',
        'x-roles': as.roles.join(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };

  return {
    get db() {
      return database.db;
    },
    get register() {
      return register;
    },
    addPerson,
    auditOf,
    call,
    /** The time goes on. */
    pass: (ms: number): void => {
      now += ms;
    },
  };
};

/** For tests: somebody at the panel who has these roles. */
export const actor = (roles: readonly Role[], personId: string = newId()): Actor & { personId: string } => ({
  personId,
  roles,
  channel: 'panel',
  address: '127.0.0.1',
  traceId: null,
});

/** In place of sessions: who somebody is, the request says itself. */
const guards = Object.fromEntries(
  (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    permission,
    async (request: { headers: Record<string, unknown>; actor?: Actor }) => {
      const roles = String(request.headers['x-roles'] ?? '').split(',') as Role[];
      request.actor = actor(roles, String(request.headers['x-person']));
      assertMay(request.actor, permission);
    },
  ]),
);
