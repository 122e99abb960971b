import { sql } from 'kysely';
import type { Connection } from '#platform/db/connection.ts';
import type { Database } from '#platform/db/database.ts';
import { openSession } from '#platform/db/session.ts';

/** Over all replicas one pull at a time, whoever wants it. */
const KEY = 'pull from 1C';
const PULSE_MS = 4_000;
const TIMEOUT_MS = 3_000;

/** The right to pull, until it is given back or the database is gone. */
export interface PullTurn {
  /** Aborts when the right is lost. */
  readonly lost: AbortSignal;
  giveBack(): Promise<void>;
}

/** Takes the right to pull; undefined when somebody has it. It dies with the process. */
export const takePullTurn = async (connection: Connection): Promise<PullTurn | undefined> => {
  const session = await openSession({ connection, name: 'pull', queryTimeoutMs: TIMEOUT_MS });
  try {
    const { rows } = await session.client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [KEY],
    );
    if (rows[0]?.locked) {
      session.keepPulse(PULSE_MS);
      return { lost: session.lost, giveBack: session.close };
    }
  } catch (error) {
    await session.close();
    throw error;
  }
  await session.close();
  return undefined;
};

/** Whether anybody has the right to pull at this moment. */
export const isPullTurnTaken = async (db: Database): Promise<boolean> => {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (
      select from pg_locks
      where locktype = 'advisory' and granted and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())
        and (classid::int8 << 32) | objid::int8 = hashtextextended(${KEY}, 0)
    ) as taken
  `.execute(db);
  return rows[0]?.taken === true;
};
