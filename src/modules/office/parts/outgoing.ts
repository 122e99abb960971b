import { sql } from 'kysely';
import { isSentAgain } from '#modules/conversations/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Check } from '../health.ts';
import type { Cure } from '../schema.ts';

/** Seconds that a message may wait for its channel: an outage or a long "slow down" of the messenger. */
const LATE_SECONDS = 120;

/**
 * Outgoing messages: what waits, and what of the last 24 hours did not arrive. Somebody who left or blocked us is
 * counted apart: that is life, not an illness. Of a message that was sent again its copy counts.
 */
export const outgoingCheck = ({ db }: { db: Database }): Check => ({
  part: 'outgoing',
  look: async () => {
    const { rows } = await sql<Row>`
      with unsent as (
        select count(*) as unsent,
          coalesce(greatest(0, extract(epoch from now() - min(at))), 0)::float8 as oldest_unsent_seconds
        from messages where delivery in ('queued', 'sending')
      ), undelivered as (
        select count(*) filter (where m.delivery = 'failed' and c.reachable) as failed_24h,
          count(*) filter (where m.delivery = 'failed' and not c.reachable) as unreachable_24h,
          count(*) filter (where m.delivery = 'unknown') as unknown_24h
        from messages m join conversations c on c.id = m.conversation_id
        where m.delivery in ('failed', 'unknown') and m.at > now() - interval '24 hours'
          and not ${isSentAgain}
      )
      select * from unsent, undelivered
    `.execute(db);
    const [row] = rows;
    if (!row) throw new Error('a count has no row');
    const cure = cureOf(row);
    return [{ part: 'outgoing', name: null, state: cure ? 'degraded' : 'ok', facts: row, cure }];
  },
});

interface Row {
  readonly unsent: number;
  readonly oldest_unsent_seconds: number;
  readonly failed_24h: number;
  readonly unreachable_24h: number;
  readonly unknown_24h: number;
}

const cureOf = ({ oldest_unsent_seconds, failed_24h, unknown_24h }: Row): Cure | null => {
  if (failed_24h + unknown_24h > 0) return 'see_deliveries';
  return oldest_unsent_seconds > LATE_SECONDS ? 'wait_for_channel' : null;
};
