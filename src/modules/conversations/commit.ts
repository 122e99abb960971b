import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { isOutage } from '#platform/db/outage.ts';
import { coalesce } from '#platform/queue/coalesce.ts';
import type { Composed } from './compose.ts';
import type { SecretEnd } from './plan.ts';
import type { Content, DialogueState, Key } from './schema.ts';
import { FORGOTTEN } from './secret.ts';

/** A worked turn, ready to be made true. */
export interface WorkedTurn {
  readonly conversationId: string;
  /** The turn number: commits only if the turn before it was the last one said. */
  readonly number: number;
  readonly state: 'done' | 'dead';
  /** The stamp it was decided at: whoever takes the conversation over or gives it back raises it. */
  readonly decidedAt: number;
  /** The person goes away from the operator, or from the queue. */
  readonly leaves: boolean;
  /** Nobody is asked to answer it, not even an operator. */
  readonly ignored: boolean;
  readonly dialogue: DialogueState | null;
  readonly stamp: number;
  readonly keyboard: readonly (readonly Key[])[] | null;
  readonly messages: readonly Composed[];
  /** The message that a `replace` rewrites, when it is still the last one. */
  readonly replaces: number | undefined;
  /** What becomes of what was heard, when it was said as a secret. */
  readonly secret?: SecretEnd | undefined;
  /** What a press of a button said, to show in the history. */
  readonly label: { readonly messageId: number; readonly text: string } | undefined;
  readonly attempts: number;
  readonly error: string | null;
  readonly durationMs: number;
  readonly traceId: string | null;
}

/** A message as it was queued by a commit. */
export interface QueuedMessage {
  readonly id: number;
  readonly content: Content;
  readonly edits: number | null;
  readonly editsRef: string | null;
  readonly inDoubt: 'repeat' | 'once';
}

/** What a turn that became true left behind. */
export interface Committed {
  readonly messages: readonly QueuedMessage[];
  /** The person waits for an operator now. */
  readonly queued: boolean;
}

/**
 * Makes turns true: the cursor, the dialogue, the turn's record and its outgoing messages in one
 * statement, guarded by the lease, the turn number and the stamp. Answers undefined for a turn whose
 * lease was lost, or that was decided before an operator came or went: it is to be worked anew.
 */
