import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { coalesce } from '#platform/queue/coalesce.ts';
import type { Pace } from './channel.ts';
import type { Delivery } from './schema.ts';

/** Asks to send one message now. */
interface Permit {
  readonly messageId: number;
  readonly conversationId: string;
  readonly pace: Pace;
}

/** `granted`: recorded as being sent, go on; a number: wait so many milliseconds; `lost`: not ours any more. */
export type Permission = 'granted' | 'lost' | number;

/** How an attempt ended. */
export interface Ending {
  readonly messageId: number;
  readonly conversationId: string;
  readonly delivery: Delivery;
  readonly ref: string | null;
  readonly error: string | null;
  /** The next attempt may bring the person the same message twice. */
  readonly repeated: boolean;
}

/**
 * The states of outgoing messages: `queued` → `sending`, recorded before the wire is touched → `sent`,
 * `failed` or `unknown`. The pace of a chat and of a whole inbox lives in the database, so that it is
 * one for all replicas and no clock but the database's counts.
 */
export const createOutbox = ({ db, worker }: { db: Database; worker: string }) => {
  const permit = coalesce(
    async (asked: readonly Permit[]): Promise<Permission[]> => {
      const { rows } = await sql<{ id: number; granted: boolean; wait_ms: number | null }>`
        with asked as (
          select * from unnest(${asked.map(({ messageId }) => messageId)}::bigint[],
                               ${asked.map(({ conversationId }) => conversationId)}::uuid[],
                               ${asked.map(({ pace }) => secondsBetween(pace))}::float8[],
                               ${asked.map(({ pace }) => pace.burst)}::integer[])
            as a(id, conversation_id, gap, burst)
        ), waits as (
          select a.id, a.conversation_id, a.gap, c.lease_by = ${worker} as ours,
                 extract(epoch from c.next_send_at - now()) - a.gap * (a.burst - 1) as wait
          from asked a join conversations c on c.id = a.conversation_id
        ), ready as (
          select w.conversation_id, w.gap from waits w join conversations c on c.id = w.conversation_id
          where w.gap > 0 and w.ours and w.wait <= 0
          order by c.id for update of c
        ), paced as (
          update conversations c set next_send_at = greatest(c.next_send_at, now()) + make_interval(secs => r.gap)
          from ready r where c.id = r.conversation_id
        ), marked as (
          update messages m set delivery = 'sending', attempts = attempts + 1
          from waits w where m.id = w.id and w.ours and (w.gap = 0 or w.wait <= 0)
          returning m.id
        )
        select w.id, marked.id is not null as granted, case when w.ours then w.wait * 1000 end as wait_ms
        from waits w left join marked on marked.id = w.id
      `.execute(db);
      const answers = new Map(rows.map((row) => [row.id, row]));
      return asked.map(({ messageId }) => {
        const answer = answers.get(messageId);
        if (answer?.granted) return 'granted';
        return answer?.wait_ms ? Math.ceil(answer.wait_ms) : 'lost';
      });
    },
    { lanes: 2, blames: () => false },
  );

  /** Takes the next slots of a whole inbox; answers how many milliseconds each has to wait. */
  const slot = coalesce(
    async (asked: readonly { inbox: string; pace: Pace }[]): Promise<number[]> => {
      const waits = new Map<string, number>();
      for (const [inbox, { gap, count, burst }] of countByInbox(asked)) {
        const { rows } = await sql<{ wait_ms: number }>`
          update inboxes
          set next_send_at = greatest(next_send_at, now() - make_interval(secs => ${gap * (burst - 1)}))
                             + make_interval(secs => ${gap * count})
          where id = ${inbox}
          returning extract(epoch from next_send_at - now()) * 1000 as wait_ms
        `.execute(db);
        waits.set(inbox, Number(rows[0]?.wait_ms ?? 0) - gap * count * 1000);
      }
      return asked.map(({ inbox, pace }) => {
        const wait = waits.get(inbox) ?? 0;
        waits.set(inbox, wait + secondsBetween(pace) * 1000);
        return Math.max(0, wait);
      });
    },
    { blames: () => false },
  );

  /** Makes a whole inbox wait, e.g. after the messenger complained. */
  const hold = async (inbox: string, ms: number): Promise<void> => {
    await sql`
      update inboxes set next_send_at = greatest(next_send_at, now() + make_interval(secs => ${ms / 1000}))
      where id = ${inbox}
    `.execute(db);
  };

  /** Records endings. After the lease was lost another worker knows better, but sent is sent. */
  const end = coalesce(
    async (endings: readonly Ending[]) => {
      await sql`
        with e as (
          select * from jsonb_to_recordset(${JSON.stringify(endings.map(endingRow))}::jsonb)
            as e(id bigint, conversation_id uuid, delivery text, ref text, error text, repeated boolean)
        ), ended as (
          update messages m
          set delivery = e.delivery, error = e.error, repeated = m.repeated or e.repeated,
              ref = coalesce(e.ref, m.ref),
              delivered_at = case when e.delivery = 'sent' then now() end
          from e join conversations c on c.id = e.conversation_id
          where m.id = e.id and (c.lease_by = ${worker} or e.delivery = 'sent')
          returning m.edits, e.ref
        )
        update messages target set ref = ended.ref
        from ended where target.id = ended.edits and ended.ref is not null
      `.execute(db);
      return endings.map(() => undefined);
    },
    { lanes: 2, blames: () => false },
  );

  /** Remembers that a chat cannot be written to, and ends what waited for it. */
  const unreachable = async (conversationId: string): Promise<void> => {
    await sql`
      with c as (update conversations set reachable = false where id = ${conversationId} returning id)
      update messages m set delivery = 'failed', error = 'the person cannot be reached'
      from c where m.conversation_id = c.id and m.delivery = 'queued'
    `.execute(db);
  };

  return { permit, slot, hold, end, unreachable };
};

export type Outbox = ReturnType<typeof createOutbox>;

const secondsBetween = ({ perSecond }: Pace): number => (perSecond > 0 ? 1 / perSecond : 0);

const countByInbox = (asked: readonly { inbox: string; pace: Pace }[]) => {
  const counts = new Map<string, { gap: number; burst: number; count: number }>();
  for (const { inbox, pace } of asked) {
    const count = (counts.get(inbox)?.count ?? 0) + 1;
    counts.set(inbox, { gap: secondsBetween(pace), burst: pace.burst, count });
  }
  return counts;
};

const endingRow = ({ messageId, conversationId, delivery, ref, error, repeated }: Ending) => ({
  id: messageId,
  conversation_id: conversationId,
  delivery,
  ref,
  error,
  repeated,
});
