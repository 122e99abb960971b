import type pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '#test/database.ts';
import type { OpenDatabase } from './database.ts';

let database: OpenDatabase;
let client: pg.PoolClient;
beforeEach(async () => {
  database = await testDatabase();
  client = await database.pool.connect();
  await client.query('create table goods (id integer)');
  await client.query('insert into goods values (1), (2)');
});
afterEach(async () => {
  client.release();
  await database.close();
});

const keptPlans = async (): Promise<string[]> =>
  (await client.query<{ statement: string }>('select statement from pg_prepared_statements')).rows.map(
    ({ statement }) => statement,
  );
const goods = async (id: number) =>
  (await client.query('select * from goods where id = $1', [id])).rows as unknown[];

it('a statement that comes again is planned once', async () => {
  expect(await goods(1)).toEqual([{ id: 1 }]);
  expect(await keptPlans()).toEqual([]);
  expect(await goods(2)).toEqual([{ id: 2 }]);
  expect(await goods(1)).toEqual([{ id: 1 }]);
  expect(await keptPlans()).toEqual(['select * from goods where id = $1']);
});

it('pages and patterns of lists are planned for what is asked', async () => {
  for (let time = 0; time < 3; time++) {
    await client.query('select id from goods where id::text like $1', ['1%']);
    await client.query('select id from goods limit $1 offset $2', [1, 0]);
    await client.query('select id from goods');
  }
  expect(await keptPlans()).toEqual([]);
});

it('a plan that a migration has outdated fails once, and is made anew', async () => {
  for (let time = 0; time < 3; time++) await goods(1);
  await client.query('alter table goods add column title text');
  await expect(goods(1)).rejects.toThrow(/cached plan/);
  expect(await goods(1)).toEqual([{ id: 1, title: null }]);
});

it('several statements at once stay possible where nothing is parametrised', async () => {
  for (let time = 0; time < 3; time++) expect(await client.query('select 1; select 2', [])).toHaveLength(2);
});

it('no more are kept than a server bears', async () => {
  for (let number = 0; number < 400; number++)
    for (let time = 0; time < 2; time++) await client.query(`select $1::int + ${number}`, [1]);
  expect(await keptPlans()).toHaveLength(300);
});

it('an error does not spoil the statement', async () => {
  for (let time = 0; time < 3; time++)
    await expect(client.query('select 1 / $1::int as part', [0])).rejects.toThrow(/division by zero/);
  expect((await client.query('select 1 / $1::int as part', [1])).rows).toEqual([{ part: 1 }]);
});
