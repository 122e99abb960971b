import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** What a line and a total can hold: two carts at their limits must not keep anybody from logging in. */
const MOST_QTY = 1_000_000;
const MOST_TOTAL = '99999999999999.99';

/**
 * What somebody has as a customer goes to another person: memberships, the cart, orders, questions, and what bears
 * their name. Organizations and orders come before conversations in the order of locks.
 */
export const mergeShop = async (tx: Tx, from: string, to: string): Promise<void> => {
  await joinMemberships(tx, from, to);
  await joinCarts(tx, from, to);
  await sql`update orders set person_id = ${to} where person_id = ${from}`.execute(tx);
  await sql`update order_changes set by_id = ${to} where by_id = ${from}`.execute(tx);
  await sql`update order_aliases set taught_by = ${to} where taught_by = ${from}`.execute(tx);
  await joinQuestions(tx, from, to);
  await joinRequests(tx, from, to);
};

/** Whoever was an owner stays one; the organization that the account acts for stays the chosen one. */
const joinMemberships = async (tx: Tx, from: string, to: string): Promise<void> => {
  await sql`
    select from organizations where id in (
      select organization_id from organization_members where person_id in (${from}, ${to})
    ) order by id for no key update
  `.execute(tx);
  await sql`
    update organization_members mine set role = 'owner', joined_at = least(mine.joined_at, theirs.joined_at)
    from organization_members theirs
    where mine.person_id = ${to} and theirs.person_id = ${from}
      and mine.organization_id = theirs.organization_id and theirs.role = 'owner'
  `.execute(tx);
  await sql`
    delete from organization_members theirs using organization_members mine
    where theirs.person_id = ${from} and mine.person_id = ${to} and mine.organization_id = theirs.organization_id
  `.execute(tx);
  await sql`
    update organization_members set person_id = ${to},
      chosen_at = coalesce((select min(chosen_at) - interval '1 microsecond' from organization_members
                            where person_id = ${to}), chosen_at)
    where person_id = ${from}
  `.execute(tx);
};

/**
 * Two carts become one: the amounts of the same product add up, everything else comes after what is there. A changed
 * cart has another version, so that nobody confirms what they have not seen.
 */
const joinCarts = async (tx: Tx, from: string, to: string): Promise<void> => {
  const { rows } = await sql<{ id: string; person_id: string }>`
    select id, person_id from orders where status = 'draft' and person_id in (${from}, ${to}) order by id for update
  `.execute(tx);
  const theirs = rows.find((row) => row.person_id === from);
  const mine = rows.find((row) => row.person_id === to);
  if (!theirs || !mine) return;
  await sql`
    update order_lines x set qty = least(x.qty + y.qty, ${MOST_QTY}::integer), qty_assumed = x.qty_assumed and y.qty_assumed
    from order_lines y
    where x.order_id = ${mine.id} and y.order_id = ${theirs.id} and x.product_id = y.product_id
  `.execute(tx);
  await sql`
    delete from order_lines y using order_lines x
    where x.order_id = ${mine.id} and y.order_id = ${theirs.id} and x.product_id = y.product_id
  `.execute(tx);
  await sql`
    update order_lines set order_id = ${mine.id},
      position = position + (select coalesce(max(position), 0) from order_lines where order_id = ${mine.id})
    where order_id = ${theirs.id}
  `.execute(tx);
  await sql`
    update orders mine
    set version = mine.version + 1,
        comment = case when mine.comment = '' then theirs.comment else mine.comment end,
        delivery_on = coalesce(mine.delivery_on, theirs.delivery_on),
        address = coalesce(mine.address, theirs.address),
        total = (select least(coalesce(sum(round(qty * price, 2)), 0), ${MOST_TOTAL}::numeric) from order_lines
                 where order_id = mine.id and product_id is not null)
    from orders theirs where mine.id = ${mine.id} and theirs.id = ${theirs.id}
  `.execute(tx);
  await tx.deleteFrom('orders').where('id', '=', theirs.id).execute();
};

const joinQuestions = async (tx: Tx, from: string, to: string): Promise<void> => {
  await sql`update questions set person_id = ${to} where person_id = ${from}`.execute(tx);
  await sql`update questions set closed_by = ${to} where closed_by = ${from}`.execute(tx);
  await sql`update question_messages set author_id = ${to} where author_id = ${from}`.execute(tx);
  await sql`
    insert into question_reads (question_id, person_id, message_id)
    select question_id, ${to}, message_id from question_reads where person_id = ${from}
    on conflict (question_id, person_id)
    do update set message_id = greatest(question_reads.message_id, excluded.message_id)
  `.execute(tx);
  await sql`delete from question_reads where person_id = ${from}`.execute(tx);
};

/** Who asked for access twice asked once; a member asks no more. */
const joinRequests = async (tx: Tx, from: string, to: string): Promise<void> => {
  await sql`
    delete from access_requests x
    where x.person_id = ${from} and x.state = 'pending' and (
      exists (select from access_requests y where y.person_id = ${to} and y.state = 'pending'
              and y.organization_id is not distinct from x.organization_id)
      or exists (select from organization_members m where m.person_id = ${to} and m.organization_id = x.organization_id))
  `.execute(tx);
  await sql`update access_requests set person_id = ${to} where person_id = ${from}`.execute(tx);
  await sql`update access_requests set decided_by = ${to} where decided_by = ${from}`.execute(tx);
  await sql`update organization_invitations set invited_by = ${to} where invited_by = ${from}`.execute(tx);
  await sql`update organization_invitations set used_by = ${to} where used_by = ${from}`.execute(tx);
};
