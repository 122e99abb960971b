import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Check } from '../health.ts';
import type { Cure } from '../schema.ts';

/** A round trip that people notice in every turn, which makes several. */
const SLOW_MS = 100;
/** The share of the server's connections above which the next replica may not get one. */
const CROWDED = 0.9;
/** One slow answer is a hiccup, or a connection that had to be opened. */
const TRIALS = 3;

/** The database: how fast it answers, how large and how crowded it is. */
export const databaseCheck = ({ db, embedded }: { db: Database; embedded: boolean }): Check => ({
  part: 'database',
  look: async () => {
    const roundTrip = await fastestRoundTrip(db);
    const { rows } = await sql<Row>`
      select current_setting('server_version') as version,
        pg_database_size(current_database()) as size_bytes,
        (select sum(numbackends)::int from pg_stat_database) as connections,
        current_setting('max_connections')::int as max_connections,
        (select count(*) from schema_migrations) as migrations,
        (select max(name) from schema_migrations) as last_migration
    `.execute(db);
    const [row] = rows;
    if (!row) throw new Error('the database does not know itself');
    const cure = cureOf(roundTrip, row);
    return [
      {
        part: 'database',
        name: null,
        state: cure ? 'degraded' : 'ok',
        facts: {
          kind: embedded ? 'embedded' : 'external',
          ...row,
          round_trip_ms: Math.round(roundTrip * 10) / 10,
        },
        cure,
      },
    ];
  },
});

interface Row {
  readonly version: string;
  readonly size_bytes: number;
  readonly connections: number;
  readonly max_connections: number;
  readonly migrations: number;
  readonly last_migration: string | null;
}

/** Milliseconds; tried again only while it is slow. */
const fastestRoundTrip = async (db: Database): Promise<number> => {
  let fastest = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < TRIALS && fastest > SLOW_MS; trial += 1) {
    const started = performance.now();
    await sql`select 1`.execute(db);
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest;
};

const cureOf = (roundTripMs: number, { connections, max_connections }: Row): Cure | null => {
  if (connections > max_connections * CROWDED) return 'allow_more_connections';
  return roundTripMs > SLOW_MS ? 'speed_up_database' : null;
};
