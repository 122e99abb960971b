import { sql } from 'kysely';
import { addDecimals, multiplyDecimals, roundDecimal } from '#kernel/decimal.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Buyer } from './customers.ts';
import type { Demo } from './demo.ts';
import { type DemoLine, type DemoOrder, demoOrders } from './texts.ts';

/** A product of the demo as a customer buys it. */
interface Goods {
  readonly id: number;
  readonly title: string;
  readonly sku: string;
  readonly unit: string | null;
  /** Of all customers; null: on request. */
  readonly price: string | null;
  /** By the ids of further price types. */
  readonly prices: Readonly<Record<string, string>>;
}

/** Adds the orders with their lines and what became of them; lines of goods that are not there are left out. */
export const addOrders = async (
  tx: Tx,
  buyers: ReadonlyMap<string, Buyer>,
  { ago, newId }: Demo,
): Promise<void> => {
  const goods = await goodsByTitle(tx);
  const orders = demoOrders.flatMap((order) => {
    const buyer = buyers.get(order.person);
    if (!buyer) return [];
    const lines = order.lines.flatMap((line) => lineOf(line, { goods, buyer }) ?? []);
    return lines.length === 0 ? [] : [{ ...order, id: newId(), buyer, lines }];
  });
  if (orders.length === 0) return;
  await tx
    .insertInto('orders')
    .values(orders.map((one) => ({ ...orderRow(one, ago), total: totalOf(one.lines) })))
    .execute();
  await tx
    .insertInto('order_lines')
    .values(
      orders.flatMap(({ id, lines }) =>
        lines.map((line, index) => ({ order_id: id, position: index + 1, ...line })),
      ),
    )
    .execute();
  await tx
    .insertInto('order_changes')
    .values(orders.flatMap((one) => historyOf(one, ago)))
    .execute();
};

const goodsByTitle = async (tx: Tx): Promise<ReadonlyMap<string, Goods>> => {
  const titles = demoOrders.flatMap(({ lines }) =>
    lines.flatMap((line) => ('doubt' in line ? (line.choices ?? []) : [line[0]])),
  );
  const { rows } = await sql<Goods>`
    select p.id, p.title, p.sku, p.unit, nullif(p.price, 0) as price,
           coalesce((select jsonb_object_agg(o.price_type_id, o.price::text) from product_prices o
                     where o.product_id = p.id), '{}') as prices
    from products p where p.title = any(${titles})
  `.execute(tx);
  return new Map(rows.map((row) => [row.title, row]));
};

const lineOf = (line: DemoLine, { goods, buyer }: { goods: ReadonlyMap<string, Goods>; buyer: Buyer }) => {
  if ('doubt' in line) {
    const choices = (line.choices ?? []).flatMap((title) => goods.get(title)?.id ?? []);
    return { ...line, choices, product_id: null, sku: null, unit: null, price: null };
  }
  const [title, qty] = line;
  const found = goods.get(title);
  if (!found) return undefined;
  const { id, sku, unit } = found;
  const price = found.prices[String(buyer.priceTypeId)] ?? found.price;
  return { product_id: id, title, sku, unit, qty, price, said: null, doubt: null, choices: [] };
};

const totalOf = (lines: readonly { readonly qty: string; readonly price: string | null }[]): string =>
  lines
    .map(({ qty, price }) => roundDecimal(multiplyDecimals(qty, price ?? '0'), 2).value)
    .reduce(addDecimals, '0');

type Placed = Pick<DemoOrder, 'steps' | 'comment' | 'address' | 'inDays'> & {
  readonly id: string;
  readonly buyer: Buyer;
};

const orderRow = ({ id, buyer, steps, comment = '', address, inDays }: Placed, ago: Demo['ago']) => {
  const [, placedAgo] = steps[0];
  const [status, changedAgo] = steps.at(-1) ?? steps[0];
  return {
    id,
    // Rows are numbered in their order, which is that of the list.
    number: sql<number>`nextval('order_numbers')`,
    person_id: buyer.personId,
    organization_id: buyer.organizationId,
    status,
    comment,
    delivery_on:
      inDays === undefined
        ? null
        : ago(-24 * inDays)
            .toISOString()
            .slice(0, 10),
    address: address === undefined ? null : (buyer.addresses[address] ?? null),
    price_type_id: buyer.priceTypeId,
    conversation_id: buyer.conversationId,
    channel: 'webchat',
    submitted_at: ago(placedAgo),
    changed_at: ago(changedAgo),
    created_at: ago(placedAgo),
  };
};

/** Customers place and cancel, the office does the rest. */
const historyOf = ({ id, buyer, steps }: Placed, ago: Demo['ago']) =>
  steps.map(([to, hoursAgo, reason = ''], index) => {
    const own = to === 'pending' || to === 'cancelled';
    return {
      order_id: id,
      from_status: steps[index - 1]?.[0] ?? 'draft',
      to_status: to,
      reason,
      by_id: own ? buyer.personId : null,
      by_channel: own ? 'webchat' : 'office',
      at: ago(hoursAgo),
    };
  });
