import { sql } from 'kysely';
import type { PersonalData } from '#modules/people/index.ts';
import type { Database } from '#platform/db/database.ts';

/** The account of a person and where they are logged in; codes to link a chat go with it. */
export const accountData = ({ db }: { db: Database }): PersonalData => ({
  name: 'accounts',
  async *collect({ id }) {
    const { rows } = await sql<object>`
      select a.login, a.created_at, a.password_changed_at, a.totp_confirmed_at as second_factor_since,
             (select coalesce(jsonb_agg(jsonb_build_object('address', address, 'agent', agent,
                       'created_at', created_at, 'seen_at', seen_at) order by created_at, id), '[]')
              from sessions where person_id = a.person_id) as sessions
      from accounts a where a.person_id = ${id}
    `.execute(db);
    yield* rows;
  },
  erase: async (tx, { id }) => {
    await tx.deleteFrom('link_codes').where('person_id', '=', id).execute();
    await tx.deleteFrom('accounts').where('person_id', '=', id).execute();
    return undefined;
  },
});
