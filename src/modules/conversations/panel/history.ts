import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';

/** A message as the database holds it, with who wrote it and which of its files are here. */
export interface MessageRow {
  readonly id: number;
  readonly position: number;
  readonly change: number;
  readonly at: Date;
  readonly edited_at: Date | null;
  readonly direction: 'in' | 'out';
  readonly content: unknown;
  readonly author_id: string | null;
  readonly author_name: string | null;
  readonly stored: readonly string[];
  readonly delivery: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | null;
  readonly error: string | null;
  readonly delivered_at: Date | null;
}

/** Part of a history. `cursor`: where a later reading of changes goes on. */
export interface HistoryPart {
  readonly rows: readonly MessageRow[];
  readonly more: boolean;
  readonly cursor: number;
}

/**
 * The latest messages, those before a position (oldest first), or those changed after a cursor (in the order
 * of changes). All as of one moment; undefined when there is no such conversation.
 */
export const readHistory = (
  db: Database,
  conversationId: string,
  { before, after, limit }: { before?: number | undefined; after?: number | undefined; limit: number },
): Promise<HistoryPart | undefined> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const newest = await newestChange(tx, conversationId);
      if (newest === undefined) return undefined;
      const rows = await messagesOf(tx, conversationId, {
        where:
          after !== undefined ? sql`m.change > ${after}` : before ? sql`m.position < ${before}` : sql`true`,
        order: after !== undefined ? sql`m.change` : sql`m.position desc`,
        limit: limit + 1,
      });
      const part = rows.slice(0, limit);
      const more = rows.length > limit;
      if (after === undefined) return { rows: part.toReversed(), more, cursor: newest };
      return { rows: part, more, cursor: more ? (part.at(-1)?.change ?? newest) : newest };
    });

/** The last change that is settled: what is still on its way will look different soon. */
const newestChange = async (db: Database, conversationId: string): Promise<number | undefined> => {
  const { rows } = await sql<{ cursor: number }>`
    select least(c.changes, (
      select min(m.change) - 1 from messages m
      where m.conversation_id = c.id and m.delivery in ('queued', 'sending') and m.edits is null
    )) as cursor
    from conversations c where c.id = ${conversationId}
  `.execute(db);
  return rows[0]?.cursor;
};

const messagesOf = async (
  db: Database,
  conversationId: string,
  { where, order, limit }: { where: RawBuilder<unknown>; order: RawBuilder<unknown>; limit: number },
): Promise<MessageRow[]> => {
  const { rows } = await sql<MessageRow>`
    select m.id, m.position, m.change, m.at, m.edited_at, m.direction, m.content, p.id as author_id,
           p.name as author_name, m.delivery, m.error, m.delivered_at,
           array(select f.id
                 from jsonb_array_elements(coalesce(m.content->'files', jsonb_build_array(m.content->'file'))) named
                 join files f on f.id = (named->>'id')::uuid and f.stored_at is not null) as stored
    from messages m left join people p on p.id = m.person_id
    where m.conversation_id = ${conversationId} and m.edits is null and ${where}
    order by ${order} limit ${limit}
  `.execute(db);
  return rows;
};
