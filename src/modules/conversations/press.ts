import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Held } from './held.ts';
import type { Press } from './route.ts';
import type { Content } from './schema.ts';
import { readButtonToken } from './token.ts';

/** A press after its look-up. */
export interface LookedUpPress {
  readonly press: Press;
  /** The words on the button, for the history. */
  readonly label?: string;
  /** The message the button stands under, when it is still the last one: it can be rewritten. */
  readonly messageId?: number;
}

/**
 * Finds out what a press means. A token of another conversation, of no message of ours, of a step that was
 * left, or of a message as it was before it was rewritten is stale; only buttons that start a dialogue work
 * for as long as they are shown.
 */
export const lookUpPress = async (
  db: Database,
  held: Held,
  turn: number,
  token: string,
): Promise<LookedUpPress> => {
  const at = readButtonToken(token);
  if (!at) return { press: 'stale' };
  const { rows } = await sql<{
    content: Content;
    stamp: number;
    version: number;
    last: boolean;
    previous: string | null;
  }>`
    select m.content, m.stamp,
      coalesce((select max(rewrite.id) from messages rewrite where rewrite.edits = m.id), m.id) as version,
      not exists (
        select from messages later
        where later.conversation_id = m.conversation_id and later.position > m.position
          and later.edits is null and later.content->>'kind' is distinct from 'choice'
      ) as last,
      (select before.content->>'token' from messages before
       where before.conversation_id = m.conversation_id and before.direction = 'in' and before.turn = ${turn - 1}
         and before.at > now() - interval '30 seconds') as previous
    from messages m
    where m.id = ${at.messageId} and m.conversation_id = ${held.id} and m.direction = 'out' and m.edits is null
  `.execute(db);
  const row = rows[0];
  const button = row?.content.buttons?.flat()[at.button];
  const again = row?.previous === token ? 'repeated' : 'stale';
  // The message looks different by now: what stood there is not known any more, and nobody said the new words.
  if (row && at.version !== undefined && at.version !== row.version) return { press: again, label: '' };
  if (!row || !button) return { press: 'stale' };
  const found = { label: button.label, ...(row.last ? { messageId: at.messageId } : {}) };
  if (button.value.startsWith('start:')) return { press: { value: button.value }, ...found };
  if (held.dialogue && row.stamp === held.stamp) return { press: { value: button.value }, ...found };
  return { press: again, label: button.label };
};
