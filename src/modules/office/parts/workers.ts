import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Check } from '../health.ts';
import type { Cure } from '../schema.ts';

/** Seconds that a due conversation may wait for a worker; usually it is milliseconds. */
const LATE_SECONDS = 60;

/**
 * The workers, seen by what they leave undone: work that is due and that nobody takes. Idle workers hold no
 * lease, so that no lease is an illness only while work waits.
 */
export const workersCheck = ({
  db,
  inboxes,
}: {
  db: Database;
  /** The inboxes that are configured: what waits in another one needs no worker but its channel. */
  inboxes: readonly string[];
}): Check => ({
  part: 'workers',
  look: async () => {
    const { rows } = await sql<Row>`
      with due as materialized (
        select heard - said as turns, due_at, lease_by, lease_until > now() as held
        from conversations where due_at is not null and inbox_id = any(${inboxes})
      )
      select coalesce(sum(turns), 0)::bigint as waiting_turns,
        coalesce(greatest(0, extract(epoch from now() - min(due_at) filter (where held is not true))), 0)::float8
          as oldest_wait_seconds,
        count(*) filter (where held) as held_conversations,
        count(distinct lease_by) filter (where held) as workers
      from due
    `.execute(db);
    const [row] = rows;
    if (!row) throw new Error('a count has no row');
    const cure = cureOf(row);
    const state = cure === 'start_worker' ? 'down' : cure ? 'degraded' : 'ok';
    return [{ part: 'workers', name: null, state, facts: row, cure }];
  },
});

interface Row {
  readonly waiting_turns: number;
  readonly oldest_wait_seconds: number;
  readonly held_conversations: number;
  readonly workers: number;
}

const cureOf = ({ oldest_wait_seconds, workers }: Row): Cure | null => {
  if (oldest_wait_seconds <= LATE_SECONDS) return null;
  return workers === 0 ? 'start_worker' : 'add_workers';
};
