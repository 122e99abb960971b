import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { cleanText, shorten } from '#kernel/text.ts';
import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import {
  CANCELLABLE,
  type Cart,
  type CustomerOrders,
  type OrderStatus,
  type OrderStep,
} from '../contract.ts';
import { isOrderId } from '../order-id.ts';
import { readOrder, readOrders } from '../order-rows.ts';
import type { Buyers, Emit } from '../ports.ts';
import { lockPlaced, moveLocked } from '../status/move.ts';
import { createTell } from '../status/tell.ts';
import { createRepeat } from './repeat.ts';

const MOST_SIZE = 50;
const LONGEST_REASON = 500;

/**
 * Placed orders as their customers see them. Lists are of the organization they act for; one order may be of any
 * organization that they belong to now, since a message may lead to it.
 */
export const createCustomerOrders = ({
  customers,
  cart,
  audit,
  clock,
  emit = async () => {},
}: {
  customers: Buyers;
  cart: Pick<Cart, 'add'>;
  audit: Audit;
  clock: Clock;
  emit?: Emit | undefined;
}): CustomerOrders => {
  const tell = createTell({ emit });

  const list: CustomerOrders['list'] = async (db, { personId, ...wish }) => {
    const buyer = await customers.membershipOf(db, personId);
    const size = Math.min(Math.max(1, Math.trunc(wish.size) || 1), MOST_SIZE);
    if (!buyer) return { items: [], page: 1, pages: 1, total: 0 };
    const { rows } = await sql<{ total: number }>`
      select count(*) as total from orders where organization_id = ${buyer.organizationId} and status <> 'draft'
    `.execute(db);
    const total = rows[0]?.total ?? 0;
    const pages = Math.max(1, Math.ceil(total / size));
    const page = Math.min(Math.max(1, Math.trunc(wish.page) || 1), pages);
    const { rows: ids } = await sql<{ id: string }>`
      select id from orders where organization_id = ${buyer.organizationId} and status <> 'draft'
      order by submitted_at desc, id desc limit ${size} offset ${(page - 1) * size}
    `.execute(db);
    return {
      items: await readOrders(db, { ids: ids.map(({ id }) => id), now: clock.now() }),
      page,
      pages,
      total,
    };
  };

  const isTheirs = async (db: Database, personId: string, organizationId: string | null): Promise<boolean> =>
    organizationId !== null && (await customers.isMember(db, personId, organizationId));

  const read: CustomerOrders['read'] = async (db, { personId, orderId }) => {
    if (!isOrderId(orderId)) return undefined;
    const order = await readOrder(db, { id: orderId, now: clock.now() });
    if (!order || order.status === 'draft') return undefined;
    return (await isTheirs(db, personId, order.organizationId)) ? order : undefined;
  };

  const steps: CustomerOrders['steps'] = async (db, { personId, orderId }) => {
    const order = await read(db, { personId, orderId });
    if (!order) return [];
    const { rows } = await sql<OrderStep>`
      select to_status as status, at, reason from order_changes
      where order_id = ${order.id} and undone_at is null order by id
    `.execute(db);
    return rows;
  };

  const cancel: CustomerOrders['cancel'] = async (tx, { personId, orderId, reason: said, by }) => {
    const [order] = isOrderId(orderId) ? await lockPlaced(tx, [orderId]) : [];
    if (!order || !(await isTheirs(tx, personId, order.organizationId))) return refuse('missing');
    const now = clock.now();
    if (order.status === 'cancelled') return answer();
    if (!(CANCELLABLE as readonly OrderStatus[]).includes(order.status)) return refuse('too_late');
    const reason = shorten(cleanText(said).trim(), LONGEST_REASON);
    // Whoever cancels it hears so at once, in the same chat.
    const tellAt = order.personId === personId ? null : now;
    await moveLocked(tx, { order, to: 'cancelled', reason, by, at: now, tellAt, tell });
    await audit.record(tx, {
      by,
      action: 'orders.cancel',
      subject: { kind: 'order', id: orderId },
      before: { status: order.status },
      after: { status: 'cancelled', number: order.number },
    });
    return answer();

    async function answer() {
      const now = clock.now();
      const cancelled = await readOrder(tx, { id: orderId, now });
      return cancelled ? ok(cancelled) : refuse('missing');
    }
  };

  return { list, read, steps, cancel, repeat: createRepeat({ read, cart }) };
};
