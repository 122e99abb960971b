import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { silent, testDatabase } from '#test/database.ts';
import type { StoredSearch } from '../stored/search.ts';
import { createFollower } from './follower.ts';
import type { ThreadState } from './message.ts';
import { rowsOf } from './testing.ts';

const WAIT = { timeout: 20_000, interval: 20 };

let database: OpenDatabase;
let ending: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  database = await testDatabase();
  ending = new AbortController();
  running = Promise.resolve();
});
afterEach(async () => {
  ending.abort();
  await running;
  await database.close();
});

/** Posting lists that hold this share of the catalogue. */
const storedWith = (share: number): StoredSearch => ({
  usable: () => share === 1,
  search: () => Promise.reject(new Error('nobody asks')),
  setSynonyms: () => {},
  refresh: async () => {},
  recounted: () => {},
  rest: () => {},
  size: () => ({ documents: 1, terms: 1, share }),
});

/** Every state that a follower tells from its start. */
const told = (share: number, memoryMb: number): readonly ThreadState[] => {
  const states: ThreadState[] = [];
  const follower = createFollower({
    db: database.db,
    log: silent,
    memoryMb,
    stored: storedWith(share),
    tell: (state) => states.push(state),
  });
  running = follower.run(ending.signal);
  return states;
};

it('tells the progress of the index in memory, not how full the posting lists are', async () => {
  const rows = rowsOf(database);
  for (const title of ['Труба', 'Кран', 'Муфта', 'Насос']) await rows.addProduct(title);
  const states = told(1, 64);
  await expect.poll(() => states.at(-1)?.state, WAIT).toBe('ready');
  expect(states[0]).toMatchObject({ state: 'building', progress: null, answers: true });
});

it('tells how full the posting lists are where they are all there will be', async () => {
  const states = told(0.4, 0);
  await expect.poll(() => states.at(-1), WAIT).toMatchObject({ state: 'building', progress: 0.4 });
});
