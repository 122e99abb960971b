import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import { type FileRef, type Files, uploadAccount } from '#modules/files/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { FileLinks } from '../links.ts';

type Employee = Actor & { readonly personId: string };

/** A file whose content is read by whoever asked for it. */
export interface OpenedFile {
  readonly file: FileRef;
  readonly stream: Readable;
  readonly size: number;
}

export type Attachments = ReturnType<typeof createAttachments>;

/** Files of questions: read by employees, and by customers through a link. */
export const createAttachments = ({
  db,
  files,
  links,
}: {
  db: Database;
  files: Pick<Files, 'open'>;
  links: FileLinks;
}) => {
  const openStored = async (id: string): Promise<OpenedFile> => {
    const row = await db
      .selectFrom('files')
      .select('conversation_id')
      .where('id', '=', id)
      .executeTakeFirst();
    const conversationId = row?.conversation_id;
    const opened = conversationId ? await files.open(id, { account: '', conversationId }) : undefined;
    if (!opened?.ok) throw new AppError('missing', 'there is no such file (any more)');
    return opened.value;
  };

  return {
    /** An attachment of one question. AppError `missing`. */
    open: async (by: Actor, questionId: string, fileId: string): Promise<OpenedFile> => {
      assertMay(by, 'questions.read');
      const { rows } = await sql`
        select from question_messages
        where question_id = ${questionId} and files @> ${JSON.stringify([{ id: fileId }])}::jsonb limit 1
      `.execute(db);
      if (rows.length === 0) throw new AppError('missing', 'there is no such file in this question');
      return openStored(fileId);
    },
    /** What a link of a customer leads to. AppError `missing` when it leads nowhere (any more). */
    follow: (token: string): Promise<OpenedFile> => {
      const id = links.fileOf(token);
      if (id === undefined) throw new AppError('missing', 'this link leads nowhere (any more)');
      return openStored(id);
    },
  };
};

/**
 * Makes uploads of an employee part of an answer. They live in the conversation of who asked, and are erased with it.
 * AppError `invalid`: one of them is not there or somebody else's, or there is no conversation.
 */
export const adoptUploads = async (
  tx: Tx,
  files: Pick<Files, 'adopt'>,
  by: Employee,
  { personId, ids }: { readonly personId: string; readonly ids: readonly string[] },
): Promise<readonly FileRef[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from conversations where person_id = ${personId} and kind = 'private'
    order by heard_at desc nulls last, id desc limit 1
  `.execute(tx);
  const adopted = rows[0] && (await files.adopt(tx, rows[0].id, [...new Set(ids)], uploadAccount(by)));
  if (!adopted?.ok)
    throw new AppError('invalid', 'an attachment is not there (any more)', {
      fields: [{ path: 'file_ids', issue: 'unknown file' }],
    });
  return adopted.value;
};
