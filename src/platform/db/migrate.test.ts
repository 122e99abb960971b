import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, silent } from '#test/database.ts';
import type { OpenDatabase } from './database.ts';
import { migrate } from './migrate.ts';

let database: OpenDatabase;
let dir: string;

beforeEach(async () => {
  database = await freshDatabase('');
  dir = await mkdtemp(join(tmpdir(), 'kontora-migrations-'));
  await file('0001-goods.sql', "create table goods (name text);\ninsert into goods values ('труба');\n");
});

afterEach(async () => {
  await database.close();
  await rm(dir, { recursive: true });
});

const file = (name: string, sql: string) => writeFile(join(dir, name), sql);
const run = () => migrate({ connection: database.connection, dir, log: silent });
const goods = async () => (await database.pool.query('select * from goods')).rows;
const applied = async () =>
  (await database.pool.query<{ name: string }>('select name from schema_migrations order by 1')).rows.map(
    ({ name }) => name,
  );

describe('migrate', () => {
  it('brings an empty database up to date, once', async () => {
    await file('0002-price.sql', 'alter table goods add price int');
    expect(await run()).toEqual(['0001-goods.sql', '0002-price.sql']);
    expect(await run()).toEqual([]);
    expect(await goods()).toEqual([{ name: 'труба', price: null }]);
  });

  it('keeps the data of the previous schema', async () => {
    await run();
    await database.pool.query("insert into goods values ('pipe')");
    await file('0002-price.sql', 'alter table goods add price int not null default 7');
    expect(await run()).toEqual(['0002-price.sql']);
    expect(await goods()).toContainEqual({ name: 'pipe', price: 7 });
  });

  it('undoes a failing file whole, keeps those before it, and names the file and the line', async () => {
    await file(
      '0002-price.sql',
      'alter table goods add price int;\n\nalter table goods add\n  weight nonsense;',
    );
    await expect(run()).rejects.toThrow(
      /^Migration 0002-price\.sql, line 4: type "nonsense" does not exist$/,
    );
    expect(await applied()).toEqual(['0001-goods.sql']);
    expect(Object.keys((await goods())[0] ?? {})).toEqual(['name']);
  });

  it('lets replicas that start together migrate once', async () => {
    await file('0002-slow.sql', 'select pg_sleep(0.2); create table slow ()');
    const outcomes = await Promise.all([run(), run(), run()]);
    expect(outcomes.flat()).toEqual(['0001-goods.sql', '0002-slow.sql']);
  });

  it('takes a file with the line ends of Windows for the same file', async () => {
    await run();
    await file(
      '0001-goods.sql',
      "create table goods (name text);\r\ninsert into goods values ('труба');\r\n",
    );
    expect(await run()).toEqual([]);
  });

  it('refuses a file changed after it was applied', async () => {
    await run();
    await file('0001-goods.sql', 'create table goods (name text, price int)');
    await file('0002-more.sql', 'create table more ()');
    await expect(run()).rejects.toThrow(/0001-goods\.sql was changed after it was applied/);
    expect(await applied()).toEqual(['0001-goods.sql']);
  });

  it('refuses a renamed or missing file', async () => {
    await run();
    await rename(join(dir, '0001-goods.sql'), join(dir, '0001-wares.sql'));
    await expect(run()).rejects.toThrow(/0001-goods\.sql was applied .* missing \(found 0001-wares\.sql\)/);
  });

  it('refuses a database that is newer than the files', async () => {
    await file('0002-price.sql', 'alter table goods add price int');
    await run();
    await unlink(join(dir, '0002-price.sql'));
    await expect(run()).rejects.toThrow(/newer than this version .* 0002-price\.sql.* Start the version/);
  });

  it.each([
    ['a gap', '0003-more.sql', /0003-more\.sql: number 0002 is expected/],
    ['a repeated number', '0001-zebra.sql', /0001-zebra\.sql: number 0002 is expected/],
    ['a name without a number', 'more.sql', /more\.sql: the name must look like 0002-what-it-does\.sql/],
  ])('refuses %s before it touches the database', async (_, name, message) => {
    await file(name, 'create table more ()');
    await expect(run()).rejects.toThrow(message);
    expect((await database.pool.query("select to_regclass('goods') as table")).rows).toEqual([
      { table: null },
    ]);
  });
});
