import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { messageOf } from '#kernel/errors.ts';
import type { Log } from '#platform/log/log.ts';
import type { Connection } from './connection.ts';
import { openSession } from './session.ts';

interface Migration {
  /** The file name, `NNNN-what-it-does.sql`. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

type Applied = Pick<Migration, 'name' | 'checksum'>;

/**
 * Brings the schema up to the files of `dir`, each in its own transaction, and returns the names applied
 * now. Replicas that start together wait for the first one. Throws, having changed nothing, when the
 * files do not continue what the database has seen.
 */
export const migrate = async (options: {
  connection: Connection;
  dir: string;
  log: Log;
}): Promise<string[]> => {
  const migrations = await readMigrations(options.dir);
  const session = await openSession({ connection: options.connection, name: 'migrate' });
  try {
    await session.client.query("select pg_advisory_lock(hashtextextended('kontora/migrate', 0))");
    const applied = await readApplied(session.client);
    refuseBrokenHistory(applied, migrations);
    const pending = migrations.slice(applied.length);
    for (const migration of pending) {
      await apply(session.client, migration);
      options.log.info({ migration: migration.name }, 'migration applied');
    }
    return pending.map((migration) => migration.name);
  } finally {
    await session.close();
  }
};

const readMigrations = async (dir: string): Promise<Migration[]> => {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  for (const [index, name] of names.entries()) {
    const number = String(index + 1).padStart(4, '0');
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name))
      throw new Error(`Migration ${name}: the name must look like ${number}-what-it-does.sql`);
    if (!name.startsWith(number))
      throw new Error(
        `Migration ${name}: number ${number} is expected here; numbers run without gap or repetition`,
      );
  }
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(dir, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};

const readApplied = async (client: pg.Client): Promise<Applied[]> => {
  await client.query(`create table if not exists schema_migrations (
    name text collate "C" primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`);
  return (await client.query<Applied>('select name, checksum from schema_migrations order by name')).rows;
};

const refuseBrokenHistory = (applied: Applied[], migrations: Migration[]): void => {
  const newest = applied.at(-1)?.name ?? '';
  if (newest.slice(0, 4) > (migrations.at(-1)?.name ?? '').slice(0, 4))
    throw new Error(
      `The database is newer than this version of Kontora: it has migration ${newest}, which is unknown here. ` +
        'Start the version that wrote it, or restore the backup made before the upgrade.',
    );
  for (const [index, { name, checksum }] of applied.entries()) {
    const file = migrations[index];
    if (file?.name !== name)
      throw new Error(
        `Migration ${name} was applied to this database, but its file is missing (found ${file?.name}). ` +
          'Put the file back as it was; an applied migration is never removed or renamed.',
      );
    if (file.checksum !== checksum)
      throw new Error(
        `Migration ${name} was changed after it was applied to this database. ` +
          'Put the file back as it was and make the change in a new migration.',
      );
  }
};

const apply = async (client: pg.Client, { name, sql, checksum }: Migration): Promise<void> => {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    throw new Error(`Migration ${name}${lineOf(error, sql)}: ${messageOf(error)}`, { cause: error });
  }
};

const lineOf = (error: unknown, sql: string): string => {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined) return '';
  return `, line ${sql.slice(0, Number(error.position)).split('\n').length}`;
};
