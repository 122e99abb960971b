import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, OuterError } from '#kernel/errors.ts';
import { testDatabase } from '#test/database.ts';
import type { OpenDatabase } from './database.ts';
import { isOutage } from './outage.ts';
import { openSession } from './session.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database?.close());

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('it went well'),
    (error: unknown) => error,
  );

const query = (statement: string): Promise<unknown> => failure(sql.raw(statement).execute(database.db));

/** Kept for a service that nobody runs: no program is given it by chance. */
const DEAD_PORT = 1;

describe('an outage of a real server', () => {
  it('nobody listens on its port', async () => {
    const connection = { host: '127.0.0.1', port: DEAD_PORT, user: 'x' };
    expect(isOutage(await failure(openSession({ connection })))).toBe(true);
  });

  it('its socket is not there', async () => {
    const connection = { host: '/nowhere/at/all', user: 'x' };
    expect(isOutage(await failure(openSession({ connection })))).toBe(true);
  });

  it('it ends the connection during a statement', async () => {
    expect(isOutage(await query('select pg_terminate_backend(pg_backend_pid())'))).toBe(true);
  });

  it('it ends the connection between the statements of a transaction', async () => {
    const error = await failure(
      database.db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
        await sql`select 1`.execute(tx);
      }),
    );
    expect(isOutage(error)).toBe(true);
  });

  it('a statement takes too long', async () => {
    expect(isOutage(await query('set statement_timeout = 1; select pg_sleep(10)'))).toBe(true);
  });

  it('a lock is not given in time', async () => {
    const holder = await database.pool.connect();
    await holder.query('select pg_advisory_lock(3)');
    expect(await query('set lock_timeout = 1; select pg_advisory_lock(3)')).toMatchObject({ code: '55P03' });
    expect(isOutage(await query('set lock_timeout = 1; select pg_advisory_lock(3)'))).toBe(true);
    holder.release(true);
  });

  it('two transactions stand in each other’s way', async () => {
    const lock = (first: number, second: number, met: Promise<void>, meet: () => void) =>
      database.db.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(${first})`.execute(tx);
        meet();
        await met;
        await sql`select pg_advisory_xact_lock(${second})`.execute(tx);
      });
    const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const ends = await Promise.allSettled([
      lock(1, 2, two.promise, one.resolve),
      lock(2, 1, one.promise, two.resolve),
    ]);
    const failed = ends.filter((end) => end.status === 'rejected');
    expect(failed.map(({ reason }) => isOutage(reason))).toEqual([true]);
  });
});

describe('no outage, the statement is to blame', () => {
  it.each([
    ['a mistake in SQL', 'selec 1'],
    ['a table that is not there', 'select * from nowhere'],
    ['a broken rule', "insert into inboxes (id, channel) values ('x', 'x'), ('x', 'x')"],
    ['a missing value', 'insert into inboxes (id) values (null)'],
    ['text that is no JSON', "select '\\ud83d'::jsonb"],
    ['a division by zero', 'select 1 / 0'],
  ])('%s', async (_, statement) => {
    expect(isOutage(await query(statement))).toBe(false);
  });
});

describe('by code and message', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code });

  it.each([
    '08006',
    '08P01',
    '53100',
    '53300',
    '57P01',
    '57P03',
    '57014',
    '58030',
    '25006',
    'XX000',
    '40001',
    '40P01',
    '55P03',
    '25P03',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'ENOTFOUND',
    'ENOSPC',
  ])('%s is an outage', (code) => {
    expect(isOutage(withCode(code))).toBe(true);
  });

  it.each(['23505', '22P02', '42601', 'P0001', '25P02', 'EACCES', 'ERR_INVALID_ARG_TYPE', ''])(
    '%s is none',
    (code) => {
      expect(isOutage(withCode(code))).toBe(false);
    },
  );

  it('a missing socket is an outage, a missing file is a fault', () => {
    expect(isOutage(Object.assign(withCode('ENOENT'), { syscall: 'connect', address: '/tmp/s' }))).toBe(true);
    expect(isOutage(Object.assign(withCode('ENOENT'), { syscall: 'open', path: '/tmp/f' }))).toBe(false);
  });

  it('what the driver says without a code', () => {
    expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isOutage(new Error('timeout exceeded when trying to connect'))).toBe(true);
  });

  it('a failure of another system, of a request, or of nobody is none', () => {
    expect(
      isOutage(new OuterError('crm', 'down', 'Connection terminated', { cause: withCode('ECONNRESET') })),
    ).toBe(false);
    expect(isOutage(new AppError('unavailable', 'x'))).toBe(false);
    expect(isOutage('ECONNREFUSED')).toBe(false);
    expect(isOutage(undefined)).toBe(false);
    expect(isOutage({ code: '57P01' })).toBe(false);
  });
});
