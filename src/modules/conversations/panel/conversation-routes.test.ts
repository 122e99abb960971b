import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import type { Employee } from '../operator.ts';
import { createWire, newOperator } from '../testing.ts';
import { type Listed, openPanel, type Panel } from './testing.ts';

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly person: { readonly id: string; readonly name: string; readonly blocked: boolean } | null;
  readonly last: { readonly from: string; readonly text: string } | null;
  readonly operator: { readonly id: string; readonly name: string } | null;
}

let database: OpenDatabase;
let olga: Employee;
beforeAll(async () => {
  database = await testDatabase();
  olga = await newOperator(database.db, 'Olga');
});
afterAll(() => database?.close());
beforeEach(async () => {
  await sql`truncate conversations, people cascade`.execute(database.db);
  olga = await newOperator(database.db, 'Olga');
});

/** A panel that Olga is logged in to, with a conversation of each of these people, the last one heard last. */
const open = async (...addresses: string[]): Promise<{ panel: Panel; ids: Record<string, string> }> => {
  const panel = await openPanel(database);
  panel.as(olga);
  const ids: Record<string, string> = {};
  for (const address of addresses) ids[address] = await panel.begins(address, `I am ${address}`);
  return { panel, ids };
};
const titles = async (panel: Panel, query: string): Promise<readonly string[]> => {
  const { status, body } = await panel.get<Listed<Shown>>(`/conversations${query}`);
  expect(status).toBe(200);
  expect(body.total).toBe(body.items.length);
  return body.items.map(({ title }) => title.replace('Name of ', ''));
};

describe('the list', () => {
  it('shows who talks, the last word, and who answers; the latest first', async () => {
    const { panel, ids } = await open('anna', 'boris');
    await panel.operators.takeOver(olga, ids.anna ?? '');
    await panel.quiet();
    const { body } = await panel.get<Listed<Shown>>('/conversations');
    expect(body.total).toBe(2);
    expect(body.items).toMatchObject([
      {
        id: ids.boris,
        inbox: panel.wire.channel.inbox,
        channel: panel.wire.channel.name,
        kind: 'private',
        title: 'Name of boris',
        reachable: true,
        person: { name: 'Name of boris', blocked: false },
        last: { from: 'dialogue', text: 'echo I am boris' },
        heard_at: expect.stringMatching(/Z$/),
        queued_at: null,
        waiting_since: null,
        operator: null,
        dead_letters: 0,
      },
      {
        id: ids.anna,
        last: { from: 'dialogue', text: expect.stringMatching(/Olga/) },
        operator: { id: olga.personId, name: 'Olga', since: expect.any(String), until: expect.any(String) },
      },
    ]);
  });

  it('shows the own words of somebody who waits, whatever the office said meanwhile', async () => {
    const { panel, ids } = await open('anna');
    await sql`update conversations set queued_at = now(), waiting_since = now() where id = ${ids.anna}`.execute(
      database.db,
    );
    const { body } = await panel.get<Listed<Shown>>('/conversations');
    expect(body.items).toMatchObject([{ last: { from: 'person', text: 'I am anna' } }]);
  });

  it('has views of what needs somebody, and counts of them', async () => {
    const { panel, ids } = await open('queued', 'mine', 'others', 'waits', 'rude', 'free');
    const boris = await newOperator(database.db, 'Boris');
    await panel.operators.takeOver(olga, ids.mine ?? '');
    for (const id of [ids.others, ids.waits]) await panel.operators.takeOver(boris, id ?? '');
    await panel.says('waits', 'and?');
    await panel.quiet();
    await sql`update conversations set queued_at = now() where id in (${ids.queued}, ${ids.rude})`.execute(
      database.db,
    );
    await sql`update people set blocked_at = now() where name = 'Name of rude'`.execute(database.db);

    const sorted = async (view: string) => (await titles(panel, `?view=${view}`)).toSorted();
    expect(await sorted('all')).toHaveLength(6);
    expect(await sorted('queue')).toEqual(['queued']);
    expect(await sorted('mine')).toEqual(['mine']);
    expect(await sorted('operated')).toEqual(['mine', 'others', 'waits']);
    expect(await sorted('attention')).toEqual(['queued', 'waits']);
    expect((await panel.get('/conversations/counts')).body).toEqual({
      queue: 1,
      mine: 1,
      operated: 3,
      attention: 2,
    });
    panel.as(boris);
    expect((await panel.get('/conversations/counts')).body).toMatchObject({ mine: 2, attention: 2 });
  });

  it('finds by title, name and identity, however a phone is written, and takes no word for a pattern', async () => {
    const { panel, ids } = await open('anna', 'boris');
    await sql`
      insert into identities (id, person_id, kind, value)
      select ${newId()}, person_id, 'phone', '+79991234567' from conversations where id = ${ids.anna}
    `.execute(database.db);
    await sql`update people set name = 'Карлсон' where id = (select person_id from conversations where id = ${ids.boris})`.execute(
      database.db,
    );
    for (const [words, found] of [
      ['NAME OF AN', ['anna']],
      ['карл', ['boris']],
      ['8 (999) 123-45-67', ['anna']],
      ['999 12', ['anna']],
      ['%', []],
      ['_', []],
      ['nobody', []],
    ] as const)
      expect([words, await titles(panel, `?q=${encodeURIComponent(words)}`)]).toEqual([words, found]);
  });

  it('filters by inbox, kind and person, sorts, and comes in pages', async () => {
    const { panel, ids } = await open('anna', 'boris', 'clara');
    await panel.says('group', 'hello', { kind: 'group', sender: { account: 'anna', name: 'Anna' } });
    await panel.quiet();
    expect(await titles(panel, '?kind=group')).toEqual(['']);
    expect(await titles(panel, '?inbox=nowhere')).toEqual([]);
    expect(await titles(panel, `?inbox=${panel.wire.channel.inbox}`)).toHaveLength(4);
    const { person_id } = await panel.conversation('boris');
    expect(await titles(panel, `?person_id=${person_id}`)).toEqual(['boris']);
    expect(await titles(panel, '?sort=heard_at&kind=private')).toEqual(['anna', 'boris', 'clara']);
    expect(await titles(panel, '?sort=-title&kind=private')).toEqual(['clara', 'boris', 'anna']);
    await sql`update conversations set waiting_since = now() where id = ${ids.boris}`.execute(database.db);
    expect((await titles(panel, '?sort=waiting_since'))[0]).toBe('boris');
    const { body } = await panel.get<Listed<Shown>>('/conversations?sort=title&kind=private&page=2&size=2');
    expect([body.total, body.items.map(({ title }) => title)]).toEqual([3, ['Name of clara']]);
  });

  it('does not show a secret as the last word, and names files that came without words', async () => {
    const { panel, ids } = await open('anna', 'boris');
    const { person_id } = await panel.conversation('anna');
    await database.db
      .transaction()
      .execute((tx) =>
        panel.sayTo(tx, { personId: person_id ?? '', text: { ru: 'тайна', en: 'x' }, secret: true }),
      );
    await sql`
      insert into messages (conversation_id, inbox_id, direction, turn, position, change, person_id, content)
      select id, inbox_id, 'in', 9, 99, 99, person_id,
             '{"kind": "file", "text": "", "files": [{"id": "0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f", "name": "a.pdf", "mime": "x", "size": 1}]}'
      from conversations where id = ${ids.boris}
    `.execute(database.db);
    const { body } = await panel.get<Listed<Shown>>('/conversations?sort=title');
    expect(body.items.map(({ last }) => last?.text)).toEqual(['', 'a.pdf']);
    const { body: table } = await panel.get<string>('/conversations.csv');
    expect(table).not.toContain('тайна');
  });

  it('is a table too, with the same filters and without formulas', async () => {
    const { panel } = await open('anna', '=boris');
    const { status, headers, body } = await panel.get<string>('/conversations.csv?q=name%20of');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = body.trim().split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff?id,inbox,kind,title,person,/);
    expect(lines).toHaveLength(3);
    expect((await panel.get<string>('/conversations.csv?q=anna')).body.trim().split('\r\n')).toHaveLength(2);
    await sql`update conversations set title = '=1+1' where title like '%boris'`.execute(database.db);
    expect((await panel.get<string>('/conversations.csv?q=boris')).body).toContain("'=1+1");
  });

  it.each(['?view=some', '?sort=id', '?size=1000', '?page=0', '?person_id=1', '?kind=both', '?more=1'])(
    'refuses %s',
    async (query) => {
      const { panel } = await open();
      expect((await panel.get(`/conversations${query}`)).status).toBe(422);
    },
  );

  it('is for employees only', async () => {
    const { panel, ids } = await open('anna');
    const paths = ['', '.csv', '/counts', `/${ids.anna}`, `/${ids.anna}/messages`, `/${ids.anna}/notes`];
    for (const [who, status] of [
      [undefined, 401],
      [{ ...olga, roles: [] }, 403],
    ] as const) {
      panel.as(who);
      for (const path of paths) expect((await panel.get(`/conversations${path}`)).status).toBe(status);
    }
  });
});

