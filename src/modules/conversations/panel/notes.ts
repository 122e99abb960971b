import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { cleanText } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay, may } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';

/** What an employee noted about a conversation for the others. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly at: Date;
}

export type Notes = ReturnType<typeof createNotes>;

/** Notes of conversations: for employees only, the oldest first. */
export const createNotes = ({ db, audit, clock }: { db: Database; audit: Audit; clock: Clock }) => {
  const list = async (by: Actor, conversationId: string): Promise<readonly Note[]> => {
    assertMay(by, 'conversations.read');
    return notesOf(sql`n.conversation_id = ${conversationId}`);
  };

  const write = async (
    by: Actor & { readonly personId: string },
    conversationId: string,
    text: string,
  ): Promise<Note> => {
    assertMay(by, 'conversations.answer');
    const id = newId(clock.now());
    await db.transaction().execute(async (tx) => {
      const { rows } = await sql`
      insert into notes (id, conversation_id, author_id, text)
      select ${id}, id, ${by.personId}, ${cleanText(text)} from conversations where id = ${conversationId}
      returning id
    `.execute(tx);
      if (rows.length === 0) throw new AppError('missing', 'there is no such conversation');
      await audit.record(tx, {
        by,
        action: 'notes.add',
        subject: { kind: 'conversation', id: conversationId },
        after: { note: id },
      });
    });
    return (await notesOf(sql`n.id = ${id}`))[0] as Note;
  };

  /** Removes one's own note; who may take conversations from others may also remove theirs. */
  const remove = (by: Actor, conversationId: string, id: string): Promise<void> => {
    assertMay(by, 'conversations.answer');
    return db.transaction().execute(async (tx) => {
      const note = await tx
        .selectFrom('notes')
        .select('author_id')
        .where('id', '=', id)
        .where('conversation_id', '=', conversationId)
        .forUpdate()
        .executeTakeFirst();
      if (!note) throw new AppError('missing', 'there is no such note');
      if (note.author_id !== by.personId && !may(by.roles, 'conversations.seize'))
        throw new AppError('denied', 'the note is somebody else’s');
      await tx.deleteFrom('notes').where('id', '=', id).execute();
      await audit.record(tx, {
        by,
        action: 'notes.remove',
        subject: { kind: 'conversation', id: conversationId },
        before: { note: id, author: note.author_id },
      });
    });
  };

  const notesOf = async (where: ReturnType<typeof sql<boolean>>): Promise<readonly Note[]> => {
    const { rows } = await sql<Note>`
      select n.id, n.text, n.created_at as at, jsonb_build_object('id', p.id, 'name', p.name) as author
      from notes n join people p on p.id = n.author_id where ${where} order by n.created_at, n.id
    `.execute(db);
    return rows;
  };

  return { list, write, remove };
};
