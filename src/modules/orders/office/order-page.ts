import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { OrderLine, OrderStatus } from '../contract.ts';
import { readLines } from '../order-rows.ts';
import { phoneOf } from '../phone.ts';
import { type ListedOrder, readListed } from './rows.ts';

/** A change of status in the history of an order. */
export interface HistoryEntry {
  readonly id: number;
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly reason: string;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly channel: string;
  readonly at: Date;
  readonly toldAt: Date | null;
  readonly undoneAt: Date | null;
}

/** Everything the panel shows of one order. */
export interface OrderPage extends ListedOrder {
  readonly orderLines: readonly OrderLine[];
  /** The newest last. */
  readonly history: readonly HistoryEntry[];
  /** Of whoever placed it; null: none is known. */
  readonly phone: string | null;
  /** Where it was placed. */
  readonly conversationId: string | null;
  readonly questions: readonly {
    readonly id: string;
    readonly title: string;
    readonly closedAt: Date | null;
  }[];
}

/** Questions about one order that its page shows. */
const MOST_QUESTIONS = 50;

export type OrderPages = ReturnType<typeof createOrderPages>;

/** One order with its lines and its history. */
export const createOrderPages = ({ db, clock }: { db: Database; clock: Clock }) => {
  /** AppError `missing`; a draft is nobody's business. */
  const read = async (by: Actor, id: string): Promise<OrderPage> => {
    assertMay(by, 'orders.read');
    const row = await db
      .selectFrom('orders')
      .select(['conversation_id', phoneOf(sql.ref('orders.person_id')).as('phone')])
      .where('id', '=', id)
      .where('status', '<>', 'draft')
      .executeTakeFirst();
    const [listed] = row ? await readListed(db, [id]) : [];
    if (!row || !listed) throw new AppError('missing', 'there is no such order');
    const lines = await readLines(db, { ids: [id], now: clock.now() });
    return {
      ...listed,
      orderLines: lines,
      history: await historyOf(db, id),
      phone: row.phone,
      conversationId: row.conversation_id,
      questions: await questionsOf(db, id),
    };
  };

  return { read };
};

const historyOf = async (db: Database, id: string): Promise<readonly HistoryEntry[]> => {
  const { rows } = await sql<HistoryEntry>`
    select c.id, c.from_status as "from", c.to_status as "to", c.reason, c.by_channel as channel, c.at,
           c.told_at as "toldAt", c.undone_at as "undoneAt",
           case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as by
    from order_changes c left join people p on p.id = c.by_id
    where c.order_id = ${id} order by c.id
  `.execute(db);
  return rows;
};

const questionsOf = async (db: Database, id: string): Promise<OrderPage['questions']> => {
  const { rows } = await sql<OrderPage['questions'][number]>`
    select id, title, closed_at as "closedAt" from questions where order_id = ${id}
    order by last_at desc, id desc limit ${MOST_QUESTIONS}
  `.execute(db);
  return rows;
};
