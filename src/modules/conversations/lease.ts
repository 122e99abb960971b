import { sql } from 'kysely';
import { type People, personOf } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';
import { coalesce } from '#platform/queue/coalesce.ts';
import type { Held, UnsentMessage } from './held.ts';
import type { Content, DialogueState, Input, Key } from './schema.ts';

/** Seconds a lease lives without renewal: how long a dead worker's conversations wait. */
const LEASE_SECONDS = 10;
/** Milliseconds between renewals. */
export const RENEW_EVERY_MS = 3_000;
/** Messages loaded with a conversation; the rest come with its next lease. */
const LOAD_AT_ONCE = 50;

/** Joined by a statement, this lets it commit without waiting for the disk, and needs no transaction around it. */
const LAZILY = sql`lazily as materialized (select set_config('synchronous_commit', 'off', true))`;

interface ConversationRow {
  id: string;
  inbox_id: string;
  channel: string;
  address: string;
  kind: 'private' | 'group';
  language: string | null;
  said: number;
  stamp: number;
  dialogue: DialogueState | null;
  keyboard: Key[][] | null;
  offered: string | null;
  attempts: number;
  reachable: boolean;
  operator_id: string | null;
  queued: boolean;
  due_at: string;
}

/**
 * Leases of one worker: a conversation is worked by whoever holds it, and a lease that is not renewed
 * lapses (DESIGN §3). Lease changes are not flushed to disk: a lost lease is only a lapsed one. Whoever
 * locks several conversations locks them in the order of their ids, here and in every other statement.
 */
