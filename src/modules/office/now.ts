import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import { freshFor } from './fresh.ts';
import type { Now } from './schema.ts';

const FRESH_MS = 1_000;
const MINUTES = 5;

/** Reads what happens at this moment: each figure has its index; many viewers share one look a second. */
export const createNow = ({ db, clock }: { db: Database; clock: Clock }): (() => Promise<Now>) => {
  const read = freshFor({ ms: FRESH_MS, clock }, async (): Promise<Now> => {
    const { rows } = await sql<Now>`
      with queue as (
        select queued_at from conversations c
        -- A blocked person waits for nobody.
        where queued_at is not null and not exists (
          select from people p where p.id = c.person_id and p.blocked_at is not null
            and (p.blocked_until is null or p.blocked_until > now()))
      )
      select
        not exists (select from messages where direction = 'in') as fresh,
        (select count(*) from queue) as queued,
        (select coalesce(greatest(0, extract(epoch from now() - min(queued_at))), 0)::float8
           from queue) as longest_wait_seconds,
        (select count(*) from conversations where operator_id is not null) as operated,
        (select count(distinct coalesce(person_id, id)) from conversations
         where heard_at > now() - interval '15 minutes') as talking,
        (select count(*) from turns
         where at > now() - make_interval(mins => ${MINUTES}))::float8 / ${MINUTES} as turns_per_minute
    `.execute(db);
    const [row] = rows;
    if (!row) throw new Error('a count has no row');
    return row;
  });
  return () => read(undefined);
};