export const createCommits = ({ db, worker }: { db: Database; worker: string }) => {
  /** Commits a turn that has effects, inside the transaction that made them. */
  const commitIn = async (tx: Tx, turn: WorkedTurn): Promise<Committed | undefined> =>
    (await commitAll(tx, [turn]))[0];

  /** Commits a turn without effects; turns of other conversations share the flush to disk. */
  const commit = coalesce((turns: readonly WorkedTurn[]) => commitAll(db, turns), {
    lanes: 2,
    blames: (error) => !isOutage(error),
  });

  const commitAll = async (
    executor: Database,
    turns: readonly WorkedTurn[],
  ): Promise<(Committed | undefined)[]> => {
    const messages = turns.flatMap((turn) =>
      turn.messages.map((message, index) => ({
        conversation_id: turn.conversationId,
        ord: index + 1,
        content: message.content,
        in_doubt: message.inDoubt,
        edits: (index === 0 && message.replace && turn.replaces) || null,
      })),
    );
    const { rows } = await sql<{
      conversation_id: string;
      queued: boolean;
      id: number | null;
      ord: number;
      edits_ref: string | null;
    }>`
      with t as (
        select * from jsonb_to_recordset(${JSON.stringify(turns.map(rowOf))}::jsonb) as t(conversation_id uuid,
          number bigint, state text, decided_at bigint, leaves boolean, ignored boolean, dialogue jsonb, stamp bigint,
          keyboard jsonb, count integer, attempts integer, error text, duration_ms integer, trace_id text,
          label_id bigint, label text, running text, secret text)
      ), m as (
        select * from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as m(conversation_id uuid, ord integer,
          content jsonb, in_doubt text, edits bigint)
      ), mine as (
        select c.id from conversations c join t on t.conversation_id = c.id
        where c.lease_by = ${worker} and c.said = t.number - 1 and c.stamp = t.decided_at
        order by c.id for update of c
      ), c as (
        update conversations c
        set said = t.number, attempts = 0, stamp = t.stamp, dialogue = t.dialogue,
            keyboard = t.keyboard, positions = c.positions + t.count, changes = c.changes + t.count + (t.secret is not null)::integer,
            operator_id = case when t.leaves then null else c.operator_id end,
            operator_since = case when t.leaves then null else c.operator_since end,
            operator_until = case when t.leaves then null else c.operator_until end,
            queued_at = case when t.leaves then null else c.queued_at end,
            -- What the dialogues have worked waits no longer, unless it is for a person.
            waiting_since = case when t.ignored or t.leaves or (c.operator_id is null and c.queued_at is null)
                                 then case when c.heard > t.number then c.waiting_since end
                                 else c.waiting_since end
        from mine join t on t.conversation_id = mine.id
        where c.id = mine.id
        returning c.id, c.inbox_id, c.positions - t.count as positions,
                  c.changes - t.count - (t.secret is not null)::integer as changes, t.number,
                  t.stamp, t.trace_id, c.queued_at is not null as queued
      ), done as (
        insert into turns (conversation_id, number, state, dialogue, attempts, error, duration_ms, trace_id)
        select c.id, c.number, t.state, t.running, t.attempts, t.error, t.duration_ms, t.trace_id
        from c join t on t.conversation_id = c.id
      ), said as (
        insert into messages (conversation_id, inbox_id, direction, turn, position, change, content, stamp, edits,
                              in_doubt, delivery, trace_id)
        select c.id, c.inbox_id, 'out', c.number, c.positions + m.ord, c.changes + m.ord, m.content, c.stamp, m.edits,
               m.in_doubt, 'queued', c.trace_id
        from c join m on m.conversation_id = c.id
        order by c.id, m.ord
        returning id, conversation_id, position
      ), rewritten as (
        update messages target set content = m.content, stamp = c.stamp, change = c.changes + m.ord, edited_at = now()
        from m join c on c.id = m.conversation_id
        where target.id = m.edits and target.conversation_id = c.id
        returning target.id, target.ref
      ), ended as (
        update messages heard
        set content = case t.secret when 'forget' then ${FORGOTTEN}::jsonb else heard.content - 'secret' end,
            change = c.changes + t.count + 1
        from t join c on c.id = t.conversation_id
        where heard.conversation_id = c.id and heard.direction = 'in' and heard.turn = c.number
          and t.secret is not null
      ), labelled as (
        update messages heard set content = heard.content || jsonb_build_object('label', t.label)
        from t join c on c.id = t.conversation_id where heard.id = t.label_id and t.label is not null
      )
      select c.id as conversation_id, c.queued, said.id, m.ord, rewritten.ref as edits_ref
      from c left join m on m.conversation_id = c.id
      left join said on said.conversation_id = c.id and said.position = c.positions + m.ord
      left join rewritten on rewritten.id = m.edits
      order by c.id, m.ord
    `.execute(executor);
    return turns.map((turn) => {
      const mine = rows.filter((row) => row.conversation_id === turn.conversationId);
      if (!mine[0]) return undefined;
      const queued = turn.messages.map((message, index) => {
        const row = mine[index];
        if (row?.id === null || row?.id === undefined) throw new Error('a queued message has no id');
        const edits = (index === 0 && message.replace && turn.replaces) || null;
        return {
          id: row.id,
          content: message.content,
          edits,
          editsRef: row.edits_ref,
          inDoubt: message.inDoubt,
        };
      });
      return { messages: queued, queued: mine[0].queued };
    });
  };

  return { commit, commitIn };
};

const rowOf = (turn: WorkedTurn) => ({
  conversation_id: turn.conversationId,
  number: turn.number,
  state: turn.state,
  decided_at: turn.decidedAt,
  leaves: turn.leaves,
  ignored: turn.ignored,
  dialogue: turn.dialogue,
  running: turn.dialogue?.name ?? null,
  stamp: turn.stamp,
  keyboard: turn.keyboard,
  count: turn.messages.length,
  attempts: turn.attempts,
  error: turn.error,
  duration_ms: Math.round(turn.durationMs),
  trace_id: turn.traceId,
  label_id: turn.label?.messageId ?? null,
  label: turn.label?.text ?? null,
  secret: turn.secret ?? null,
});
