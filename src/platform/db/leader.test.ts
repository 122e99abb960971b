import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silent, testDatabase } from '#test/database.ts';
import type { Connection } from './connection.ts';
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

const startReplica = (
  options: { key?: string; connection?: Connection; finish?: () => Promise<void> } = {},
): Replica => {
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
    connection: options.connection ?? database.connection,
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

it('stops the work soon when the network goes silent', async () => {
  const network = await startNetwork();
  const first = startReplica({ connection: network.connection });
  await vi.waitFor(() => expect(first.leads).toBe(true), WAIT);
  network.fallSilent();
  await vi.waitFor(() => expect(first.leads).toBe(false), WAIT);
  await network.close();
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

/** A way to the database that can fall silent without closing, as a pulled cable does. */
const startNetwork = async () => {
  const { host, port, user, password, database: name } = new pg.Client(database.connection);
  const sockets: Socket[] = [];
  const proxy = createServer((near) => {
    const far = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => undefined));
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const address = proxy.address();
  return {
    connection: {
      user,
      password,
      database: name,
      host: '127.0.0.1',
      port: typeof address === 'object' ? address?.port : undefined,
    },
    fallSilent: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
};
