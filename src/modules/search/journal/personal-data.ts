import { sql } from 'kysely';
import type { PersonalData } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';

/** Searches read at once. */
const BATCH = 500;

/** What a person looked for. An erasure removes it whole: the words are theirs, and without them nothing is counted. */
export const searchData = ({ db }: { db: Database }): PersonalData => ({
  name: 'searches',
  collect: ({ id }) => searchesOf(db, id),
  erase: async (tx, { id }) => {
    await tx.deleteFrom('search_log').where('person_id', '=', id).execute();
    return undefined;
  },
});

async function* searchesOf(db: Database, personId: string): AsyncGenerator<object> {
  for (let last = 0; ; ) {
    const { rows } = await sql<{ id: number }>`
      select id, at, place, query, found, whole, corrected, product_id, position, chosen_at
      from search_log where person_id = ${personId} and id > ${last} order by id limit ${BATCH}
    `.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}
