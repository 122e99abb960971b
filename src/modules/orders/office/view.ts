import { z } from 'zod';
import { Id } from '#platform/http/id.ts';
import { MOVES, ORDER_STATUSES, type OrderLine, PLACED } from '../contract.ts';
import type { OrderPage } from './order-page.ts';
import type { ListedOrder } from './rows.ts';

/** The shapes of orders in the panel's HTTP API. Money and quantities are exact decimals as text. */
const Time = z.iso.datetime();
const Named = z.object({ id: z.uuid(), name: z.string() });

/** The id of an order in an address. */
export const OrderKey = z.strictObject({ id: Id });
export const PlacedStatusName = z.enum(PLACED);

export const OrderListItem = z.object({
  id: z.uuid(),
  number: z.int().describe('What people call it by'),
  status: PlacedStatusName,
  version: z.int().describe('Raised by every change'),
  total: z.string().describe('Of the lines whose price is known'),
  lines: z.int(),
  doubts: z.int().describe('Lines that are not known to be one product'),
  organization: Named.nullable(),
  person: Named.describe('Who placed it'),
  comment: z.string(),
  delivery_on: z.string().nullable().describe('YYYY-MM-DD; null: as soon as possible'),
  address: z.string().nullable().describe('null: the customer comes'),
  submitted_at: Time,
  changed_at: Time,
  moves: z.array(PlacedStatusName).describe('Where it may go from here'),
});

const LineView = z.object({
  id: z.int(),
  position: z.int(),
  product_id: z.int().nullable().describe('null: in doubt, or not in the catalogue any more'),
  title: z.string(),
  sku: z.string().nullable(),
  unit: z.string().nullable(),
  qty: z.string(),
  qty_assumed: z.boolean().describe('The customer named no amount'),
  price: z.string().nullable().describe('For one unit; null: on request'),
  sum: z.string().nullable(),
  said: z.string().nullable().describe('The words of the customer it came from'),
  doubt: z.enum(['doubtful', 'unknown']).nullable(),
  choices: z.array(z.int()).describe('Products it may be, the best first'),
  note: z.string(),
  stock: z.string().nullable().describe('What can be had of it now, with what is kept back for this order'),
  pack_qty: z.string().nullable(),
  order_min: z.string().nullable(),
  order_multiple: z.string().nullable(),
  gone: z.boolean().describe('Hidden, or not in the catalogue any more'),
});

export const OrderView = OrderListItem.extend({
  lines: z.array(LineView),
  history: z
    .array(
      z.object({
        id: z.int(),
        from: z.enum(ORDER_STATUSES),
        to: z.enum(ORDER_STATUSES),
        reason: z.string(),
        by: Named.nullable(),
        channel: z.string(),
        at: Time,
        told_at: Time.nullable().describe('When the customer was told'),
        undone_at: Time.nullable(),
      }),
    )
    .describe('The newest last'),
  phone: z.string().nullable().describe('Of who placed it; null: none is known'),
  conversation_id: z.uuid().nullable().describe('Where it was placed'),
  questions: z.array(z.object({ id: z.uuid(), title: z.string(), closed_at: Time.nullable() })),
});

export const listedView = (order: ListedOrder): z.input<typeof OrderListItem> => ({
  id: order.id,
  number: order.number,
  status: order.status,
  version: order.version,
  total: order.total,
  lines: order.lines,
  doubts: order.doubts,
  organization: order.organization,
  person: order.person,
  comment: order.comment,
  delivery_on: order.deliveryOn,
  address: order.address,
  submitted_at: order.submittedAt.toISOString(),
  changed_at: order.changedAt.toISOString(),
  moves: MOVES[order.status].filter((to) => to !== 'draft'),
});

export const orderView = (order: OrderPage): z.input<typeof OrderView> => ({
  ...listedView(order),
  lines: order.orderLines.map(lineView),
  history: order.history.map(({ at, toldAt, undoneAt, ...entry }) => ({
    ...entry,
    at: at.toISOString(),
    told_at: toldAt?.toISOString() ?? null,
    undone_at: undoneAt?.toISOString() ?? null,
  })),
  phone: order.phone,
  conversation_id: order.conversationId,
  questions: order.questions.map(({ id, title, closedAt }) => ({
    id,
    title,
    closed_at: closedAt?.toISOString() ?? null,
  })),
});

const lineView = (line: OrderLine): z.input<typeof LineView> => ({
  id: line.id,
  position: line.position,
  product_id: line.productId,
  title: line.title,
  sku: line.sku,
  unit: line.unit,
  qty: line.qty,
  qty_assumed: line.qtyAssumed,
  price: line.price,
  sum: line.sum,
  said: line.said,
  doubt: line.doubt,
  choices: [...line.choices],
  note: line.note,
  stock: line.stock,
  pack_qty: line.packQty,
  order_min: line.orderMin,
  order_multiple: line.orderMultiple,
  gone: line.gone,
});
