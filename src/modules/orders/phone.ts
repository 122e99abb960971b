import { type RawBuilder, sql } from 'kysely';

/** In SQL: the phone by which a person can be called, a verified one first; null: none is known. */
export const phoneOf = (personId: RawBuilder<unknown>): RawBuilder<string | null> => sql`(
  select value from identities where person_id = ${personId} and kind = 'phone'
  order by verified_at is null, created_at desc, id desc limit 1)`;
