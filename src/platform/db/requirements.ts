import type pg from 'pg';
import { messageOf } from '#kernel/errors.ts';
import { unreachable } from './unreachable.ts';

/** Something the database lacks, and what its administrator can do; both in English sentences. */
export interface RequirementProblem {
  readonly problem: string;
  readonly cure: string;
}

const OLDEST_VERSION = 15;
const EXTENSIONS = ['pg_trgm', 'unaccent'];
/** SQLSTATEs of creating what another replica has just created: unique_violation, duplicate_object. */
const MADE_MEANWHILE = new Set<unknown>(['23505', '42710']);
/** A Russian word in capitals and in small letters. */
const CAPITALS = '\u0422\u0420\u0423\u0411\u0410';
const SMALL = '\u0442\u0440\u0443\u0431\u0430';

/** Throws one Error that says everything the database lacks and how to give it, or why it cannot be reached. */
export const assertRequirements = async (pool: pg.Pool): Promise<void> => {
  const problems = await checkRequirements(pool);
  if (problems.length === 0) return;
  const list = problems.map(({ problem, cure }) => `- ${problem}\n  ${cure}`);
  throw new Error(`The database cannot be used:\n${list.join('\n')}`);
};

/** What Kontora, and Russian search above all, needs of a database; changes nothing in it. */
export const checkRequirements = async (pool: pg.Pool): Promise<RequirementProblem[]> => {
  const client = await connect(pool);
  try {
    // Another replica may be creating the extensions; its transaction is worth waiting for.
    await client.query('begin; set local lock_timeout = 0');
    const facts = await readFacts(client);
    const problems = [...checkServer(facts), ...checkRights(facts)];
    problems.push(...(await checkLetters(client, facts)));
    for (const extension of EXTENSIONS) problems.push(...(await checkExtension(client, extension, facts)));
    // Trigrams of a ctype that knows no Cyrillic are always empty: the one cure is told once.
    if (problems.length === 0) problems.push(...(await checkTrigrams(client, facts)));
    return problems;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
};

const connect = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  try {
    return await pool.connect();
  } catch (error) {
    throw pool.options.connectionString === undefined ? error : unreachable(error);
  }
};

interface Facts {
  version: number;
  version_text: string;
  encoding: string;
  ctype: string;
  database: string;
  /** A name for the database that would replace it. */
  successor: string;
  role: string;
  schema: string | null;
  may_create: boolean | null;
}

const readFacts = async (client: pg.ClientBase): Promise<Facts> => {
  const { rows } = await client.query<Facts>(
    `select current_setting('server_version_num')::int / 10000 as version,
       current_setting('server_version') as version_text,
       current_setting('server_encoding') as encoding,
       datctype as ctype,
       quote_ident(current_database()) as database,
       quote_ident(left(current_database(), 58) || '_utf8') as successor,
       quote_ident(current_user) as role,
       quote_ident(current_schema()) as schema,
       has_schema_privilege(current_schema(), 'create') as may_create
     from pg_database where datname = current_database()`,
  );
  const [facts] = rows;
  if (!facts) throw new Error('the database does not know itself');
  return facts;
};

const checkServer = ({ version, version_text }: Facts): RequirementProblem[] =>
  version >= OLDEST_VERSION
    ? []
    : [
        {
          problem: `PostgreSQL ${version_text} is too old.`,
          cure: `Upgrade the server to PostgreSQL ${OLDEST_VERSION} or newer.`,
        },
      ];

const checkLetters = async (client: pg.ClientBase, facts: Facts): Promise<RequirementProblem[]> => {
  const { encoding, ctype, database } = facts;
  // Other encodings may have no Russian letters at all, not even to ask with.
  if (encoding !== 'UTF8')
    return [
      { problem: `The encoding of database ${database} is ${encoding}, not UTF8.`, cure: recreate(facts) },
    ];
  const { rows } = await client.query<{ lowered: string }>('select lower($1) as lowered', [CAPITALS]);
  if (rows[0]?.lowered !== SMALL)
    return [
      {
        problem: `Database ${database} (LC_CTYPE ${ctype}) does not know Russian letters: search would find nothing.`,
        cure: recreate(facts),
      },
    ];
  return [];
};

const recreate = ({ successor }: Facts): string =>
  'Neither can be changed later: make a new database, move the data, if any, with pg_dump, and name it in DATABASE_URL. ' +
  `CREATE DATABASE ${successor} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';`;

const checkRights = ({ schema, may_create, database, role }: Facts): RequirementProblem[] =>
  schema !== null && may_create
    ? []
    : [
        {
          problem: `Role ${role} may not create tables in ${schema === null ? 'any schema of its search_path' : `schema ${schema}`}.`,
          cure: `As an administrator: ALTER DATABASE ${database} OWNER TO ${role};`,
        },
      ];

/** Creates it in the transaction that is rolled back: only so is it known that the role may. */
const checkExtension = async (
  client: pg.ClientBase,
  extension: string,
  { role, database }: Facts,
): Promise<RequirementProblem[]> => {
  const known = await client.query('select from pg_available_extensions where name = $1', [extension]);
  if (known.rowCount === 0)
    return [
      {
        problem: `The extension ${extension} is not installed on the server.`,
        cure: 'Install the contrib package of this PostgreSQL (Debian and Ubuntu: postgresql-contrib).',
      },
    ];
  await client.query('savepoint extension');
  try {
    await client.query(`create extension if not exists ${extension}`);
    return [];
  } catch (error) {
    await client.query('rollback to extension');
    if (error instanceof Error && 'code' in error && MADE_MEANWHILE.has(error.code)) return [];
    return [
      {
        problem: `Role ${role} cannot create the extension ${extension}: ${messageOf(error)}.`,
        cure: `As an administrator, in database ${database}: CREATE EXTENSION ${extension};`,
      },
    ];
  }
};

const checkTrigrams = async (client: pg.ClientBase, facts: Facts): Promise<RequirementProblem[]> => {
  const schema = await client.query<{ name: string }>(
    "select quote_ident(nspname) as name from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'pg_trgm'",
  );
  const trigrams = await client.query(`select from unnest(${schema.rows[0]?.name}.show_trgm($1))`, [SMALL]);
  return trigrams.rowCount
    ? []
    : [
        {
          problem: `pg_trgm sees no letters in Russian words in database ${facts.database}.`,
          cure: recreate(facts),
        },
      ];
};
