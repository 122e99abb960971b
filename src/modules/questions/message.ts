import { sql } from 'kysely';
import type { FileRef } from '#modules/files/index.ts';
import type { Tx } from '#platform/db/database.ts';

/** The NOTIFY channel that tells of questions in which something happened; the payload is the id of one. */
export const QUESTIONS_CHANNEL = 'kontora_questions';

/** A message to be added to a question that this transaction has locked or made. */
export interface NewMessage {
  readonly questionId: string;
  readonly authorId: string;
  readonly authorName: string;
  readonly byOffice: boolean;
  readonly text: string;
  readonly files: readonly FileRef[];
  /** The id of the request that posts it. */
  readonly postedAs?: string;
}

/** Adds a message: the question is open from now on, and waits exactly if the customer spoke. Answers its id. */
export const addMessage = async (tx: Tx, message: NewMessage): Promise<number> => {
  const { questionId, authorId, authorName, byOffice, text, files, postedAs = null } = message;
  const { id } = await tx
    .insertInto('question_messages')
    .values({
      question_id: questionId,
      author_id: authorId,
      author_name: authorName,
      by_office: byOffice,
      text,
      files: JSON.stringify(files),
      posted_as: postedAs,
      at: sql`clock_timestamp()`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`
    update questions
    set messages = messages + 1, last_message_id = ${id}, last_at = clock_timestamp(),
        waiting_since = case when ${byOffice} then null
                             when closed_at is null then coalesce(waiting_since, clock_timestamp())
                             else clock_timestamp() end,
        closed_at = null, closed_by = null
    where id = ${questionId}
  `.execute(tx);
  await markRead(tx, { questionId, personId: authorId, messageId: id });
  await tellWatchers(tx, questionId);
  return id;
};

/** Notes that somebody has read up to a message; never backwards. */
export const markRead = async (
  tx: Tx,
  { questionId, personId, messageId }: { questionId: string; personId: string; messageId: number },
): Promise<void> => {
  await sql`
    insert into question_reads (question_id, person_id, message_id) values (${questionId}, ${personId}, ${messageId})
    on conflict (question_id, person_id)
    do update set message_id = excluded.message_id where question_reads.message_id < excluded.message_id
  `.execute(tx);
};

/** Heard at the commit. */
export const tellWatchers = async (tx: Tx, questionId: string): Promise<void> => {
  await sql`select pg_notify(${QUESTIONS_CHANNEL}, ${questionId})`.execute(tx);
};
