import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { silent, testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { createNotifications, type Notifications } from './notifications.ts';

let database: OpenDatabase;
let stop: AbortController;
let running: Promise<void>[];

beforeEach(async () => {
  database = await testDatabase();
  stop = new AbortController();
  running = [];
});

afterEach(async () => {
  stop.abort();
  await Promise.all(running);
  await database.close();
});

/** One process of the office; `heard` is all it heard, `missed` how often it may have missed something. */
const startProcess = async (...channels: string[]) => {
  const notifications: Notifications = createNotifications({ ...database, log: silent });
  const seen = { heard: [] as string[], missed: 0 };
  for (const channel of channels)
    notifications.on(channel, {
      heard: (payload) => seen.heard.push(`${channel} ${payload}`),
      missed: () => {
        seen.missed += 1;
      },
    });
  running.push(notifications.run(stop.signal));
  await vi.waitFor(() => expect(seen.missed).toBe(channels.length), PATIENCE);
  return { ...notifications, seen };
};

it('every process hears its channels, its own words included; who sends need not listen', async () => {
  const one = await startProcess('due', 'changes');
  const two = await startProcess('due');
  const mute = createNotifications({ ...database, log: silent });
  await mute.send('due', 'a');
  await one.send('changes', 'b');
  await two.send('nobody', 'c');
  await two.send('due', 'd');
  await vi.waitFor(() => {
    expect(one.seen.heard).toEqual(['due a', 'changes b', 'due d']);
    expect(two.seen.heard).toEqual(['due a', 'due d']);
  }, PATIENCE);
});

it('several listeners of a channel all hear, and all learn that they may have missed something', async () => {
  const one = await startProcess('due', 'due');
  await one.send('due', 'a');
  await vi.waitFor(() => expect(one.seen.heard).toEqual(['due a', 'due a']), PATIENCE);
});

it('words sent together keep their order and whatever they hold', async () => {
  const one = await startProcess('due');
  const words = ['', "it's", '{"a": 1}', 'слово', ...Array.from({ length: 300 }, (_, index) => `${index}`)];
  await Promise.all(words.map((word) => one.send('due', word)));
  await vi.waitFor(() => expect(one.seen.heard).toEqual(words.map((word) => `due ${word}`)), PATIENCE);
});

it('after a lost connection it listens again, and says that something may be missed', async () => {
  const one = await startProcess('due');
  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'kontora/listen' and datname = current_database()",
  );
  await vi.waitFor(() => expect(one.seen.missed).toBe(2), { timeout: 10_000 });
  await one.send('due', 'again');
  await vi.waitFor(() => expect(one.seen.heard).toEqual(['due again']), PATIENCE);
});

it('a word that cannot be sent is no error: it is only a slower look', async () => {
  const away = openDatabase({ connection: { host: '/nowhere/at/all', user: 'x' }, log: silent });
  const one = createNotifications({ ...away, log: silent });
  await one.send('due', 'a');
  await away.close();
});
