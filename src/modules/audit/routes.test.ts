import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { type Actor, assertMay, type Role, theOffice } from '#modules/access/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { type Served, serve } from '#platform/http/testing.ts';
import { silent, testDatabase } from '#test/database.ts';
import { type AuditEntry, walkEntries } from './entries.ts';
import { conditionOf } from './filter.ts';
import { addAuditRoutes, createAudit, createAuditTrail, readExport, verify } from './index.ts';

let database: OpenDatabase;
let served: Served;
let by: Actor;
let folder: string;

const anna = newId();
const boris = newId();
const as = (role: Role) => {
  by = { personId: anna, roles: [role], channel: 'panel', address: '10.0.0.1', traceId: 'ab'.repeat(16) };
};

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'kontora-audit-'));
  const { db } = database;
  served = await serve((http) => addAuditRoutes(http, { trail: createAuditTrail({ db }) }), {
    guards: {
      metrics: async () => {},
      'audit.read': async (request) => {
        assertMay(by, 'audit.read');
        request.actor = by;
      },
    },
  });
  as('administrator');
  await db
    .insertInto('people')
    .values([
      { id: anna, name: 'Анна Администратор' },
      { id: boris, name: '=Борис' },
    ])
    .execute();
  let hour = 0;
  const clock = { now: () => Date.UTC(2026, 0, 1, hour++) };
  const audit = createAudit({ clock, log: silent });
  await db.transaction().execute(async (tx) => {
    await audit.record(tx, { by: theOffice, action: 'office.start' });
    await audit.record(tx, {
      by,
      action: 'people.block',
      subject: { kind: 'person', id: boris },
      before: { blocked: false },
      after: { blocked: true, reason: 'spam, "much"' },
    });
    const telegram = { ...by, personId: boris, channel: 'telegram', address: '4242', traceId: null };
    await audit.record(tx, { by: telegram, action: 'people.setPhone', outcome: 'refused' });
    await audit.record(tx, {
      by,
      action: 'settings.change',
      subject: { kind: 'setting', id: 'quiet_hours' },
    });
    await audit.record(tx, { by: { ...by, personId: newId() }, action: 'people.unblock' });
  });
});
afterAll(async () => {
  await served?.close();
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => as('administrator'));

const get = async (path: string) => {
  const answer = await fetch(`${served.url}${path}`);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const list = async (query = '') => {
  const { status, text } = await get(`/audit${query}`);
  expect([status, text]).toEqual([200, expect.any(String)]);
  return JSON.parse(text) as { items: Record<string, unknown>[]; total: number };
};
const seqs = async (query: string) => (await list(query)).items.map(({ seq }) => seq);

describe('the audit', () => {
  it('shows the newest first, with the names of people', async () => {
    const { items, total } = await list();
    expect(total).toBe(5);
    expect(items.map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect(items[3]).toEqual({
      seq: 2,
      at: '2026-01-01T01:00:00.000Z',
      actor: { id: anna, name: 'Анна Администратор' },
      action: 'people.block',
      outcome: 'done',
      subject: { kind: 'person', id: boris, name: '=Борис' },
      before: { blocked: false },
      after: { blocked: true, reason: 'spam, "much"' },
      channel: 'panel',
      address: '10.0.0.1',
      trace_id: 'ab'.repeat(16),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(items[4]).toMatchObject({ actor: null, subject: null, before: null, after: null });
    expect(items[0]).toMatchObject({ actor: { name: null } });
  });

  it('names conversations by the person in them, and a group by its title', async () => {
    const [own, group] = [newId(), newId()];
    await database.db.insertInto('inboxes').values({ id: 'wire', channel: 'wire' }).execute();
    await database.db
      .insertInto('conversations')
      .values([
        { id: own, inbox_id: 'wire', address: '1', kind: 'private', person_id: boris, title: 'bo' },
        { id: group, inbox_id: 'wire', address: '2', kind: 'group', title: 'Склад' },
      ])
      .execute();
    const fields = {
      at: new Date(0),
      action: 'conversations.takeOver',
      outcome: 'done',
      subject_kind: 'conversation',
      channel: 'panel',
      hash: Buffer.alloc(32),
    };
    const rollback = new Error('the chain is left as it was');
    await database.db
      .transaction()
      .execute(async (tx) => {
        await tx
          .insertInto('audit_entries')
          .values([own, group, newId()].map((id, index) => ({ ...fields, seq: 100 + index, subject_id: id })))
          .execute();
        const trail = createAuditTrail({ db: tx });
        const { items } = await trail.page(
          by,
          { action: 'conversations' },
          { page: 1, size: 9, sort: 'seq' },
        );
        expect(items.map(({ subject_name }) => subject_name)).toEqual(['=Борис', 'Склад', null]);
        const found = async (q: string) =>
          (await trail.page(by, { q, action: 'conversations' }, { page: 1, size: 9, sort: 'seq' })).items;
        expect((await found('борис')).map(({ seq }) => seq)).toEqual([100]);
        expect((await found('скл')).map(({ seq }) => seq)).toEqual([101]);
        throw rollback;
      })
      .catch((error: unknown) => expect(error).toBe(rollback));
  });

  it('is found by ids in capitals, and by words that no database can store', async () => {
    expect(await seqs(`?subject_id=${boris.toUpperCase()}`)).toEqual(await seqs(`?subject_id=${boris}`));
    expect(await seqs(`?actor_id=${anna.toUpperCase()}`)).toEqual(await seqs(`?actor_id=${anna}`));
    expect((await seqs(`?subject_id=${boris}`)).length).toBeGreaterThan(0);
    for (const field of ['q', 'action', 'subject_id', 'channel'])
      for (const path of ['/audit', '/audit.csv'])
        expect((await get(`${path}?${field}=a%00b`)).status).toBe(200);
  });

  it.each(['0000-01-01', '0000-01-01T00:00:00Z', '9999-12-31', '9999-12-31T23:59:59-23:59'])(
    'has nothing of %s',
    async (time) => {
      const query = `from=${encodeURIComponent(time)}`;
      for (const path of ['/audit', '/audit.csv']) expect((await get(`${path}?${query}`)).status).toBe(422);
    },
  );

  it.each([
    ['?page=2&size=2', [3, 2]],
    ['?sort=seq&size=2', [1, 2]],
    ['?sort=action', [1, 2, 3, 5, 4]],
    ['?sort=-action', [4, 5, 3, 2, 1]],
    [`?actor_id=${anna}`, [4, 2]],
    [`?subject_id=${boris}`, [2]],
    ['?action=people.', [5, 3, 2]],
    ['?action=people.block', [2]],
    ['?action=eople', []],
    ['?channel=telegram', [3]],
    ['?outcome=refused', [3]],
    ['?from=2026-01-01T03:00:00%2B00:00', [5, 4]],
    ['?to=2026-01-01T01:00:00Z', [1]],
    ['?from=2026-01-01&to=2026-01-01', [5, 4, 3, 2, 1]],
    ['?from=2026-01-02', []],
    ['?to=2025-12-31', []],
    ['?q=BLOCK', [5, 2]],
    ['?q=%D0%B0%D0%BD%D0%BD%D0%B0', [4, 2]],
    ['?q=quiet_h', [4]],
    ['?q=quietxh', []],
    ['?q=4242', [3]],
    ['?q=BABAB', [5, 4, 2]],
    ['?q=%25', []],
    ['?q=', [5, 4, 3, 2, 1]],
    ['?q=block&channel=telegram', []],
    ['?q=%D0%B1%D0%BE%D1%80%D0%B8%D1%81', [3, 2]],
    ['?q=nothing&also=people.block', [2]],
    ['?q=4242&also=setting', [4, 3]],
    ['?also=quiet_hours,office', [4, 1]],
    ['?also=people', []],
    ['?q=block&also=telegram&outcome=refused', [3]],
    ['?also=,', [5, 4, 3, 2, 1]],
  ])('answers %s', async (query, expected) => {
    expect(await seqs(query)).toEqual(expected);
  });

  it.each([
    '?sort=hash',
    '?actor_id=1',
    '?outcome=maybe',
    '?from=yesterday',
    '?size=1000',
    '?more=1',
    `?also=${'a,'.repeat(201)}`,
  ])('refuses %s', async (query) => {
    expect((await get(`/audit${query}`)).status).toBe(422);
  });

  it('comes as a table with the same filters', async () => {
    const { status, headers, text } = await get('/audit.csv?action=people.block');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    expect(text.split('\r\n')).toEqual([
      'seq,at,actor,actor_id,action,outcome,subject_kind,subject,subject_id,before,after,channel,address,trace_id,hash',
      expect.stringContaining(
        `2,2026-01-01T01:00:00.000Z,Анна Администратор,${anna},people.block,done,person,'=Борис,${boris},"{""blocked"":false}",`,
      ),
      '',
    ]);
  });

  it.each([
    ['-seq', [5, 4, 3, 2, 1]],
    ['seq', [1, 2, 3, 4, 5]],
    ['action', [1, 2, 3, 5, 4]],
    ['-action', [4, 5, 3, 2, 1]],
  ] as const)('comes as a table in the order %s, in as many steps as it takes', async (sort, expected) => {
    const fits = await conditionOf(database.db, {}, 'UTC');
    const seqs: number[] = [];
    for (let last: AuditEntry | undefined; ; ) {
      const [next] = await walkEntries(database.db, fits, sort, last, 1);
      if (!next) break;
      seqs.push(next.seq);
      last = next;
    }
    expect(seqs).toEqual(expected);
    const { text } = await get(`/audit.csv?sort=${sort}`);
    const lines = text.trim().split('\r\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(expected);
  });

  it('comes as a chain that can be checked elsewhere', async () => {
    const { headers, text } = await get('/audit.jsonl');
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const path = join(folder, 'export.jsonl');
    await writeFile(path, text);
    const state = JSON.parse((await get('/audit/verify')).text);
    expect(state).toEqual({ holds: true, entries: 5, head: { seq: 5, hash: expect.any(String) } });
    expect(await verify(readExport(path))).toEqual({ entries: 5, head: state.head });

    const lines = text.trim().split('\n');
    const cases = [
      [text.replace('spam', 'ham'), { brokenAt: 2, why: 'changed' }],
      [lines.toSpliced(2, 1).join('\n'), { brokenAt: 3, why: 'missing' }],
      [lines.toReversed().join('\n'), { brokenAt: 1, why: 'missing' }],
      [lines.toSpliced(1, 0, lines[0] ?? '').join('\n'), { brokenAt: 1, why: 'misplaced' }],
      [`${text}{"seq": 6`, { brokenAt: 6, why: 'unreadable' }],
      [text.replace('"channel":"panel",', ''), { brokenAt: 2, why: 'unreadable' }],
      [text.replaceAll('\n', '\r\n'), { entries: 5, head: state.head }],
    ] as const;
    for (const [tampered, found] of cases) {
      await writeFile(path, tampered);
      expect(await verify(readExport(path))).toEqual(found);
    }
  });

  it('shows one entry', async () => {
    const found = await get('/audit/2');
    expect([found.status, JSON.parse(found.text)]).toEqual([
      200,
      (await list('?action=people.block')).items[0],
    ]);
    expect((await get('/audit/6')).status).toBe(404);
    expect((await get('/audit/0')).status).toBe(422);
    expect((await get('/audit/two')).status).toBe(422);
  });

  it('names every action once', async () => {
    expect(JSON.parse((await get('/audit/actions')).text)).toEqual({
      items: ['office.start', 'people.block', 'people.setPhone', 'people.unblock', 'settings.change'],
    });
  });

  it.each(['manager', 'operator'] as const)('is not for the %s', async (role) => {
    as(role);
    for (const path of [
      '/audit',
      '/audit.csv',
      '/audit.jsonl',
      '/audit/actions',
      '/audit/verify',
      '/audit/1',
    ])
      expect((await get(path)).status).toBe(403);
  });
});