export const createLeases = ({
  db,
  people,
  worker,
  inboxes,
}: {
  db: Database;
  people: People;
  worker: string;
  /** The inboxes this process can speak for. */
  inboxes: readonly string[];
}) => {
  /**
   * Takes up to `limit` conversations that are due and free, the longest waiting first, with their work.
   * None of those this worker still works on: a lapsed lease must not bring it a second copy.
   */
  const claim = async (limit: number, working: readonly string[]): Promise<Held[]> => {
    const { rows } = await sql<ConversationRow>`
      with ${LAZILY}
      update conversations c
      set lease_by = ${worker}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      from (
        select id from conversations
        where due_at <= now() and (lease_until is null or lease_until < now()) and inbox_id = any(${inboxes})
          and not id = any(${working}::uuid[])
        order by due_at limit ${limit} for update skip locked
      ) due, inboxes i, lazily
      where c.id = due.id and i.id = c.inbox_id
      returning c.id, c.inbox_id, i.channel, c.address, c.kind, c.language, c.said, c.stamp, c.dialogue,
                c.keyboard, c.offered, c.attempts, c.reachable, c.operator_id, c.queued_at is not null as queued,
                c.due_at::text
    `.execute(db);
    return rows.length === 0 ? [] : load(rows);
  };

  const load = async (rows: readonly ConversationRow[]): Promise<Held[]> => {
    const ids = rows.map(({ id }) => id);
    const [heard, unsent] = await Promise.all([loadHeard(ids), loadUnsent(ids)]);
    return rows.map((row) => {
      const waiting = unsent.filter((message) => message.conversation_id === row.id).map(unsentOf);
      // More may wait than was loaded, and what a turn says must not overtake it: first those.
      const workable = waiting.length < LOAD_AT_ONCE ? heard : [];
      return {
        id: row.id,
        inbox: row.inbox_id,
        dueAt: row.due_at,
        address: row.address,
        kind: row.kind,
        language: row.language,
        said: row.said,
        stamp: row.stamp,
        dialogue: row.dialogue,
        keyboard: row.keyboard,
        offered: row.offered,
        attempts: row.attempts,
        reachable: row.reachable,
        operatorId: row.operator_id,
        queued: row.queued,
        menu: undefined,
        heardMessages: workable
          .filter((message) => message.conversation_id === row.id)
          .map((message) => ({
            id: message.id,
            turn: message.turn,
            input: message.content,
            speaker: personOf(
              { ...message, id: message.person_id },
              people.rolesOf(message.roles, row.channel, message.account),
            ),
            blockedAt: message.blocked_at,
            passedOn: message.content.passed_on === true,
            account: message.account,
            ref: message.ref,
            traceId: message.trace_id,
          })),
        unsent: waiting,
      };
    });
  };

  const loadHeard = async (ids: readonly string[]) => {
    const { rows } = await sql<{
      conversation_id: string;
      id: number;
      turn: number;
      content: Input & { readonly passed_on?: boolean };
      person_id: string;
      account: string;
      name: string;
      locale: string | null;
      roles: string[];
      customer: boolean;
      blocked_at: Date | null;
      ref: string | null;
      trace_id: string | null;
    }>`
      select m.*, p.name, p.locale, ${people.roles('p')} as roles, p.customer,
             case when p.blocked_until is null or p.blocked_until > now() then p.blocked_at end as blocked_at
      from conversations c
      cross join lateral (
        select conversation_id, id, turn, content, person_id, account, ref, trace_id from messages
        where conversation_id = c.id and direction = 'in' and turn > c.said
        order by turn limit ${LOAD_AT_ONCE}
      ) m
      join people p on p.id = m.person_id
      where c.id = any(${ids}) and c.heard > c.said
      order by m.conversation_id, m.turn
    `.execute(db);
    return rows;
  };

  const loadUnsent = async (ids: readonly string[]) => {
    const { rows } = await sql<UnsentRow>`
      select m.*, target.ref as edits_ref
      from unnest(${ids}::uuid[]) as c(id)
      cross join lateral (
        select id, conversation_id, position, content, edits, in_doubt, delivery, attempts, doubts,
               trace_id from messages
        where conversation_id = c.id and delivery in ('queued', 'sending')
        order by position limit ${LOAD_AT_ONCE}
      ) m
      left join messages target on target.id = m.edits
      order by m.conversation_id, m.position
    `.execute(db);
    return rows;
  };

  /** Extends leases this worker works under; what it put down without the database knowing must lapse. */
  const renew = async (working: readonly string[]): Promise<void> => {
    await sql`
      update conversations c set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
      from (
        select id from conversations where lease_by = ${worker} and id = any(${working}::uuid[])
        order by id for update skip locked
      ) mine
      where c.id = mine.id
    `.execute(db);
  };

  /**
   * Gives a conversation back. It is due again in `afterMs` when the worker asks for that, at once when
   * work came or was left meanwhile, else not at all; `dueAt` is when it was due as it was claimed. Answers
   * whether it is due at once.
   */
  const release = coalesce(
    async (
      given: readonly { id: string; afterMs: number | undefined; dueAt?: string }[],
    ): Promise<boolean[]> => {
      const { rows } = await sql<{ id: string; due: boolean }>`
        with ${LAZILY}
        update conversations c
        set lease_by = null, lease_until = null,
            due_at = case when g.after_ms is not null then now() + make_interval(secs => g.after_ms / 1000.0)
                          -- What was put in while this waited for the row is seen in the row alone.
                          when c.heard > c.said or c.due_at <> g.due_at or exists (
                            select from messages m
                            where m.conversation_id = c.id and m.delivery in ('queued', 'sending')
                          ) then now() end
        from (
          select mine.id, g.after_ms, g.due_at
          from unnest(${given.map(({ id }) => id)}::uuid[],
                      ${given.map(({ afterMs }) => afterMs ?? null)}::float8[],
                      ${given.map(({ dueAt }) => dueAt ?? null)}::timestamptz[]) as g(id, after_ms, due_at)
          join conversations mine on mine.id = g.id
          where mine.lease_by = ${worker} order by mine.id for update of mine
        ) g, lazily
        where c.id = g.id
        returning c.id, c.due_at <= now() as due
      `.execute(db);
      const due = new Set(rows.filter((row) => row.due).map(({ id }) => id));
      return given.map(({ id }) => due.has(id));
    },
    { blames: () => false },
  );

  /** Frees what a dead predecessor held; only for a process that is sure to be the only one. */
  const reclaim = async (): Promise<void> => {
    await sql`update conversations set lease_by = null, lease_until = null where lease_by is not null`.execute(
      db,
    );
  };

  return { claim, renew, release, reclaim };
};

export type Leases = ReturnType<typeof createLeases>;

interface UnsentRow {
  id: number;
  conversation_id: string;
  content: Content;
  edits: number | null;
  edits_ref: string | null;
  in_doubt: 'repeat' | 'once';
  delivery: 'queued' | 'sending';
  attempts: number;
  doubts: number;
  trace_id: string | null;
}

const unsentOf = (row: UnsentRow): UnsentMessage => ({
  id: row.id,
  content: row.content,
  edits: row.edits,
  editsRef: row.edits_ref,
  inDoubt: row.in_doubt,
  delivery: row.delivery,
  attempts: row.attempts,
  doubts: row.doubts,
  traceId: row.trace_id,
});
