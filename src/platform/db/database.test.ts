import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silent, testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { isOutage } from './outage.ts';

let database: OpenDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

describe('openDatabase', () => {
  it('gives columns the types that the schema promises', async () => {
    const { rows } =
      await sql`select 9007199254740991::bigint as id, array[1, null]::bigint[] as ids, array[]::bigint[] as none,
      12.50::numeric as price, '2026-03-01'::date as day, '2026-03-01 12:00+03'::timestamptz as at,
      '-infinity'::timestamptz as never, count(*) as count from generate_series(1, 3)`.execute(database.db);
    expect(rows).toEqual([
      {
        id: 9007199254740991,
        ids: [1, null],
        none: [],
        price: '12.50',
        day: '2026-03-01',
        at: new Date('2026-03-01T09:00:00Z'),
        never: new Date(-8.64e15),
        count: 3,
      },
    ]);
  });

  it('refuses to round a bigint', async () => {
    await expect(database.pool.query('select 9007199254740993::bigint as id')).rejects.toThrow(
      /9007199254740993/,
    );
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('works in UTC, under its name, and lets nothing last for ever', async () => {
    const { rows } = await database.pool.query(`select current_setting('timezone') as zone,
      current_setting('application_name') as name, current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`);
    expect(rows).toEqual([{ zone: 'UTC', name: 'kontora/test', statement: '30s', lock: '2s', idle: '10s' }]);
  });

  it('replaces connections that the server broke', async () => {
    const victim = await database.pool.connect();
    const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
    victim.release();
    const removed = new Promise((resolve) => database.pool.once('remove', resolve));
    const other = await testDatabase();
    await other.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await removed;
    await other.close();
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('breaks a connection from which nothing comes, and goes on with another', async () => {
    const { connection } = database;
    const impatient = openDatabase({ connection, log: silent, poolSize: 1, silenceMs: 2_000 });
    const { rows } = await impatient.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const removed = new Promise((resolve) => impatient.pool.once('remove', resolve));
    const transaction = impatient.db.transaction().execute((tx) => sql`select pg_sleep(60)`.execute(tx));
    const error = await transaction.catch((reason: unknown) => reason);
    expect(isOutage(error)).toBe(true);
    await removed;
    const next = await impatient.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    expect(next.rows[0]?.pid).not.toBe(rows[0]?.pid);
    await impatient.close();
  });

  it('takes the locks from a replica that froze in a transaction', async () => {
    const frozen = await database.pool.connect();
    await frozen.query("set idle_in_transaction_session_timeout = '100ms'");
    await frozen.query('begin; select pg_advisory_xact_lock(1)');
    await database.pool.query('select pg_advisory_lock(1)');
    const error = await frozen.query('select 1').catch((reason: unknown) => reason);
    expect(isOutage(error)).toBe(true);
    frozen.release();
  });

  it('survives a connection that breaks in the middle of a transaction', async () => {
    const transaction = database.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await vi.waitFor(async () => {
        const found = await database.pool.query('select from pg_stat_activity where pid = $1', [
          rows[0]?.pid,
        ]);
        expect(found.rowCount).toBe(0);
      }, PATIENCE);
      await sql`select 1`.execute(tx);
    });
    await expect(transaction).rejects.toThrow(/terminat|not queryable/);
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
