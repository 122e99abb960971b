import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';

/**
 * The position up to which a chat was somebody else's; 0: it never was. A chat is handed over by a turn, which is the
 * first of whoever speaks there now: what was said in the turns before it, and between them, is not theirs.
 */
export const handedOverAt = async (db: Database, conversationId: string): Promise<number> => {
  const { rows } = await sql<{ position: number }>`
    select position from messages
    where conversation_id = ${conversationId} and turn <= (
      select m.turn from messages m join conversations c on c.id = m.conversation_id
      where m.conversation_id = ${conversationId} and m.direction = 'in' and m.person_id <> c.person_id
      order by m.turn desc limit 1)
    order by position desc limit 1
  `.execute(db);
  return rows[0]?.position ?? 0;
};
