import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, silent, testDatabase } from '#test/database.ts';
import { PATIENCE } from '#test/patience.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { assertRequirements, checkRequirements } from './requirements.ts';

let database: OpenDatabase;
afterEach(() => database.close());

it('accepts the databases we make, empty or migrated, and changes nothing in them', async () => {
  database = await testDatabase();
  expect(await checkRequirements(database.pool)).toEqual([]);
  await database.close();

  database = await freshDatabase("template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'");
  expect(await checkRequirements(database.pool)).toEqual([]);
  expect(
    (await database.pool.query("select extname from pg_extension where extname <> 'plpgsql'")).rows,
  ).toEqual([]);
});

it('refuses a ctype that does not know Russian letters, with the command that makes a better database', async () => {
  database = await freshDatabase("template template0 encoding 'UTF8' lc_ctype 'C' lc_collate 'C'");
  await expect(assertRequirements(database.pool)).rejects.toThrow(
    /LC_CTYPE C\) does not know Russian letters[\s\S]*CREATE DATABASE .* ENCODING 'UTF8' .* LC_CTYPE 'C\.UTF-8'/,
  );
});

it.each(['WIN1251', 'LATIN1', 'SQL_ASCII'])(
  'refuses %s, and the cure makes a database under a free name',
  async (encoding) => {
    database = await freshDatabase(`template template0 encoding '${encoding}' lc_ctype 'C' lc_collate 'C'`);
    const problems = await checkRequirements(database.pool);
    expect(problems).toMatchObject([{ problem: expect.stringContaining(`is ${encoding}, not UTF8`) }]);
    const create = problems[0]?.cure.match(/CREATE DATABASE (\S+) .*/) ?? [];
    expect(create[1]).toMatch(/_utf8$/);
    await database.pool.query(String(create[0]));
    await database.pool.query(`drop database ${create[1]}`);
  },
);

it('waits for another replica that is creating the extensions, and takes them as they are then', async () => {
  database = await freshDatabase("template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'");
  const other = await database.pool.connect();
  await other.query('begin; create extension pg_trgm; create extension unaccent');
  const check = checkRequirements(database.pool);
  await vi.waitFor(async () => {
    const waiting = await database.pool.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    expect(waiting.rowCount).toBe(1);
  }, PATIENCE);
  await other.query('commit');
  other.release();
  expect(await check).toEqual([]);
});

describe('a database that cannot be reached', () => {
  const refusal = async (change: (address: URL) => void): Promise<string> => {
    database = await freshDatabase("template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'");
    const { host, port, user, database: name } = new pg.Client(database.connection);
    const address = new URL(`postgres://${user}:se%2Fcret@x/${name}`);
    address.searchParams.set('host', host);
    address.searchParams.set('port', String(port));
    change(address);
    const lost = openDatabase({ connection: { connectionString: address.href }, log: silent });
    const error = await assertRequirements(lost.pool).catch((reason: unknown) => reason);
    await lost.close();
    expect(String(error)).not.toMatch(/se(%2F|\/)cret/);
    return String(error);
  };

  it.each<[string, RegExp, (address: URL) => void]>([
    [
      'nobody listens',
      /DATABASE_URL cannot be reached: .*ECONNREFUSED.*\n.*start PostgreSQL/,
      ({ searchParams }) => {
        searchParams.set('host', '127.0.0.1');
        searchParams.set('port', '1');
      },
    ],
    [
      'the host is unknown',
      /DATABASE_URL cannot be reached: .*nowhere\.invalid.*\n.*correct the host/,
      ({ searchParams }) => searchParams.set('host', 'nowhere.invalid'),
    ],
    [
      'the database is not there',
      /DATABASE_URL cannot be reached: .*"nowhere" does not exist.*\n.*CREATE DATABASE/,
      (address) => {
        address.pathname = '/nowhere';
      },
    ],
  ])('%s', async (_, words, change) => {
    expect(await refusal(change)).toMatch(words);
  });
});

it('tells a role without rights everything at once, and works once the cures are followed', async () => {
  database = await freshDatabase("template template0 encoding 'UTF8' lc_ctype 'C.UTF-8'");
  const role = `guest_${Date.now().toString(36)}`;
  await database.pool.query(`create role ${role}; revoke create on schema public from public`);
  const guest = new pg.Pool({
    ...database.pool.options,
    onConnect: (client) => client.query(`set role ${role}`),
  });
  guest.on('error', () => undefined);
  try {
    const problems = await checkRequirements(guest);
    expect(problems.map(({ problem }) => problem)).toEqual([
      `Role ${role} may not create tables in schema public.`,
      expect.stringContaining(`Role ${role} cannot create the extension pg_trgm`),
      expect.stringContaining(`Role ${role} cannot create the extension unaccent`),
    ]);
    for (const { cure } of problems) await database.pool.query(cure.slice(cure.search(/ALTER|CREATE/)));
    expect(await checkRequirements(guest)).toEqual([]);
  } finally {
    await guest.end();
    await database.pool.query(
      `reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`,
    );
  }
});
