import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#modules/access/index.ts';
import { openOffice, type TestOffice } from '#test/actors/office.ts';
import { type Employee, panelClient } from '#test/actors/panel.ts';
import { routesOf } from './routes.ts';

let office: TestOffice;
/** Of each role two: one who owns the objects, and a colleague. */
const owners = new Map<Role, Employee>();
const colleagues = new Map<Role, Employee>();

beforeAll(async () => {
  office = await openOffice();
  for (const role of ROLES) {
    owners.set(role, await office.employee({ roles: [role] }));
    colleagues.set(role, await office.employee({ roles: [role] }));
  }
});
afterAll(() => office?.close());

const newest = sql<{ id: string }>`select id from conversations order by created_at desc, id desc limit 1`;

/** A conversation of the web chat that nobody has. */
const conversation = async (): Promise<string> => {
  const visitor = await office.person('webchat');
  await visitor.says('Здравствуйте');
  await visitor.hears(/./);
  const { rows } = await newest.execute(office.db);
  return rows[0]?.id ?? '';
};

/** What a role gets on an object of its own, and on the same object of a colleague. */
interface Ownership {
  readonly make: (owner: Employee) => Promise<string>;
  readonly body?: object;
  readonly own: number;
  readonly foreign: Readonly<Record<Role, number>>;
}

const all = (status: number): Readonly<Record<Role, number>> => ({
  administrator: status,
  manager: status,
  operator: status,
});
const managed = (status: number): Readonly<Record<Role, number>> => ({ ...all(status), operator: 403 });

const operated = async (owner: Employee): Promise<string> => {
  const id = await conversation();
  expect((await owner.post(`/conversations/${id}/operator`, {})).status).toBe(200);
  return id;
};

const ownSession = async (owner: Employee): Promise<string> => {
  await panelClient(office.base()).login(owner.credentials);
  const { body } = await owner.get<{ items: { id: string; current: boolean }[] }>('/sessions');
  return `/sessions/${body.items.find(({ current }) => !current)?.id}`;
};

const note = async (owner: Employee): Promise<string> => {
  const id = await conversation();
  const { body } = await owner.post<{ id: string }>(`/conversations/${id}/notes`, { text: 'Перезвонить' });
  return `/conversations/${id}/notes/${body.id}`;
};

const canned = async (owner: Employee): Promise<string> => {
  const answer = { title: 'Привет', text: 'Здравствуйте!', shared: false };
  const { body } = await owner.post<{ id: string }>('/canned-answers', answer);
  return `/canned-answers/${body.id}`;
};

const OWNED: Readonly<Record<string, Ownership>> = {
  'DELETE /api/v1/sessions/{id}': { make: ownSession, own: 204, foreign: all(404) },
  'DELETE /api/v1/conversations/{id}/notes/{note_id}': { make: note, own: 204, foreign: managed(204) },
  'PATCH /api/v1/canned-answers/{id}': {
    make: canned,
    body: { title: 'Новый' },
    own: 200,
    foreign: all(404),
  },
  'DELETE /api/v1/canned-answers/{id}': { make: canned, own: 204, foreign: all(404) },
  'POST /api/v1/conversations/{id}/operator': {
    make: async (owner) => `/conversations/${await operated(owner)}/operator`,
    body: {},
    own: 200,
    foreign: all(409),
  },
  'DELETE /api/v1/conversations/{id}/operator': {
    make: async (owner) => `/conversations/${await operated(owner)}/operator`,
    own: 200,
    foreign: managed(200),
  },
  'POST /api/v1/conversations/{id}/messages': {
    make: async (owner) => `/conversations/${await operated(owner)}/messages`,
    body: { id: randomUUID(), text: 'Добрый день' },
    own: 202,
    foreign: all(409),
  },
};

/** Whoever has the permission has it for every such object. */
const OF_THE_OFFICE = [
  /^(GET|POST) \/api\/v1\/conversations\/\{id\}(\/(files|files\/\{file_id\}|messages|notes|typing))?$/,
  /^\w+ \/api\/v1\/dead-letters\//,
  /^\w+ \/api\/v1\/deliveries\//,
  /^\w+ \/api\/v1\/inboxes\//,
  /^\w+ \/api\/v1\/people\//,
  /^\w+ \/api\/v1\/accounts\//,
  /^GET \/api\/v1\/audit\//,
  /^\w+ \/api\/v1\/settings\//,
  /^\w+ \/api\/v1\/chat\//,
  /^\w+ \/api\/v1\/shop\//,
  /^\w+ \/api\/v1\/(service-keys|webhooks)\//,
];

/** Told by a story of its own: a chat is linked by talking in it. */
const IN_A_STORY = ['DELETE /api/v1/account/chats/{id}'];

describe('objects that belong to somebody', () => {
  it('every route with an id is either here or of the whole office', () => {
    const unclear = routesOf(office.app())
      .filter(({ path }) => path.includes('{'))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => !OWNED[name] && !IN_A_STORY.includes(name))
      .filter((name) => !OF_THE_OFFICE.some((pattern) => pattern.test(name)));
    expect(unclear).toEqual([]);
  });

  const cases = Object.entries(OWNED).flatMap(([name, ownership]) =>
    ROLES.map((role) => ({ name, role, ownership })),
  );

  it.each(cases)('$name by a $role: own and foreign', async ({ name, role, ownership }) => {
    const { make, body, own, foreign } = ownership;
    const [method = ''] = name.split(' ');
    const owner = owners.get(role) as Employee;
    const path = await make(owner);
    const byColleague = await (colleagues.get(role) as Employee).open(method, path, body);
    const byOwner = await owner.open(method, await make(owner), body);
    expect({ own: byOwner.status, foreign: byColleague.status }).toEqual({ own, foreign: foreign[role] });
  });

  it('a file opens only in the conversation it belongs to', async () => {
    const visitor = await office.person('webchat');
    await visitor.sends({ name: 'план.txt', content: new TextEncoder().encode('секрет') });
    const { rows } = await newest.execute(office.db);
    const id = rows[0]?.id;
    const operator = owners.get('operator') as Employee;
    const listed = () => operator.get<{ items: { id: string }[] }>(`/conversations/${id}/files`);
    await expect.poll(async () => (await listed()).body.items.length).toBe(1);
    const file = (await listed()).body.items[0]?.id;
    expect((await operator.open('GET', `/conversations/${id}/files/${file}`)).status).toBe(200);
    const other = await conversation();
    expect((await operator.open('GET', `/conversations/${other}/files/${file}`)).status).toBe(404);
  });
});
