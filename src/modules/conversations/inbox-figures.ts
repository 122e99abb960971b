import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';

/** What the database knows of an inbox. */
export interface InboxFigures {
  readonly id: string;
  /** The kind of messenger. */
  readonly channel: string;
  readonly conversations: number;
  readonly lastHeardAt: Date | null;
  readonly lastDeliveredAt: Date | null;
  /** Turns heard and not worked yet, and for how many seconds the oldest has been due; 0 when none is. */
  readonly waiting: number;
  readonly waitingSeconds: number;
  /** Messages queued or being sent. */
  readonly unsent: number;
  /** Messages of the last 24 hours that failed or may not have arrived. */
  readonly failed: number;
}

/** Figures of every inbox there ever was, by id. Each comes from an index of its own. */
export const inboxFigures = async (db: Database): Promise<readonly InboxFigures[]> => {
  const { rows } = await sql<InboxFigures>`
    with waiting as (
      select inbox_id, sum(heard - said)::bigint as turns, extract(epoch from now() - min(due_at)) as seconds
      from conversations where due_at is not null and heard > said group by inbox_id
    ), unsent as (
      select inbox_id, count(*) as messages from messages where delivery in ('queued', 'sending') group by inbox_id
    ), failed as (
      select inbox_id, count(*) as messages from messages
      where delivery in ('failed', 'unknown') and at > now() - interval '24 hours' group by inbox_id
    ), known as (
      select inbox_id, count(*) as conversations, max(heard_at) as heard_at from conversations group by inbox_id
    )
    select i.id, i.channel, coalesce(known.conversations, 0) as conversations, known.heard_at as "lastHeardAt",
           delivered.at as "lastDeliveredAt", coalesce(waiting.turns, 0) as waiting,
           greatest(0, coalesce(waiting.seconds, 0))::float8 as "waitingSeconds",
           coalesce(unsent.messages, 0) as unsent, coalesce(failed.messages, 0) as failed
    from inboxes i
    left join known on known.inbox_id = i.id
    left join waiting on waiting.inbox_id = i.id
    left join unsent on unsent.inbox_id = i.id
    left join failed on failed.inbox_id = i.id
    left join lateral (
      select m.delivered_at as at from messages m
      where m.inbox_id = i.id and m.direction = 'out' and m.delivered_at is not null
      order by m.at desc, m.id desc limit 1
    ) delivered on true
    order by i.id
  `.execute(db);
  return rows;
};
