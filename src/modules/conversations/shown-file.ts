import { sql } from 'kysely';
import type { FileReader, Files } from '#modules/files/index.ts';
import type { Database } from '#platform/db/database.ts';
import { FileRef } from './schema.ts';

/**
 * Opens a file for its reader: one of their own, or one that the office showed in their conversation, wherever it came
 * from. `since`: the position after which it is theirs. `missing` for everybody else.
 */
export const openShown = async (
  { db, files }: { db: Database; files: Pick<Files, 'open' | 'content'> },
  id: string,
  reader: FileReader,
  since = 0,
): ReturnType<Files['open']> => {
  const own = await files.open(id, reader);
  if (own.ok || reader.conversationId === undefined) return own;
  const file = await shownIn(db, reader.conversationId, { id, since });
  const content = file && (await files.content(id));
  return content ? { ok: true, value: { file, ...content } } : own;
};

const shownIn = async (
  db: Database,
  conversationId: string,
  { id, since }: { id: string; since: number },
): Promise<FileRef | undefined> => {
  const { rows } = await sql<{ file: unknown }>`
    select content->'file' as file from messages
    where conversation_id = ${conversationId} and direction = 'out' and content->'file'->>'id' = ${id}
      and position > ${since}
    limit 1
  `.execute(db);
  return rows[0] && FileRef.parse(rows[0].file);
};
