import { sql } from 'kysely';
import type { PersonalData } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

/** Orders read at once. */
const BATCH = 100;
/** In place of words of a person that were the name of a line. */
const BLANK = '…';

/** What a person ordered. An erasure keeps placed orders and their sums, without any word of the person; the cart goes. */
export const orderData = ({ db }: { db: Database }): PersonalData => ({
  name: 'orders',
  collect: ({ id }) => ordersOf(db, id),
  erase: async (tx, { id }) => {
    await eraseWords(tx, id);
    return undefined;
  },
});

const eraseWords = async (tx: Tx, personId: string): Promise<void> => {
  await sql`delete from orders where person_id = ${personId} and status = 'draft'`.execute(tx);
  await sql`
    update orders set comment = '', address = null
    where person_id = ${personId} and (comment <> '' or address is not null)
  `.execute(tx);
  await sql`
    update order_lines l set said = null, note = '', title = case when product_id is null and sku is null then ${BLANK} else title end
    from orders o where o.id = l.order_id and o.person_id = ${personId}
  `.execute(tx);
  await sql`update order_changes set reason = '' where by_id = ${personId} and reason <> ''`.execute(tx);
};

async function* ordersOf(db: Database, personId: string): AsyncGenerator<object> {
  for (let last: string | null = null; ; ) {
    const { rows }: { rows: { id: string }[] } = await sql<{ id: string }>`
      select o.id, o.number, o.status, o.comment, o.delivery_on, o.address, o.total, o.channel, o.submitted_at,
             o.created_at,
             (select coalesce(jsonb_agg(jsonb_build_object('title', l.title, 'sku', l.sku, 'qty', l.qty::text,
                'price', l.price::text, 'said', l.said, 'note', l.note) order by l.position, l.id), '[]')
              from order_lines l where l.order_id = o.id) as lines,
             (select coalesce(jsonb_agg(jsonb_build_object('from', c.from_status, 'to', c.to_status, 'at', c.at,
                'reason', c.reason, 'told_at', c.told_at) order by c.id), '[]')
              from order_changes c where c.order_id = o.id) as changes
      from orders o where o.person_id = ${personId} and (${last}::uuid is null or o.id > ${last}::uuid)
      order by o.id limit ${BATCH}
    `.execute(db);
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)?.id ?? last;
  }
}
