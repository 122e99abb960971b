import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import pg from 'pg';

/** Connections, as many as Kontora opens. */
export const CLIENTS = 10;
const SCALE = 10;
const ACCOUNTS = SCALE * 100_000;

/** Durable transactions a second of pgbench's simple update, and who measured them. */
export interface SimpleUpdate {
  readonly by: 'pgbench' | 'the same transaction from Node';
  run(seconds: number): Promise<number>;
}

/** Fills pgbench's tables; without a pgbench on this machine the transaction runs from Node. */
export const prepareSimpleUpdate = async (connection: pg.ClientConfig): Promise<SimpleUpdate> => {
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(TABLES);
  await client.end();
  const pgbench = await findPgbench();
  return pgbench
    ? { by: 'pgbench', run: (seconds) => runPgbench(pgbench, connection, seconds) }
    : { by: 'the same transaction from Node', run: (seconds) => runFromNode(connection, seconds) };
};

const execute = promisify(execFile);

const findPgbench = async (): Promise<string | undefined> => {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  for (const file of ['pgbench', ...versions.map((version) => `${debian}/${version}/bin/pgbench`)]) {
    const found = await execute(file, ['--version']).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
};

const runPgbench = async (file: string, at: pg.ClientConfig, seconds: number): Promise<number> => {
  const where = ['-h', String(at.host), '-p', String(at.port), '-U', String(at.user), String(at.database)];
  const how = ['-n', '-N', '-c', String(CLIENTS), '-j', '2', '-T', String(seconds)];
  const env = { ...process.env, PGPASSWORD: typeof at.password === 'string' ? at.password : '' };
  const { stdout } = await execute(file, [...how, ...where], { env });
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench said no tps:\n${stdout}`);
  return Number(tps);
};

const runFromNode = async (connection: pg.ClientConfig, seconds: number): Promise<number> => {
  const pool = new pg.Pool({ ...connection, max: CLIENTS });
  const ends = performance.now() + seconds * 1_000;
  let done = 0;
  const client = async () => {
    const one = await pool.connect();
    while (performance.now() < ends) {
      const aid = 1 + Math.floor(Math.random() * ACCOUNTS);
      const delta = Math.floor(Math.random() * 10_001) - 5_000;
      await one.query('begin');
      await one.query('update pgbench_accounts set abalance = abalance + $2 where aid = $1', [aid, delta]);
      await one.query('select abalance from pgbench_accounts where aid = $1', [aid]);
      await one.query('insert into pgbench_history values (1, 1, $1, $2, now())', [aid, delta]);
      await one.query('commit');
      done += 1;
    }
    one.release();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await pool.end();
  return done / seconds;
};

const TABLES = `
  create table pgbench_branches (bid int primary key, bbalance int, filler char(88));
  create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84));
  create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84)) with (fillfactor = 100);
  create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
  insert into pgbench_branches select n, 0, '' from generate_series(1, ${SCALE}) n;
  insert into pgbench_tellers select n, (n - 1) / 10 + 1, 0, '' from generate_series(1, ${SCALE * 10}) n;
  insert into pgbench_accounts select n, (n - 1) / 100000 + 1, 0, '' from generate_series(1, ${ACCOUNTS}) n;
  analyze pgbench_branches, pgbench_tellers, pgbench_accounts;
`;
