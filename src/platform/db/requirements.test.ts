import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { freshDatabase, testDatabase } from '#test/database.ts';
import type { OpenDatabase } from './database.ts';
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

it('refuses another encoding than UTF-8', async () => {
  database = await freshDatabase("template template0 encoding 'WIN1251' lc_ctype 'C' lc_collate 'C'");
  expect(await checkRequirements(database.pool)).toMatchObject([
    { problem: expect.stringContaining('is WIN1251, not UTF8') },
  ]);
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
