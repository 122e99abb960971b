import { type RawBuilder, sql } from 'kysely';

/** Whether the office does not hear a person now; `alias` names their row. */
export const isBlocked = (alias: string): RawBuilder<boolean> => {
  const [at, until] = [sql.ref(`${alias}.blocked_at`), sql.ref(`${alias}.blocked_until`)];
  return sql<boolean>`(${at} is not null and (${until} is null or ${until} > now()))`;
};
