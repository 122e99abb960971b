import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silent, testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import type { OpenDatabase } from './database.ts';
import { listen } from './listen.ts';

let database: OpenDatabase;
let stop: AbortController;
let listening: Promise<void>;
let heard: string[];
let connects: number;

beforeEach(async () => {
  database = await testDatabase();
  stop = new AbortController();
  heard = [];
  connects = 0;
  listening = listen({
    connection: database.connection,
    channels: ['work', 'Odd "name"'],
    onNotify: (channel, payload) => heard.push(`${channel}: ${payload}`),
    onReconnect: () => {
      connects += 1;
    },
    log: silent,
    signal: stop.signal,
  });
  await vi.waitFor(() => expect(connects).toBe(1), PATIENCE);
});

afterEach(async () => {
  stop.abort();
  await listening;
  await database.close();
});

const notify = (channel: string, payload: string) =>
  database.pool.query('select pg_notify($1, $2)', [channel, payload]);

const breakConnection = () =>
  database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kontora/listen' and datname = current_database()",
  );

it('hears every channel it was told', async () => {
  await notify('work', 'one');
  await notify('other', 'nobody listens');
  await notify('Odd "name"', '');
  await vi.waitFor(() => expect(heard).toEqual(['work: one', 'Odd "name": ']), PATIENCE);
});

it('listens again after every lost connection, and says so each time', async () => {
  for (const round of [2, 3]) {
    await breakConnection();
    await vi.waitFor(() => expect(connects).toBe(round), { timeout: 10_000 });
    await notify('work', `round ${round}`);
    await vi.waitFor(() => expect(heard).toContain(`work: round ${round}`), PATIENCE);
  }
});

it('ends with its signal, connection included', async () => {
  stop.abort();
  await listening;
  await vi.waitFor(async () => expect((await breakConnection()).rowCount).toBe(0), PATIENCE);
});
