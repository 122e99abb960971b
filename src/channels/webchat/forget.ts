import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { INBOX } from './desk.ts';

/** Visitors who stayed away: without their session they can only begin anew. */
export const forgottenVisitors = {
  inbox: INBOX,
  /** Ends at most `limit` sessions that nobody used since `before`; answers whose they were. */
  forget: async (tx: Tx, before: Date, limit: number): Promise<readonly string[]> => {
    const { rows } = await sql<{ visitor: string }>`
      delete from chat_sessions where token_hash in (
        select token_hash from chat_sessions where seen_at < ${before}
        order by seen_at limit ${limit} for update skip locked
      ) returning visitor
    `.execute(tx);
    return rows.map(({ visitor }) => visitor);
  },
};
