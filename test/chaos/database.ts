import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { pause } from '#kernel/time.ts';
import { type Database, openDatabase } from '#platform/db/database.ts';
import { startEmbeddedPostgres } from '#platform/db/embedded/supervisor.ts';
import { migrate } from '#platform/db/migrate.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Milliseconds a database may need to come back. */
const UP_MS = 60_000;

/** A durable PostgreSQL that starts again over the same folder whenever it is killed. */
export interface ChaosDatabase {
  readonly db: Database;
  /** What replicas connect to. */
  readonly url: string;
  /** Resolves when it answers; throws when it does not come back. */
  up(): Promise<void>;
  /** kill -9 of the server and all its backends; answers when. */
  kill(): Promise<number>;
  stop(): Promise<void>;
}

/** Every change of a name, written by the database itself in the transaction that made it. */
const AUDIT = `
  create schema chaos;
  create table chaos.renames (id bigint generated always as identity, person_id uuid, name text);
  create function chaos.note() returns trigger language plpgsql as $$
    begin
      insert into chaos.renames (person_id, name) values (new.id, new.name);
      return null;
    end $$;
  create trigger note after update of name on people for each row execute function chaos.note();
`;

export const startDatabase = async (folder: string): Promise<ChaosDatabase> => {
  const log = pino({ level: 'silent' });
  const postgres = await startEmbeddedPostgres({ dir: join(folder, 'postgres'), log });
  const { connection } = postgres;
  await migrate({ connection, dir: MIGRATIONS, log });
  const { db, close } = openDatabase({ connection, log, poolSize: 2, name: 'chaos' });
  await sql.raw(AUDIT).execute(db);
  const { host, port, user, password, database } = connection;
  const isFolder = host?.startsWith('/') === true;
  const url = new URL(`postgresql://${user}@${isFolder ? 'localhost' : host}:${port}/${database}`);
  if (typeof password === 'string') url.password = password;
  if (isFolder) url.searchParams.set('host', host);

  return {
    db,
    url: url.href,
    up: async () => {
      for (const deadline = Date.now() + UP_MS; ; ) {
        const answers = await sql`select`.execute(db).then(
          () => true,
          () => false,
        );
        if (answers) return;
        if (Date.now() > deadline) throw new Error(`the database does not answer for ${UP_MS / 1_000} s`);
        await pause(50);
      }
    },
    kill: async () => {
      const server = postgres.pid();
      if (server === undefined) throw new Error('the database is not running');
      const backends = await childrenOf(server);
      const at = Date.now();
      for (const pid of [server, ...backends]) killIfThere(pid);
      return at;
    },
    stop: async () => {
      await close();
      await postgres.stop();
    },
  };
};

/** Where /proc does not tell, backends end by themselves as soon as they miss their server. */
const childrenOf = async (pid: number): Promise<number[]> => {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
};

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
