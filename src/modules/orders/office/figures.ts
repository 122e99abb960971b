import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';

const MOST_PRODUCTS = 10;

/** Orders of one day of the office; cancelled ones do not count. */
export interface DayFigures {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly orders: number;
  /** Of the lines whose price is known. */
  readonly revenue: string;
}

/** What the office sells. Amounts and money as exact decimals. */
export interface OrderFigures {
  /** The last one is today; days without an order are there, too. */
  readonly days: readonly DayFigures[];
  /** By money, at most ten. */
  readonly topProducts: readonly {
    readonly productId: number;
    readonly title: string;
    readonly qty: string;
    readonly sum: string;
    readonly orders: number;
  }[];
  readonly today: DayFigures;
  /** Orders that are not over, by status. */
  readonly open: Readonly<Record<'pending' | 'confirmed' | 'assembling' | 'shipped', number>>;
}

export type Figures = ReturnType<typeof createFigures>;

/** Figures of the last days in the time zone of the office. */
export const createFigures = ({
  db,
  timeZone,
  clock,
}: {
  db: Database;
  timeZone: () => Promise<string>;
  clock: Clock;
}) => {
  const read = async (by: Actor, count: number): Promise<OrderFigures> => {
    assertMay(by, 'orders.read');
    const zone = await timeZone();
    const now = sql`${new Date(clock.now())}::timestamptz`;
    const today = sql`(${now} at time zone ${zone})::date`;
    const first = sql`(${today} - ${count - 1}::integer)`;
    const counted = sql`o.status not in ('draft', 'cancelled')
      and o.submitted_at >= ${first}::timestamp at time zone ${zone} and o.submitted_at <= ${now}`;
    const { rows: days } = await sql<DayFigures>`
      select to_char(d.day, 'YYYY-MM-DD') as date, coalesce(f.orders, 0) as orders,
             coalesce(f.revenue, 0)::numeric(20, 2) as revenue
      from generate_series(${first}::timestamp, ${today}::timestamp, interval '1 day') as d(day)
      left join (
        select (o.submitted_at at time zone ${zone})::date as day, count(*) as orders, sum(o.total) as revenue
        from orders o where ${counted} group by 1
      ) f on f.day = d.day::date
      order by d.day
    `.execute(db);
    const { rows: topProducts } = await sql<OrderFigures['topProducts'][number]>`
      select t."productId", p.title, trim_scale(t.qty) as qty, t.sum::numeric(20, 2) as sum, t.orders
      from (
        select l.product_id as "productId", sum(l.qty) as qty, coalesce(sum(round(l.qty * l.price, 2)), 0) as sum,
               count(*) as orders
        from orders o join order_lines l on l.order_id = o.id
        where ${counted} and l.product_id is not null
        group by l.product_id order by 3 desc, 4 desc, 1 limit ${MOST_PRODUCTS}
      ) t
      join products p on p.id = t."productId"
      order by t.sum desc, t.orders desc, t."productId"
    `.execute(db);
    const { rows: open } = await sql<{ status: keyof OrderFigures['open']; orders: number }>`
      select status, count(*) as orders from orders
      where status in ('pending', 'confirmed', 'assembling', 'shipped') group by status
    `.execute(db);
    return {
      days,
      topProducts,
      today: days.at(-1) ?? { date: '', orders: 0, revenue: '0.00' },
      open: {
        pending: 0,
        confirmed: 0,
        assembling: 0,
        shipped: 0,
        ...Object.fromEntries(open.map(({ status, orders }) => [status, orders])),
      },
    };
  };

  return { read };
};
