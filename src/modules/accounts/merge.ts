import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { mergeShop } from './merge-shop.ts';

/** Moves everything of one person to another and lets the first go; both are locked. */
export const merge = async (tx: Tx, from: string, to: string): Promise<void> => {
  await mergeShop(tx, from, to);
  // Whoever locks several conversations locks them in this order, and the journal comes after them.
  await sql`select id from conversations where person_id = ${from} order by id for update`.execute(tx);
  await tx.updateTable('conversations').set({ person_id: to }).where('person_id', '=', from).execute();
  await tx.updateTable('messages').set({ person_id: to }).where('person_id', '=', from).execute();
  await tx.updateTable('search_log').set({ person_id: to }).where('person_id', '=', from).execute();
  await tx.deleteFrom('link_codes').where('person_id', '=', from).execute();
  // What both have stays once: the proven one, and what was only typed gives way to what the other has.
  await sql`
    delete from identities x using identities y
    where x.kind = y.kind and x.value = y.value and x.verified_at is null
      and (x.person_id, y.person_id) in ((${from}, ${to}), (${to}, ${from}))
      and (y.verified_at is not null or x.person_id = ${from})
  `.execute(tx);
  await sql`
    delete from identities x using identities y
    where x.person_id = ${from} and x.verified_at is null and x.kind in ('email', 'phone')
      and y.person_id = ${to} and y.kind = x.kind
  `.execute(tx);
  await tx.updateTable('identities').set({ person_id: to }).where('person_id', '=', from).execute();
  await sql`
    update people set locale = coalesce(people.locale, gone.locale)
    from people gone where people.id = ${to} and gone.id = ${from}
  `.execute(tx);
  // Somebody who once worked here has signed notes: they stay, without a chat.
  await sql`
    delete from people p
    where id = ${from} and not exists (select from notes where author_id = p.id)
      and not exists (select from conversations where operator_id = p.id)
  `.execute(tx);
};
