import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silent, testDatabase } from '#test/database.ts';
import type { OpenDatabase } from './database.ts';
import { lead } from './leader.ts';
import { untilAborted } from './session.ts';

const WAIT = { timeout: 15_000 };

let database: OpenDatabase;
let replicas: Replica[];

beforeEach(async () => {
  database = await testDatabase();
  replicas = [];
});

afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.stop()));
  await database.close();
});

interface Replica {
  leads: boolean;
  /** How many times it came to lead. */
  terms: number;
  stop(): Promise<void>;
}

const startReplica = (options: { key?: string; finish?: () => Promise<void> } = {}): Replica => {
  const abort = new AbortController();
  const replica: Replica = {
    leads: false,
    terms: 0,
    stop: async () => {
      abort.abort();
      await done;
    },
  };
  const done = lead({
    connection: database.connection,
    key: options.key ?? 'inbox',
    log: silent,
    signal: abort.signal,
    work: async (signal) => {
      replica.leads = true;
      replica.terms += 1;
      await untilAborted(signal);
      await options.finish?.();
      replica.leads = false;
    },
  });
  replicas.push(replica);
  return replica;
};

const leaderPids = async (): Promise<number[]> => {
  const { rows } = await database.pool.query<{ pid: number }>(
    "select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
  );
  return rows.map(({ pid }) => pid);
};

/** Waits until the server sees `count` replicas connected. */
const connected = (count: number) =>
  vi.waitFor(async () => {
    const { rowCount } = await database.pool.query(
      "select from pg_stat_activity where application_name = 'kontora/lead' and datname = current_database() and query like '%pg_try_advisory_lock%'",
    );
    expect(rowCount).toBe(count);
  }, WAIT);

it('gives the work to one replica per key, and to the next when that one stops', async () => {
  const first = startReplica();
  await vi.waitFor(() => expect(first.leads).toBe(true), WAIT);
  const second = startReplica();
  const other = startReplica({ key: 'another inbox' });
  await vi.waitFor(() => expect(other.leads).toBe(true), WAIT);
  await connected(3);
  expect(second.leads).toBe(false);

  await first.stop();
  await vi.waitFor(() => expect(second.leads).toBe(true), WAIT);
  expect([first.leads, first.terms, second.terms]).toEqual([false, 1, 1]);
});

it('stops the work at once when the connection is lost, and leads again only when the work has ended', async () => {
  let release = () => {};
  const finishing = new Promise<void>((resolve) => {
    release = resolve;
  });
  let ending = false;
  const first = startReplica({
    finish: () => {
      ending = true;
      return finishing;
    },
  });
  await vi.waitFor(() => expect(first.leads).toBe(true), WAIT);
  const second = startReplica();
  await connected(2);
  for (const pid of await leaderPids()) await database.pool.query('select pg_terminate_backend($1)', [pid]);

  await vi.waitFor(() => expect(ending).toBe(true), WAIT);
  await vi.waitFor(() => expect(second.leads).toBe(true), WAIT);
  expect(first.terms).toBe(1);
  await second.stop();
  await vi.waitFor(async () => expect(await leaderPids()).toEqual([]), WAIT);
  expect(first.terms).toBe(1);
  release();
  await vi.waitFor(() => expect(first.terms).toBe(2), WAIT);
});

it('runs work again that failed', async () => {
  const abort = new AbortController();
  let runs = 0;
  const done = lead({
    connection: database.connection,
    key: 'inbox',
    log: silent,
    signal: abort.signal,
    work: async () => {
      runs += 1;
      throw new Error('broken');
    },
  });
  await vi.waitFor(() => expect(runs).toBe(2), WAIT);
  abort.abort();
  await done;
});
