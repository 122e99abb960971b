import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { systemClock } from '#kernel/time.ts';
import { type Actor, theOffice } from '#modules/access/index.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { withTrace } from '#platform/log/trace.ts';
import { silent, testDatabase } from '#test/database.ts';
import { hashOf } from './chain.ts';
import { type AuditRow, createAudit, createAuditTrail, recordLast } from './index.ts';
import type { AuditRecord } from './record.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => tamper('truncate audit_entries'));

afterAll(() => database?.close());

const audit = createAudit({ clock: systemClock, log: silent });

const record = (entry: Partial<AuditRecord> = {}) =>
  database.db
    .transaction()
    .execute((tx) => audit.record(tx, { by: theOffice, action: 'test.done', ...entry }));
const check = () => createAuditTrail(database).check(theOffice);
const entries = () => database.db.selectFrom('audit_entries').selectAll().orderBy('seq').execute();

/** Does what only somebody with the keys of the database can: changes it behind the back of its triggers. */
const tamper = async (statement: string) => {
  await database.pool.query('alter table audit_entries disable trigger all');
  await database.pool.query(statement);
  await database.pool.query('alter table audit_entries enable trigger all');
};

describe('recording', () => {
  it('remembers who, from where, what, the result and the change', async () => {
    const by: Actor = {
      personId: newId(),
      roles: ['manager'],
      channel: 'panel',
      address: '10.1.2.3',
      traceId: 'a'.repeat(32),
    };
    const clocked = createAudit({ clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 678) }, log: silent });
    await database.db.transaction().execute((tx) =>
      clocked.record(tx, {
        by,
        action: 'people.block',
        outcome: 'refused',
        subject: { kind: 'person', id: 'x' },
        before: { until: null },
        after: { until: new Date(0) },
      }),
    );
    expect(await entries()).toEqual([
      {
        seq: 1,
        at: new Date('2026-01-02T03:04:05.678Z'),
        actor_id: by.personId,
        action: 'people.block',
        outcome: 'refused',
        subject_kind: 'person',
        subject_id: 'x',
        before: { until: null },
        after: { until: '1970-01-01T00:00:00.000Z' },
        channel: 'panel',
        address: '10.1.2.3',
        trace_id: 'a'.repeat(32),
        hash: expect.any(Buffer),
      },
    ]);
    expect(await check()).toMatchObject({ entries: 1, head: { seq: 1 } });
  });

  it('takes anything a person can write, and keeps no secret', async () => {
    await record({
      subject: { kind: 'person', id: 'a\u0000b\ud800' },
      before: { text: 'nul \u0000, half \udc00, \r\n', 'key\u0000': 1, __proto__: 2, n: -0, big: 1e21 },
      after: { password: 'hunter2', list: [undefined, Number.NaN, null], empty: undefined },
    });
    const [entry] = await entries();
    expect(entry).toMatchObject({
      subject_id: 'ab\ufffd',
      before: { text: 'nul , half \ufffd, \n', key: 1, n: 0, big: 1e21 },
      after: { password: '***', list: [null, null, null] },
    });
    expect(await check()).toMatchObject({ entries: 1 });
  });

  it('cuts a state without an end', async () => {
    await record({ after: Array.from({ length: 2_000 }, (_, at) => ({ at, text: 'long words' })) });
    const [entry] = await entries();
    expect(JSON.stringify(entry?.after).length).toBeLessThan(40_000);
    expect(entry?.after).toMatchObject({ cut: expect.stringMatching(/^\[\{"at":0.*…$/) });
    expect(await check()).toMatchObject({ entries: 1 });
  });

  it('leaves no gap when the change is undone', async () => {
    await record();
    const undone = database.db.transaction().execute(async (tx) => {
      await audit.record(tx, { by: theOffice, action: 'test.undone' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await record();
    expect((await entries()).map(({ seq, action }) => [seq, action])).toEqual([
      [1, 'test.done'],
      [2, 'test.done'],
    ]);
    expect(await check()).toMatchObject({ entries: 2 });
  });

  it('logs the beginning of every hash, and takes the trace of the work for its own', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
    const logged = createAudit({ clock: systemClock, log });
    await withTrace('c'.repeat(32), () =>
      database.db.transaction().execute((tx) => logged.record(tx, { by: theOffice, action: 'test.done' })),
    );
    const [entry] = await entries();
    expect(entry?.trace_id).toBe('c'.repeat(32));
    expect(lines).toMatchObject([
      { level: 30, audit: 1, action: 'test.done', hash: entry?.hash.toString('hex').slice(0, 16) },
    ]);
  });

  it('waits for the work that goes on to lock rows, and is undone with it', async () => {
    const work = (fails: boolean) =>
      database.db.transaction().execute((tx) =>
        recordLast(tx, async () => {
          await audit.record(tx, { by: theOffice, action: 'test.done' });
          // Nobody who holds a row that this work still needs may have to wait for it.
          await record({ action: 'test.other' });
          if (fails) throw new Error('undone');
          return 'worked';
        }),
      );
    expect(await work(false)).toBe('worked');
    await expect(work(true)).rejects.toThrow('undone');
    expect((await entries()).map(({ action }) => action)).toEqual(['test.other', 'test.done', 'test.other']);
    expect(await check()).toMatchObject({ entries: 3 });
  });

  it('makes one unbroken chain of 50 records at the same moment', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, at) => record({ after: { at } })));
    expect((await entries()).map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    expect(await check()).toMatchObject({ entries: 50, head: { seq: 50 } });
  });
});

