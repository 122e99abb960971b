import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Buyer } from './customers.ts';
import type { Demo } from './demo.ts';
import { DEMO_MANAGER, type DemoQuestion, demoQuestions } from './texts.ts';

/** Adds the questions; whoever asked last waits for an answer. */
export const addQuestions = async (tx: Tx, buyers: ReadonlyMap<string, Buyer>, demo: Demo): Promise<void> => {
  for (const question of demoQuestions) {
    const buyer = buyers.get(question.person);
    if (buyer) await addQuestion(tx, { question, buyer, demo });
  }
};

const addQuestion = async (
  tx: Tx,
  { question, buyer, demo }: { question: DemoQuestion; buyer: Buyer; demo: Demo },
): Promise<void> => {
  const { messages, person, title, product } = question;
  const id = demo.newId();
  const first = demo.ago(messages[0].hoursAgo);
  await tx
    .insertInto('questions')
    .values({
      id,
      organization_id: buyer.organizationId,
      person_id: buyer.personId,
      title,
      product_id: product ? sql<number>`(select id from products where title = ${product} limit 1)` : null,
      created_at: first,
    })
    .execute();
  await tx
    .insertInto('question_messages')
    .values(
      messages.map(({ by, text, hoursAgo }) => ({
        question_id: id,
        author_id: by === 'office' ? null : buyer.personId,
        by_office: by === 'office',
        author_name: by === 'office' ? DEMO_MANAGER : person,
        text,
        at: demo.ago(hoursAgo),
      })),
    )
    .execute();
  await sql`
    update questions q
    set messages = said.count, last_message_id = said.last, last_at = m.at,
        waiting_since = case when m.by_office then null else m.at end
    from (select count(*) as count, max(id) as last from question_messages where question_id = ${id}) said,
         question_messages m
    where q.id = ${id} and m.id = said.last
  `.execute(tx);
  await sql`
    insert into question_reads (question_id, person_id, message_id)
    select ${id}, ${buyer.personId}, last_message_id from questions where id = ${id}
  `.execute(tx);
};
