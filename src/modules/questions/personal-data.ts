import { sql } from 'kysely';
import type { PersonalData } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

/** Messages read at once. */
const BATCH = 500;

/**
 * What questions keep about a person. An erasure blanks what they said and what their questions are called; the rows,
 * who answered and when, stay. Before the part of conversations: an answer locks a question first, then conversations.
 */
export const questionData = ({ db }: { db: Database }): PersonalData => ({
  name: 'questions',
  collect: ({ id }) => saidBy(db, id),
  erase: async (tx, { id }) => {
    await lockQuestions(tx, id);
    await sql`
      update questions
      set title = '—', closed_at = coalesce(closed_at, now()), waiting_since = null
      where person_id = ${id} and (title <> '—' or closed_at is null)
    `.execute(tx);
    await sql`
      update question_messages
      set text = '', files = '[]', author_name = ''
      where author_id = ${id} and not by_office and (text <> '' or files <> '[]' or author_name <> '')
    `.execute(tx);
    await tx.deleteFrom('question_reads').where('person_id', '=', id).execute();
    return undefined;
  },
});

const lockQuestions = async (tx: Tx, personId: string): Promise<void> => {
  await sql`
    select from questions
    where person_id = ${personId} or id in (select question_id from question_messages where author_id = ${personId})
    order by id for no key update
  `.execute(tx);
};

async function* saidBy(db: Database, personId: string): AsyncGenerator<object> {
  for (let last = 0; ; ) {
    const { rows } = await sql<{ id: number }>`
      select m.id, m.question_id, q.title as question, m.text, m.files, m.at
      from question_messages m join questions q on q.id = m.question_id
      where m.author_id = ${personId} and m.id > ${last} order by m.id limit ${BATCH}
    `.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}
