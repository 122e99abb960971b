import { sql } from 'kysely';
import { addDecimals, compareDecimals, roundDecimal } from '#kernel/decimal.ts';
import type { Database } from '#platform/db/database.ts';
import { sumOf } from './amount.ts';
import type { Order, OrderLine } from './contract.ts';

/** How orders are read: when, and whose prices a cart has. */
export interface ReadWish {
  readonly ids: readonly string[];
  /** Milliseconds since 1970: what is kept back for others ends some time. */
  readonly now: number;
  /** Of the organization that the owner of a cart acts for; placed orders have their own prices. */
  readonly priceTypeId?: number | null;
}

/** A line beside what the customer saw of it last. */
export interface SeenLine extends OrderLine {
  readonly orderId: string;
  /** The price as it was seen last. */
  readonly seenPrice: string | null;
}

/** Statuses in which goods are kept back for an order. */
export const KEEPING = sql.raw(`('pending', 'confirmed', 'assembling')`);

/** These orders with their lines, in the order of their ids; a cart with titles, prices and stock of now. */
export const readOrders = async (db: Database, wish: ReadWish): Promise<readonly Order[]> => {
  if (wish.ids.length === 0) return [];
  const lines = Map.groupBy(await readLines(db, wish), ({ orderId }) => orderId);
  const { rows } = await sql<Omit<Order, 'lines'>>`
    select o.id, o.number, o.person_id as "personId", o.organization_id as "organizationId", o.status, o.version, o.total,
           o.comment, o.delivery_on as "deliveryOn", o.address, o.submitted_at as "submittedAt",
           o.changed_at as "changedAt"
    from unnest(${wish.ids}::uuid[]) with ordinality as wanted(id, place) join orders o on o.id = wanted.id
    order by wanted.place
  `.execute(db);
  return rows.map((row) => {
    const own = (lines.get(row.id) ?? []).map(({ orderId: _, seenPrice: __, ...line }) => line);
    return { ...row, lines: own, total: row.status === 'draft' ? totalOf(own) : row.total };
  });
};

/** One order; undefined when there is none. */
export const readOrder = async (
  db: Database,
  { id, ...wish }: Omit<ReadWish, 'ids'> & { readonly id: string },
): Promise<Order | undefined> => (await readOrders(db, { ...wish, ids: [id] }))[0];

/** The lines of these orders as they stand in them. */
export const readLines = async (
  db: Database,
  { ids, now, priceTypeId = null }: ReadWish,
): Promise<readonly SeenLine[]> => {
  const { rows } = await sql<Omit<SeenLine, 'sum'>>`
    with line as materialized (
      select l.*, o.status = 'draft' as is_draft,
             o.reserved_until > ${new Date(now)} and o.status in ${KEEPING} as is_kept
      from order_lines l join orders o on o.id = l.order_id where l.order_id = any(${ids}::uuid[])
    ), kept as materialized (
      select r.product_id, sum(r.qty) as qty
      from orders o join order_lines r on r.order_id = o.id
      where o.reserved_until > ${new Date(now)} and o.status in ${KEEPING}
        and r.product_id = any(array(select product_id from line where product_id is not null))
      group by r.product_id
    )
    select l.id, l.order_id as "orderId", l.position, l.product_id as "productId",
           case when is_draft and p.id is not null then p.title else l.title end as title,
           case when is_draft and p.id is not null then p.sku else l.sku end as sku,
           case when is_draft and p.id is not null then p.unit else l.unit end as unit,
           trim_scale(l.qty) as qty, l.qty_assumed as "qtyAssumed",
           case when not is_draft then l.price when p.id is null or p.hidden then null
                else nullif(coalesce(x.price, p.price), 0) end as price,
           l.price as "seenPrice", l.said, l.doubt, l.choices, l.note,
           case when p.id is not null then trim_scale(
             greatest(p.stock_qty - coalesce(k.qty, 0) + case when is_kept then l.qty else 0 end, 0)) end as stock,
           trim_scale(p.pack_qty) as "packQty", trim_scale(p.order_min) as "orderMin",
           trim_scale(p.order_multiple) as "orderMultiple",
           l.doubt is null and coalesce(p.hidden, true) as gone
    from line l
    left join products p on p.id = l.product_id
    left join product_prices x on x.product_id = p.id and x.price_type_id = ${priceTypeId}
    left join kept k on k.product_id = p.id
    order by l.order_id, l.position, l.id
  `.execute(db);
  return rows.map((row) => ({ ...row, sum: sumOf(row.qty, row.price) }));
};

/** Of the lines whose price is known. */
export const totalOf = (lines: readonly Pick<OrderLine, 'sum'>[]): string =>
  roundDecimal(
    lines.reduce((total, { sum }) => addDecimals(total, sum ?? '0'), '0'),
    2,
  ).value;

/** Whether less is there than wanted. */
export const isShort = ({ stock, qty }: Pick<OrderLine, 'stock' | 'qty'>): boolean =>
  stock !== null && compareDecimals(stock, qty) < 0;
