import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Input } from './schema.ts';

/** A turn that failed for good: what was said, and why it could not be worked. */
export interface DeadLetter {
  readonly conversationId: string;
  readonly turn: number;
  readonly title: string;
  readonly input: Input;
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
}

/** Dead letters and their replay. `due` is told which conversation has work again. */
export const createDeadLetters = ({ due }: { due: (conversationId: string) => void }) => {
  /** The latest first, at most `limit`. */
  const list = async (from: Database, limit: number): Promise<readonly DeadLetter[]> => {
    const { rows } = await sql<DeadLetter>`
      select t.conversation_id as "conversationId", t.number as turn, c.title, m.content as input, t.error,
             t.attempts, t.at
      from turns t
      join conversations c on c.id = t.conversation_id
      join messages m on m.conversation_id = t.conversation_id and m.direction = 'in' and m.turn = t.number
      where t.state = 'dead' order by t.at desc limit ${limit}
    `.execute(from);
    return rows;
  };

  /** Hears the message of a dead letter again, as the newest of its conversation; once for each letter. */
  const replay = async (
    tx: Tx,
    { conversationId, turn }: { conversationId: string; turn: number },
  ): Promise<Result<undefined, 'missing'>> => {
    const { rows } = await sql`
      with dead as (
        update turns set state = 'replayed'
        where conversation_id = ${conversationId} and number = ${turn} and state = 'dead'
        returning conversation_id, number
      ), c as (
        update conversations c
        set heard = heard + 1, positions = positions + 1, changes = changes + 1, due_at = now()
        from dead where c.id = dead.conversation_id
        returning c.id, c.heard, c.positions, c.changes, dead.number
      )
      insert into messages (conversation_id, inbox_id, direction, external_id, turn, position, change, account,
                            person_id, content, trace_id)
      select m.conversation_id, m.inbox_id, 'in', 'replay:' || m.id, c.heard, c.positions, c.changes, m.account,
             m.person_id, m.content, m.trace_id
      from c join messages m on m.conversation_id = c.id and m.direction = 'in' and m.turn = c.number
      returning id
    `.execute(tx);
    if (rows.length === 0) return refuse('missing');
    due(conversationId);
    return ok(undefined);
  };

  return { list, replay };
};

export type DeadLetters = ReturnType<typeof createDeadLetters>;
