import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/**
 * Gives an account of a channel to another person, with the private conversations in which it speaks: from what was
 * not worked yet on, that person speaks there, and the dialogue begins anew. What was said so far was said by whoever
 * it was. People are locked.
 */
export const moveChat = async (
  tx: Tx,
  { identityId, to }: { readonly identityId: string; readonly to: string },
): Promise<void> => {
  const { rows } = await sql<{ id: string }>`
    select c.id from identities i join lateral (${conversationsOf('i')}) c on true where i.id = ${identityId}
  `.execute(tx);
  const ids = rows.map(({ id }) => id);
  await tx.updateTable('identities').set({ person_id: to }).where('id', '=', identityId).execute();
  await sql`select from conversations where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
  await sql`
    update conversations set person_id = ${to}, dialogue = null where id = any(${ids}::uuid[])
  `.execute(tx);
  await sql`
    update messages m set person_id = ${to} from conversations c
    where c.id = any(${ids}::uuid[]) and m.conversation_id = c.id and m.direction = 'in' and m.turn > c.said
  `.execute(tx);
};

/**
 * The private conversations in which this account of a channel speaks: all of the person there but those of another
 * account they have in it. Messages may be gone by age, so that they tell no more than whose a conversation is not.
 */
export const conversationsOf = (identity: string) => sql`
  select c.id, c.title, c.heard_at from conversations c join inboxes b on b.id = c.inbox_id
  where c.kind = 'private' and c.person_id = ${sql.ref(`${identity}.person_id`)}
    and b.channel = ${sql.ref(`${identity}.kind`)}
    and (c.address = ${sql.ref(`${identity}.value`)} or not exists (
      select from identities o
      where o.person_id = c.person_id and o.kind = b.channel and o.id <> ${sql.ref(`${identity}.id`)}
        and (o.value = c.address or exists (select from messages m where m.conversation_id = c.id
                                            and m.direction = 'in' and m.account = o.value))))
`;
