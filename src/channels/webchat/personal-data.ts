import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';
import { INBOX } from './desk.ts';

interface Subject {
  readonly identities: readonly { readonly kind: string; readonly value: string }[];
}

/** Sessions of visitors, as the part of the register of people that knows them; an erased visitor starts anew. */
export const visitorData = ({ db }: { db: Database }) => ({
  name: 'chat_sessions',
  async *collect(person: Subject): AsyncGenerator<object> {
    const { rows } = await sql<object>`
      select visitor, locale, created_at, seen_at from chat_sessions where visitor = any(${visitorsOf(person)}::uuid[])
      order by created_at, visitor
    `.execute(db);
    yield* rows;
  },
  erase: async (tx: Tx, person: Subject): Promise<undefined> => {
    await sql`
      delete from chat_sessions where visitor = any(${visitorsOf(person)}::uuid[])
    `.execute(tx);
    return undefined;
  },
});

const visitorsOf = ({ identities }: Subject): string[] =>
  identities.filter(({ kind }) => kind === INBOX).map(({ value }) => value);
