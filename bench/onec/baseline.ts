import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import pg from 'pg';

const execute = promisify(execFile);

/** The least that storing goods takes: psql copies a CSV and merges it by one INSERT … ON CONFLICT. */
export interface Baseline {
  /** Seconds of one load, the start of psql included. */
  load(csv: string): Promise<number>;
}

/** Makes the baseline's table in a database of its own on the same server. Throws where there is no psql. */
export const prepareBaseline = async (server: pg.ClientConfig): Promise<Baseline> => {
  const psql = await findPsql();
  const name = 'baseline';
  await run(server, `create database ${name}`);
  const at = { ...server, database: name };
  await run(
    at,
    `create table goods (sku text primary key, title text not null, category text, stock_qty numeric(15, 3),
       price numeric(12, 2), description text)`,
  );
  const where = ['-h', String(at.host), '-p', String(at.port), '-U', String(at.user), '-d', name];
  const env = { ...process.env, PGPASSWORD: typeof at.password === 'string' ? at.password : '' };
  return {
    load: async (csv) => {
      const began = performance.now();
      const script = [
        'begin',
        'create temp table staged (like goods) on commit drop',
        `\\copy staged from '${csv}' with (format csv)`,
        `insert into goods select * from staged on conflict (sku) do update set title = excluded.title,
          category = excluded.category, stock_qty = excluded.stock_qty, price = excluded.price,
          description = excluded.description`,
        'commit',
      ].flatMap((command) => ['-c', command]);
      await execute(psql, ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...where, ...script], { env });
      return (performance.now() - began) / 1_000;
    },
  };
};

const run = async (at: pg.ClientConfig, sql: string): Promise<void> => {
  const client = new pg.Client(at);
  await client.connect();
  await client.query(sql);
  await client.end();
};

const findPsql = async (): Promise<string> => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  for (const file of ['psql', ...versions.map((version) => `${debian}/${version}/bin/psql`)])
    if (
      await execute(file, ['--version']).then(
        () => true,
        () => false,
      )
    )
      return file;
  throw new Error('there is no psql on this machine: install the package postgresql-client');
};
