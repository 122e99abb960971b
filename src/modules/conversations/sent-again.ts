import { sql } from 'kysely';

/** Of an outgoing message `m` in SQL: whether it was sent again. Then its copy tells whether it arrived. */
export const isSentAgain = sql`exists (
  select from messages again
  where again.conversation_id = m.conversation_id and again.direction = 'out'
    and again.external_id = 'retry:' || m.id)`;