describe('the table', () => {
  it.each([
    ['update', "update audit_entries set action = 'test.other'"],
    ['delete', 'delete from audit_entries'],
    ['truncate', 'truncate audit_entries'],
    ['cascade', 'truncate audit_entries cascade'],
  ])('refuses to %s', async (_, statement) => {
    await record();
    await expect(database.pool.query(statement)).rejects.toMatchObject({
      code: '42501',
      message: 'audit_entries is append-only',
    });
    expect(await entries()).toHaveLength(1);
  });

  it('outlives the people it speaks of', async () => {
    const personId = newId();
    await database.db.insertInto('people').values({ id: personId, name: 'Anna' }).execute();
    await record({ by: { ...theOffice, personId } });
    await database.db.deleteFrom('people').where('id', '=', personId).execute();
    expect(await entries()).toMatchObject([{ actor_id: personId }]);
  });
});

describe('the chain', () => {
  const broken = [
    ['a word', "update audit_entries set action = 'test.other' where seq = 3", 3, 'changed'],
    ['a state', `update audit_entries set after = '{"n": 8}' where seq = 3`, 3, 'changed'],
    ['an actor', 'update audit_entries set actor_id = gen_random_uuid() where seq = 3', 3, 'changed'],
    ['a time', "update audit_entries set at = at + interval '1 millisecond' where seq = 3", 3, 'changed'],
    ['a hash', "update audit_entries set hash = sha256('x') where seq = 3", 3, 'changed'],
    ['the last one', "update audit_entries set outcome = 'refused' where seq = 5", 5, 'changed'],
    ['one that was removed', 'delete from audit_entries where seq = 3', 3, 'missing'],
    ['a removed beginning', 'delete from audit_entries where seq < 3', 1, 'missing'],
    [
      'one removed and the others moved up',
      'delete from audit_entries where seq = 3; update audit_entries set seq = -seq where seq > 3; update audit_entries set seq = -seq - 1 where seq < 0',
      3,
      'changed',
    ],
    [
      'two that were swapped',
      'update audit_entries set seq = 9 where seq = 3; update audit_entries set seq = 3 where seq = 4; update audit_entries set seq = 4 where seq = 9',
      3,
      'changed',
    ],
    [
      'one put in before the first',
      'insert into audit_entries select 0, at, actor_id, action, outcome, subject_kind, subject_id, before, after, channel, address, trace_id, hash from audit_entries where seq = 1',
      0,
      'misplaced',
    ],
  ] as const;

  it.each(broken)('shows %s', async (_, statement, brokenAt, why) => {
    for (let n = 1; n <= 5; n += 1) await record({ after: { n } });
    expect(await check()).toMatchObject({ entries: 5 });
    await tamper(statement);
    expect(await check()).toEqual({ brokenAt, why });
  });

  it('shows a changed entry even when its own hash was made anew', async () => {
    for (let n = 1; n <= 3; n += 1) await record({ after: { n } });
    const rows: AuditRow[] = [];
    for await (const row of createAuditTrail(database).chain(theOffice)) rows.push(row);
    const [first, second] = rows;
    if (!first || !second) throw new Error('there are no entries');
    const hash = hashOf(first.hash, { ...second, after: { n: 7 } });
    await tamper(`update audit_entries set after = '{"n": 7}', hash = '\\x${hash}' where seq = 2`);
    expect(await check()).toEqual({ brokenAt: 3, why: 'changed' });
  });

  it('is empty and whole at the start', async () => {
    expect(await check()).toEqual({ entries: 0, head: { seq: 0, hash: '0'.repeat(64) } });
  });
});
