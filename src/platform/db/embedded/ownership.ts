import type pg from 'pg';
import { openSession, type Session } from '../session.ts';
import type { Address } from './address.ts';

/** The session whose advisory lock makes one process the keeper of a folder. */
const LOCK = "hashtextextended('kontora/keeper', 0)";
const NAME = 'keeper';

/** The database that Kontora uses in the embedded cluster. */
export const DATABASE = 'kontora';

/** Connects to the server and takes its lock; throws when it does not answer, or when another process keeps it. */
export const takeOwnership = async (address: Address, dir: string, since: Date): Promise<Session> => {
  const session = await openSession({
    connection: { ...address.connection, database: 'postgres' },
    name: `${NAME} ${process.pid} ${since.toISOString()}`,
  });
  try {
    const { rows } = await session.client.query<{ locked: boolean }>(
      `select pg_try_advisory_lock(${LOCK}) as locked`,
    );
    if (!rows[0]?.locked) throw new InUse(dir, await keeperOf(session.client));
    await createDatabase(session.client);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
};

/** Another living process of ours keeps the server of this folder. */
export class InUse extends Error {
  override readonly name = 'InUse';

  constructor(dir: string, keeper: string) {
    super(
      `The database in ${dir} is in use by ${keeper}. ` +
        'Stop that process first, or give this one its own DATA_DIR, or let both share a server by DATABASE_URL.',
    );
  }
}

const keeperOf = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ name: string }>(
    'select application_name as name from pg_stat_activity where application_name like $1 and pid <> pg_backend_pid() order by backend_start limit 1',
    [`kontora/${NAME} %`],
  );
  const [, pid, since] = rows[0]?.name.split(' ') ?? [];
  return pid === undefined
    ? 'another process of Kontora'
    : `another Kontora (process ${pid}, running since ${since})`;
};

const createDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`create database ${DATABASE}`);
};
