import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { currentTraceId } from '#platform/log/trace.ts';
import type { Composed } from './compose.ts';

/** A message that waits to be sent. */
export interface Posted {
  readonly id: number;
  readonly position: number;
}

/**
 * Says something in a conversation outside its turns: queues the messages in order and makes it due. Parts of
 * one answer share an external id: the first has it as it is. Locks the conversation; by the due time that it
 * changes, a worker that holds the conversation knows that there is more to send than it has loaded.
 */
export const post = async (
  tx: Tx,
  conversationId: string,
  messages: readonly Composed[],
  {
    authorId = null,
    externalId,
    stamp = null,
  }: {
    /** The operator who wrote it; null: nobody by hand. */
    authorId?: string | null;
    externalId?: string;
    /** Of the step that asks, when one does. */
    stamp?: number | null;
  } = {},
): Promise<readonly Posted[]> => {
  if (messages.length === 0) return [];
  const parts = messages.map(({ content, inDoubt }, index) => ({
    ord: index + 1,
    content,
    in_doubt: inDoubt,
    external_id: externalId && (index === 0 ? externalId : `${externalId}:${index + 1}`),
  }));
  const { rows } = await sql<Posted>`
    with c as (
      update conversations set positions = positions + ${parts.length}, changes = changes + ${parts.length},
                               due_at = clock_timestamp()
      where id = ${conversationId}
      returning id, inbox_id, said, positions - ${parts.length} as positions, changes - ${parts.length} as changes
    )
    insert into messages (conversation_id, inbox_id, direction, turn, position, change, external_id, person_id,
                          content, stamp, in_doubt, delivery, trace_id)
    select c.id, c.inbox_id, 'out', c.said, c.positions + m.ord, c.changes + m.ord, m.external_id, ${authorId}::uuid,
           m.content, ${stamp}::bigint, m.in_doubt, 'queued', ${currentTraceId() ?? null}
    from c, jsonb_to_recordset(${JSON.stringify(parts)}::jsonb)
      as m(ord integer, content jsonb, in_doubt text, external_id text)
    order by m.ord
    returning id, position
  `.execute(tx);
  return rows;
};
