import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from '#platform/db/connection.ts';
import type { Case } from './cases.ts';
import { talk } from './load.ts';
import type { People } from './people.ts';

/** Backends report what they did within ten seconds of silence. */
const SILENCE_MS = 11_000;

/** What Kontora asks of its database, for each turn of a case. */
export interface Work extends DatabaseWork {
  readonly at: string;
}

/** Counts the statements of each case; the server must have been started after `preloadCounting`. */
export const countWork = async (
  database: Connection,
  people: People,
  cases: readonly Case[],
  seconds: number,
): Promise<readonly Work[]> => {
  await ask(database, 'create extension if not exists pg_stat_statements');
  const works: Work[] = [];
  for (const { name: at, script, load } of cases) {
    await sleep(SILENCE_MS);
    const before = await databaseWork(database);
    const said = people.said();
    await talk({ people, script, load, seconds, warmUp: 0 });
    await sleep(SILENCE_MS);
    const after = await databaseWork(database);
    const aTurn = (part: keyof DatabaseWork) => (after[part] - before[part]) / (people.said() - said);
    works.push({ at, statements: aTurn('statements'), commits: aTurn('commits'), flushes: aTurn('flushes') });
  }
  return works;
};

/** What a database has done since its statistics began. */
interface DatabaseWork {
  /** Statements, `begin`, `set` and `commit` included. */
  readonly statements: number;
  readonly commits: number;
  /** Flushes of the write-ahead log to the disk. */
  readonly flushes: number;
}

/** Lets the server count statements from its next start on. */
export const preloadCounting = (database: Connection): Promise<unknown> =>
  ask(database, `alter system set shared_preload_libraries = 'pg_stat_statements'`);

const databaseWork = async (database: Connection): Promise<DatabaseWork> => {
  const [row] = await ask<DatabaseWork>(
    database,
    `select (select coalesce(sum(calls), 0)::float8 from pg_stat_statements) as statements,
            (select xact_commit::float8 from pg_stat_database where datname = current_database()) as commits,
            (select coalesce(sum(fsyncs), 0)::float8 from pg_stat_io where object = 'wal') as flushes`,
  );
  if (!row) throw new Error('the database has no statistics');
  return row;
};

/** Where the database's time went: the statements that took most of it. */
export const slowestStatements = (
  database: Connection,
): Promise<
  { readonly ms: number; readonly calls: number; readonly mean: number; readonly query: string }[]
> =>
  ask(
    database,
    `select total_exec_time + total_plan_time as ms, calls::float8, (total_exec_time + total_plan_time) / calls as mean,
            left(regexp_replace(query, '\\s+', ' ', 'g'), 90) as query
     from pg_stat_statements order by 1 desc limit 20`,
  );

export const serverVersion = async (database: Connection): Promise<string> =>
  (await ask<{ server_version: string }>(database, 'show server_version'))[0]?.server_version ?? '';

const ask = async <Row extends object>(database: Connection, query: string): Promise<Row[]> => {
  const client = new pg.Client(database);
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
};
