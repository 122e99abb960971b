import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDatabase } from '#platform/db/database.ts';
import { testDatabase } from '#test/database.ts';
import { createStoredSearch } from '../stored/search.ts';
import { indexProducts } from '../stored/writer.ts';
import { searchCheck } from './check.ts';
import { createFollower } from './follower.ts';
import type { ThreadState } from './message.ts';
import { rowsOf } from './testing.ts';

const WAIT = { timeout: 20_000, interval: 20 };
/** More than a megabyte of memory is thought to hold. */
const PRODUCTS = 2_500;

let database: OpenDatabase;
let rows: ReturnType<typeof rowsOf>;
let ending: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  database = await testDatabase();
  rows = rowsOf(database);
  ending = new AbortController();
  running = Promise.resolve();
  await rows.query(
    "insert into products (sku, sku_normal, title) select n, n, 'Труба ' || n from generate_series(1, $1::integer) n",
    [PRODUCTS],
  );
});
afterEach(async () => {
  ending.abort();
  await running;
  await database.close();
});

/** A follower in a time of its own, what it says, and its state as of a look that it is woken for. */
const follow = (memoryMb: number) => {
  let state: ThreadState | undefined;
  let time = 0;
  const lines: string[] = [];
  const { db } = database;
  const follower = createFollower({
    db,
    log: pino({}, { write: (line: string) => lines.push((JSON.parse(line) as { msg: string }).msg) }),
    memoryMb,
    stored: createStoredSearch({ db }),
    tell: (told) => {
      state = told;
    },
    now: () => time,
  });
  running = follower.run(ending.signal);
  const look = () => {
    follower.knock('products');
    return state;
  };
  const pass = (ms: number): void => {
    time += ms;
  };
  return { look, lines, pass };
};

const fill = async () => {
  const ids = (await rows.query<{ id: number }>('select id from products')).map(({ id }) => id);
  await indexProducts(database.db, ids);
};

it.each([0, 1])('memory of %i MB that nobody helps out is ill, and says once why', async (memoryMb) => {
  const { look, lines, pass } = follow(memoryMb);
  const warnings = () => lines.filter((line) => line.includes('nothing answers searches'));
  await expect.poll(look, WAIT).toMatchObject({ state: 'building', progress: 0, answers: false });
  pass(60_000);
  await expect.poll(look, WAIT).toMatchObject({ state: 'down', progress: null, answers: false });
  const state = look() as ThreadState;
  expect(await searchCheck({ state: () => state }).look()).toMatchObject([
    { state: 'degraded', cure: 'see_search' },
  ]);
  expect(warnings()).toHaveLength(1);
  expect(lines.some((line) => line.includes('too small'))).toBe(memoryMb > 0);

  await fill();
  await expect.poll(look, WAIT).toMatchObject({ state: 'stored', documents: PRODUCTS, answers: true });
  expect(warnings()).toHaveLength(1);
});
