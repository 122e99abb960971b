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

/** `granted`: recorded as being sent, go on; a number: wait so many milliseconds; `lost`: not ours, or not its turn. */
export type Permission = 'granted' | 'lost' | number;

/** A slot of an inbox: `taken` and to be used in `ms`, or not taken and to be asked for again then. */
export interface Slot {
  readonly taken: boolean;
  readonly ms: number;
}

/** Milliseconds that a worker waits for a slot it has taken. */
const SOON_MS = 500;

/** How an attempt ended. */
export interface Ending {
  readonly messageId: number;
  readonly conversationId: string;
  readonly delivery: Delivery;
  readonly ref: string | null;
  readonly error: string | null;
  /** The next attempt may bring the person the same message twice. */
  readonly repeated: boolean;
  /** Nobody knows whether this attempt succeeded. */
  readonly doubt: boolean;
}

/**
 * The states of outgoing messages: `queued` → `sending`, recorded before the wire is touched → `sent`,
 * `failed` or `unknown`. The pace of a chat and of a whole inbox lives in the database, so that it is
 * one for all replicas and no clock but the database's counts.
 */
export const createOutbox = ({ db, worker }: { db: Database; worker: string }) => {
  const permit = coalesce(
    async (asked: readonly Permit[]): Promise<Permission[]> => {
      const { rows } = await sql<{ id: number; granted: boolean; wait_ms: number }>`
        with asked as (
          select * from unnest(${asked.map(({ messageId }) => messageId)}::bigint[],
                               ${asked.map(({ conversationId }) => conversationId)}::uuid[],
                               ${asked.map(({ pace }) => secondsBetween(pace))}::float8[],
                               ${asked.map(({ pace }) => pace.burst)}::integer[])
            as a(id, conversation_id, gap, burst)
        ), mine as (
          select c.id, c.next_send_at from conversations c
          where c.id = any(${asked.map(({ conversationId }) => conversationId)}::uuid[]) and c.lease_by = ${worker}
          order by c.id for update
        ), waits as (
          select a.id, a.conversation_id, a.gap,
                 extract(epoch from mine.next_send_at - now()) - a.gap * (a.burst - 1) as wait
          from asked a join mine on mine.id = a.conversation_id join messages m on m.id = a.id
          -- What an operator said meanwhile, this worker has not loaded: it goes first.
          where not exists (
            select from messages earlier
            where earlier.conversation_id = m.conversation_id and earlier.position < m.position
              and earlier.delivery in ('queued', 'sending')
          )
        ), paced as (
          update conversations c set next_send_at = greatest(c.next_send_at, now()) + make_interval(secs => w.gap)
          from waits w where c.id = w.conversation_id and w.gap > 0 and w.wait <= 0
        ), marked as (
          update messages m set delivery = 'sending', attempts = attempts + 1
          from waits w where m.id = w.id and w.wait <= 0 and m.delivery in ('queued', 'sending')
          returning m.id
        )
        select w.id, marked.id is not null as granted, w.wait * 1000 as wait_ms
        from waits w left join marked on marked.id = w.id
      `.execute(db);
      const answers = new Map(rows.map((row) => [row.id, row]));
      return asked.map(({ messageId }) => {
        const answer = answers.get(messageId);
        if (answer?.granted) return 'granted';
        return answer && answer.wait_ms > 0 ? Math.ceil(answer.wait_ms) : 'lost';
      });
    },
    { lanes: 2, blames: () => false },
  );

  /**
   * Takes the next slots of a whole inbox, as far as they come soon; who would wait longer gets none and
   * shall ask again, so that a slow messenger occupies no worker.
   */
  const slot = coalesce(
    async (asked: readonly { inbox: string; pace: Pace }[]): Promise<Slot[]> => {
      const slots = new Map<string, { granted: number; waitMs: number }>();
      for (const [inbox, { gap, count, burst }] of countByInbox(asked)) {
        const { rows } = await sql<{ granted: number; wait_ms: number }>`
          with i as (
            select id, greatest(next_send_at, now() - make_interval(secs => ${gap * (burst - 1)}::float8)) as base
            from inboxes where id = ${inbox} for update
          ), n as (
            select id, base, extract(epoch from base - now())::float8 * 1000 as wait_ms,
                   greatest(0, least(${count}::float8, floor(
                     (extract(epoch from now() - base)::float8 + ${SOON_MS / 1000}::float8) / ${gap}::float8) + 1))::integer
                     as granted
            from i
          )
          update inboxes set next_send_at = n.base + make_interval(secs => ${gap}::float8 * n.granted)
          from n where inboxes.id = n.id
          returning n.granted, n.wait_ms
        `.execute(db);
        const [row] = rows;
        slots.set(inbox, { granted: row?.granted ?? 0, waitMs: row?.wait_ms ?? 0 });
      }
      const places = new Map<string, number>();
      return asked.map(({ inbox, pace }) => {
        const place = places.get(inbox) ?? 0;
        places.set(inbox, place + 1);
        const { granted, waitMs } = slots.get(inbox) ?? { granted: 0, waitMs: 0 };
        return { taken: place < granted, ms: Math.max(0, waitMs + place * secondsBetween(pace) * 1000) };
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

  /** Makes one chat wait, whatever else is heard or asked in it. */
  const holdChat = async (conversationId: string, ms: number, pace: Pace): Promise<void> => {
    const seconds = ms / 1000 + secondsBetween(pace) * Math.max(0, pace.burst - 1);
    await sql`
      update conversations set next_send_at = greatest(next_send_at, now() + make_interval(secs => ${seconds}))
      where id = ${conversationId} and lease_by = ${worker}
    `.execute(db);
  };

  /** Records endings. After the lease was lost another worker knows better, but sent is sent. */
  const end = coalesce(
    async (endings: readonly Ending[]) => {
      await sql`
        with e as (
          select * from jsonb_to_recordset(${JSON.stringify(endings.map(endingRow))}::jsonb)
            as e(id bigint, conversation_id uuid, delivery text, ref text, error text, repeated boolean, doubt boolean)
        ), ended as (
          update messages m
          set delivery = e.delivery, error = e.error, repeated = m.repeated or e.repeated,
              doubts = m.doubts + e.doubt::integer,
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

  return { permit, slot, hold, holdChat, end, unreachable };
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

const endingRow = ({ messageId, conversationId, ...ending }: Ending) => ({
  id: messageId,
  conversation_id: conversationId,
  ...ending,
});
