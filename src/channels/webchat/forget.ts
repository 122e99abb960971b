import { sql } from 'kysely';
import { somethingWaits } from '#modules/conversations/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { INBOX } from './desk.ts';

/** Visitors who stayed away: without their session they can only begin anew. */
export const forgottenVisitors = {
  inbox: INBOX,
  /**
   * Ends at most `limit` sessions that nobody used since `before`, and in whose conversations nothing waits and nothing
   * was heard since; answers whose they were.
   */
  forget: async (tx: Tx, before: Date, limit: number): Promise<readonly string[]> => {
    const { rows } = await sql<{ visitor: string }>`
      delete from chat_sessions where token_hash in (
        select s.token_hash from chat_sessions s
        where s.seen_at < ${before} and not exists (
          select from conversations c
          where c.inbox_id = ${INBOX} and c.address = s.visitor::text
            and (c.heard_at >= ${before} or ${somethingWaits})
        )
        order by s.seen_at limit ${limit} for update of s skip locked
      ) returning visitor
    `.execute(tx);
    return rows.map(({ visitor }) => visitor);
  },
};
