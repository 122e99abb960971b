import { sql } from 'kysely';
import { fitsNumeric } from '#kernel/decimal.ts';
import { ok, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Cart, OrderStatus } from '../contract.ts';
import { isOrderId } from '../order-id.ts';
import { isShort, readLines, readOrder, type SeenLine, totalOf } from '../order-rows.ts';
import type { Buyers } from '../ports.ts';
import { noteChange } from '../status/change.ts';
import type { Tell } from '../status/tell.ts';
import { lockGoods } from './goods.ts';
import { changesOf } from './refresh.ts';
import { forgetSeen, readSeen } from './seen.ts';

const HOUR_MS = 3_600_000;

/** Places the cart as it was seen, once; prices become those of the order for good. */
export const createSubmit = ({
  customers,
  settings,
  audit,
  tell,
  clock,
}: {
  customers: Buyers;
  settings: Pick<Settings, 'get'>;
  audit: Audit;
  tell: Tell;
  clock: Clock;
}): Cart['submit'] => {
  return async (tx, { personId, orderId, version, conversationId, by }) => {
    const now = clock.now();
    const found = isOrderId(orderId) ? await lockOwn(tx, personId, orderId) : undefined;
    if (!found) return refuse('changed');
    if (found.status !== 'draft') {
      const placed = await readOrder(tx, { id: orderId, now });
      return placed ? ok(placed) : refuse('changed');
    }
    if (found.version !== version) return refuse('changed');
    const buyer = await customers.membershipOf(tx, personId);
    if (!buyer) return refuse('not_registered');
    if (buyer.blocked) return refuse('blocked');

    const wish = { ids: [orderId], now, priceTypeId: buyer.priceTypeId };
    await lockGoods(tx, productsOf(await readLines(tx, wish)));
    const lines = await readLines(tx, wish);
    if (lines.length === 0) return refuse('empty');
    const seen = await readSeen(tx, orderId);
    const total = totalOf(lines);
    if (lines.some((line) => changesOf(line, seen).length > 0) || !fitsNumeric(total, 16, 2))
      return refuse('changed');
    const { beyond_stock: beyondStock, reserve_hours: hours } = await settings.get('orders', tx);
    if (!beyondStock && lines.some(isShort)) return refuse('short');

    await freeze(tx, lines);
    await forgetSeen(tx, orderId);
    const { rows } = await sql<{ number: number }>`
      update orders set
        status = 'pending', number = nextval('order_numbers'), version = version + 1, submitted_at = ${new Date(now)},
        organization_id = ${buyer.organizationId}, price_type_id = ${buyer.priceTypeId}, total = ${total},
        conversation_id = ${conversationId}, channel = ${by.channel},
        reserved_until = ${hours > 0 ? new Date(now + hours * HOUR_MS) : null}
      where id = ${orderId} returning number
    `.execute(tx);
    const number = rows[0]?.number ?? 0;
    await noteChange(tx, { orderId, from: 'draft', to: 'pending', reason: '', by, at: now, tellAt: null });
    await tell(tx, { type: 'order.placed', orderId, number, status: 'pending', from: 'draft' });
    await audit.record(tx, {
      by,
      action: 'orders.place',
      subject: { kind: 'order', id: orderId },
      after: { number, total, lines: lines.length },
    });
    const placed = await readOrder(tx, { id: orderId, now });
    return placed ? ok(placed) : refuse('changed');
  };
};

const lockOwn = async (
  tx: Tx,
  personId: string,
  orderId: string,
): Promise<{ version: number; status: OrderStatus } | undefined> => {
  const { rows } = await sql<{ version: number; status: OrderStatus }>`
    select version, status from orders where id = ${orderId} and person_id = ${personId} for update
  `.execute(tx);
  return rows[0];
};

const productsOf = (lines: readonly SeenLine[]): readonly number[] =>
  lines.flatMap(({ productId }) => (productId === null ? [] : [productId]));

/** Titles, units and prices of now are those of the order from here on. */
const freeze = async (tx: Tx, lines: readonly SeenLine[]): Promise<void> => {
  await sql`
    update order_lines l set title = now.title, sku = now.sku, unit = now.unit, price = now.price
    from unnest(${lines.map(({ id }) => id)}::bigint[], ${lines.map(({ title }) => title)}::text[],
                ${lines.map(({ sku }) => sku)}::text[], ${lines.map(({ unit }) => unit)}::text[],
                ${lines.map(({ price }) => price)}::numeric[]) as now(id, title, sku, unit, price)
    where l.id = now.id
  `.execute(tx);
};
