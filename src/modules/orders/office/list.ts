import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import { PLACED, type PlacedStatus } from '../contract.ts';
import { fitting, type OrderFilter } from './filter.ts';
import { type ListedOrder, readListed } from './rows.ts';

export const ORDER_SORTS = ['submitted_at', 'number', 'changed_at', 'total', 'delivery_on'] as const;
type OrderPaging = Paging<(typeof ORDER_SORTS)[number]>;

/** Cards of one column, and days for which what is over stays on the board. */
const MOST_CARDS = 50;
const OVER_DAYS = 7;
const OVER: readonly PlacedStatus[] = ['done', 'cancelled'];
const OPEN = PLACED.filter((status) => !OVER.includes(status));
const DAY_MS = 86_400_000;
/** Orders read at once for a table of all. */
const BATCH = 500;
/** Nobody waits longer for words. */
const MANNERS = sql`select set_config('work_mem', '32MB', true), set_config('statement_timeout', '5s', true)`;

/** A column of the board. */
export interface BoardColumn {
  readonly status: PlacedStatus;
  /** Of all orders in it, shown or not. */
  readonly total: number;
  readonly sum: string;
  /** The newest first. */
  readonly items: readonly ListedOrder[];
}

export type OrderList = ReturnType<typeof createOrderList>;

/** Orders as the office looks through them: pages, a board by status, all for a table. */
export const createOrderList = ({
  db,
  timeZone,
  clock,
}: {
  db: Database;
  timeZone: () => Promise<string>;
  clock: Clock;
}) => {
  const read = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> =>
    db
      .transaction()
      .setAccessMode('read only')
      .execute(async (tx) => {
        await MANNERS.execute(tx);
        return (await query.execute(tx)).rows;
      });

  const page = async (
    by: Actor,
    filter: OrderFilter,
    { page, size, sort }: OrderPaging,
  ): Promise<ListPage<ListedOrder>> => {
    assertMay(by, 'orders.read');
    const zone = await timeZone();
    const [found] = await read(sql<{ ids: string[]; total: number }>`
      with found as ${filter.q ? sql`materialized` : sql`not materialized`} (
        select o.id, o.number, o.submitted_at, o.changed_at, o.total, o.delivery_on
        from orders o where ${fitting(filter, zone)}
      )
      select (select count(*) from found) as total,
             array(select id from found o order by ${order(sort)} limit ${size} offset ${(page - 1) * size}) as ids
    `);
    return { items: await readListed(db, found?.ids ?? []), total: found?.total ?? 0 };
  };

  const board = async (
    by: Actor,
    filter: Pick<OrderFilter, 'q' | 'organizationId'>,
  ): Promise<readonly BoardColumn[]> => {
    assertMay(by, 'orders.read');
    const since = new Date(clock.now() - OVER_DAYS * DAY_MS);
    const zone = await timeZone();
    const columns = await read(sql<{ status: PlacedStatus; total: number; sum: string; ids: string[] }>`
      with shown as materialized (
        select * from orders where status = any(${OPEN}::text[])
        union all
        select * from orders where status = any(${OVER}::text[]) and changed_at >= ${since}
      ), found as materialized (
        select o.id, o.status, o.total, o.submitted_at from shown o where ${fitting(filter, zone, { few: true })}
      )
      select s.status, count(f.id) as total, coalesce(sum(f.total), 0)::numeric(20, 2) as sum,
             array(select id from found where status = s.status order by submitted_at desc, id desc
                   limit ${MOST_CARDS}) as ids
      from unnest(${PLACED}::text[]) with ordinality as s(status, place)
      left join found f on f.status = s.status
      group by s.status, s.place order by s.place
    `);
    const items = await readListed(
      db,
      columns.flatMap(({ ids }) => ids),
    );
    return columns.map(({ ids, ...column }) => ({
      ...column,
      items: items.filter(({ id }) => ids.includes(id)),
    }));
  };

  /** Everything that fits, the newest first, read as it is consumed. */
  const every = (by: Actor, filter: OrderFilter): AsyncIterable<ListedOrder> => {
    assertMay(by, 'orders.read');
    return walk(filter);
  };

  async function* walk(filter: OrderFilter): AsyncGenerator<ListedOrder> {
    const zone = await timeZone();
    for (let last: number | undefined; ; ) {
      const beyond = last === undefined ? sql`true` : sql`o.number < ${last}`;
      const rows = await read(sql<{ id: string; number: number }>`
        select o.id, o.number from orders o where ${fitting(filter, zone)} and ${beyond}
        order by o.number desc limit ${BATCH}
      `);
      yield* await readListed(
        db,
        rows.map(({ id }) => id),
      );
      if (rows.length < BATCH) return;
      last = rows.at(-1)?.number;
    }
  }

  return { page, board, every };
};

const order = (sort: OrderPaging['sort']) => {
  const { by, direction } = orderOf(sort);
  const down = sql.raw(direction);
  const column = sql.ref(`o.${by}`);
  // As soon as possible comes before every day.
  return by === 'delivery_on'
    ? sql`${column} ${down} nulls first, o.id ${down}`
    : sql`${column} ${down}, o.id ${down}`;
};
