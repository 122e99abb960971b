import { z } from 'zod';
import { type ExchangedOrder, PLACED, type PlacedStatus } from '#modules/orders/index.ts';

/** An order as 1C gets it. Money and quantities are decimals as text. */
export const OrderDocument = z.object({
  id: z.uuid(),
  number: z.int(),
  external_id: z.string().nullable().describe('Its id in 1C, once 1C told it'),
  version: z.int().describe('Raised by every change: what is known already may be left out'),
  status: z.enum(PLACED),
  submitted_at: z.iso.datetime(),
  changed_at: z.iso.datetime(),
  organization: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }).nullable(),
  customer: z.object({ id: z.uuid(), name: z.string(), phone: z.string().nullable() }),
  delivery_on: z.string().nullable().describe('ISO date; null: as soon as possible'),
  address: z.string().nullable().describe('Null: the customer comes'),
  comment: z.string(),
  currency: z.literal('RUB'),
  total: z.string().describe('Of the lines whose price is known'),
  lines: z.array(
    z.object({
      id: z.int(),
      guid: z.string().nullable(),
      sku: z.string().nullable(),
      title: z.string(),
      unit: z.string().nullable(),
      qty: z.string(),
      price: z.string().nullable().describe('Null: on request'),
      sum: z.string().nullable(),
      said: z.string().nullable().describe("The customer's own words"),
      doubt: z.enum(['doubtful', 'unknown']).nullable().describe('Not known which product is meant'),
      note: z.string(),
    }),
  ),
});

/** The document of one order. */
export const documentOf = (order: ExchangedOrder): z.input<typeof OrderDocument> => ({
  id: order.id,
  number: order.number ?? 0,
  external_id: order.externalId,
  version: order.version,
  status: order.status as PlacedStatus,
  submitted_at: (order.submittedAt ?? order.changedAt).toISOString(),
  changed_at: order.changedAt.toISOString(),
  organization: order.organization,
  customer: order.customer,
  delivery_on: order.deliveryOn,
  address: order.address,
  comment: order.comment,
  currency: 'RUB',
  total: order.total,
  lines: order.lines.map((line) => ({
    id: line.id,
    guid: order.guids.get(line.id) ?? null,
    sku: line.sku,
    title: line.title,
    unit: line.unit,
    qty: line.qty,
    price: line.price,
    sum: line.sum,
    said: line.said,
    doubt: line.doubt,
    note: line.note,
  })),
});
