import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Database } from '#platform/db/database.ts';

/** For tests: a conversation of its own person, with rows put in as they would stand after a while. */
export const openConversation = async (
  db: Database,
  { inbox = 'webchat', ...columns }: { inbox?: string; [column: string]: unknown } = {},
) => {
  const id = newId();
  const person = newId();
  let position = 0;
  await sql`insert into inboxes (id, channel) values (${inbox}, ${inbox}) on conflict do nothing`.execute(db);
  await sql`insert into people (id, name) values (${person}, 'Anna')`.execute(db);
  await db
    .insertInto('conversations')
    .values({ id, inbox_id: inbox, address: id, kind: 'private', person_id: person, ...columns })
    .execute();

  const add = async (row: {
    direction: 'in' | 'out';
    turn: number;
    at: Date;
    author?: string | undefined;
    delivery?: string;
    delivered?: Date | undefined;
  }) => {
    position += 1;
    const isIn = row.direction === 'in';
    await db
      .insertInto('messages')
      .values({
        conversation_id: id,
        inbox_id: inbox,
        direction: row.direction,
        turn: row.turn,
        position,
        change: position,
        external_id: isIn ? newId() : null,
        person_id: isIn ? person : (row.author ?? null),
        content: JSON.stringify(isIn ? { kind: 'text', text: 'hello' } : { text: 'hello' }),
        delivery: isIn ? null : (row.delivery ?? 'sent'),
        at: row.at,
        delivered_at: row.delivered ?? null,
      })
      .execute();
  };

  const works = (number: number, at: Date, turn: { state?: string; dialogue?: string | undefined } = {}) =>
    db
      .insertInto('turns')
      .values({
        conversation_id: id,
        number,
        state: turn.state ?? 'done',
        dialogue: turn.dialogue ?? null,
        duration_ms: 5,
        at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();

  return {
    id,
    person,
    /** The person writes. */
    hears: (turn: number, at: Date) => add({ direction: 'in', turn, at }),
    /** A dialogue answers in a turn. */
    says: async (turn: number, at: Date, delivered?: Date, dialogue?: string) => {
      await works(turn, at, { dialogue });
      await add({ direction: 'out', turn, at, delivered });
    },
    /** The office says something by itself; such a message bears the number of the last turn. */
    posts: (turn: number, at: Date) => add({ direction: 'out', turn, at, delivered: at }),
    /** An operator answers. */
    answers: (turn: number, at: Date, operator: string) =>
      add({ direction: 'out', turn, at, author: operator, delivered: at }),
    /** An outgoing message that stands in some state of delivery. */
    keeps: (delivery: string, at: Date) => add({ direction: 'out', turn: 0, at, delivery }),
    works,
  };
};