describe('one conversation', () => {
  it('comes with the identity card of its person and their other conversations', async () => {
    const { panel, ids } = await open('anna');
    const { person_id } = await panel.conversation('anna');
    const other = await openPanel(database, { wire: createWire() });
    const otherId = await other.begins('elsewhere', 'hello');
    await sql`update conversations set person_id = ${person_id} where id = ${otherId}`.execute(database.db);
    await sql`update people set locale = 'en', roles = '{manager}', blocked_at = now() where id = ${person_id}`.execute(
      database.db,
    );
    const { body } = await panel.get(`/conversations/${ids.anna}`);
    expect(body).toMatchObject({
      id: ids.anna,
      language: null,
      locale: 'en',
      dialogue: null,
      cursor: 2,
      typing: [],
      person: {
        id: person_id,
        name: 'Name of anna',
        locale: 'en',
        roles: ['manager'],
        blocked: true,
        blocked_until: null,
        identities: [{ kind: panel.wire.channel.name, value: 'anna', verified: true }],
      },
      others: [{ id: otherId, inbox: other.wire.channel.inbox }],
    });
  });

  it('of a group has no person; none is told of what is not there', async () => {
    const { panel } = await open();
    await panel.says('group', 'hello', { kind: 'group' });
    await panel.quiet();
    const { id } = await panel.conversation('group');
    expect((await panel.get(`/conversations/${id}`)).body).toMatchObject({ person: null, others: [] });
    for (const path of ['', '/messages', '/files', `/files/${newId()}`])
      expect((await panel.get(`/conversations/${newId()}${path}`)).status).toBe(404);
    expect((await panel.get('/conversations/no-uuid')).status).toBe(422);
  });
});
