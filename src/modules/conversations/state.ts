import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { isSentAgain } from './sent-again.ts';

/** What waits and what failed in all conversations. */
export interface OfficeState {
  readonly conversations: number;
  /** Turns heard and not worked yet. */
  readonly waitingTurns: number;
  /** Seconds since the oldest of them became due; 0 when none waits. */
  readonly oldestWaitSeconds: number;
  /** Messages queued or being sent. */
  readonly unsent: number;
  /** Messages of the last 24 hours that failed or may not have arrived; of one that was sent again its copy counts. */
  readonly undelivered: number;
  readonly deadLetters: number;
}

/** Reads the state; cheap enough for every scrape: each figure has its index. */
export const officeState = async (db: Database): Promise<OfficeState> => {
  const { rows } = await sql<OfficeState>`
    select
      (select count(*) from conversations) as conversations,
      (select coalesce(sum(heard - said), 0)::bigint from conversations where due_at is not null) as "waitingTurns",
      (select coalesce(greatest(0, extract(epoch from now() - min(due_at))), 0)::float8
         from conversations where due_at is not null) as "oldestWaitSeconds",
      (select count(*) from messages where delivery in ('queued', 'sending')) as unsent,
      (select count(*) from messages m
         where delivery in ('failed', 'unknown') and at > now() - interval '24 hours'
           and not ${isSentAgain}) as undelivered,
      (select count(*) from turns where state = 'dead') as "deadLetters"
  `.execute(db);
  return rows[0] as OfficeState;
};
