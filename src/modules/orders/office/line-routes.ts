import { z } from 'zod';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { Day } from '#platform/http/moment.ts';
import { visibleWords, words } from '#platform/http/words.ts';
import { LONGEST_ADDRESS, LONGEST_COMMENT } from '../cart/delivery.ts';
import type { OrderEdits } from './lines.ts';
import type { OrderPages } from './order-page.ts';
import { OrderKey, OrderView, orderView } from './view.ts';

const LineKey = z.strictObject({
  id: Id,
  line_id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});
const version = z.int().min(0).describe('What was seen: 409 when the order has another one by now');
const Qty = z.string().max(40).describe('Above zero, at most 1000000, three places');
const productId = z.int().min(1).max(2_147_483_647);

const LineChange = z
  .strictObject({
    version,
    product_id: productId.optional().describe('What the line means; of a line in doubt it is remembered'),
    qty: Qty.optional(),
    price: z
      .string()
      .regex(/^\d{1,10}(?:\.\d{1,2})?$/, 'a price such as 150.50 is needed')
      .nullable()
      .optional()
      .describe('For one unit; null: on request'),
    note: words(1_000).optional(),
  })
  .refine(({ version: _, ...wish }) => Object.values(wish).some((value) => value !== undefined), {
    error: 'nothing is to be changed',
  });
const NewLine = z.strictObject({ version, product_id: productId, qty: Qty });
const Removal = z.strictObject({ version });
const OrderChange = z.strictObject({
  version,
  comment: words(LONGEST_COMMENT).optional(),
  delivery_on: Day.nullable().optional(),
  address: visibleWords(LONGEST_ADDRESS).nullable().optional(),
});

const tags = ['Orders'];
const config = { permission: 'orders.change' };
const response = { 200: OrderView };
const description =
  'While the order is pending, confirmed or assembling; 409 afterwards, or once somebody else changed it.';

/** What the office changes in an order. Every answer is the whole order. */
export const addLineRoutes = (
  http: Http,
  { edits, pages }: { edits: OrderEdits; pages: OrderPages },
): void => {
  http.patch('/orders/:id', {
    config,
    schema: { tags, summary: 'Change an order', description, params: OrderKey, body: OrderChange, response },
    handler: async (request) => {
      const by = actorOf(request);
      const { version, comment, delivery_on: deliveryOn, address } = request.body;
      await edits.changeOrder(by, { orderId: request.params.id, version }, { comment, deliveryOn, address });
      return orderView(await pages.read(by, request.params.id));
    },
  });

  http.post('/orders/:id/lines', {
    config,
    schema: {
      tags,
      summary: 'Add a line to an order',
      description: `${description} Of a product that it has already the amounts add up.`,
      params: OrderKey,
      body: NewLine,
      response,
    },
    handler: async (request) => {
      const by = actorOf(request);
      const { version, product_id: productId, qty } = request.body;
      await edits.addLine(by, { orderId: request.params.id, version }, { productId, qty });
      return orderView(await pages.read(by, request.params.id));
    },
  });

  http.patch('/orders/:id/lines/:line_id', {
    config,
    schema: {
      tags,
      summary: 'Change a line of an order',
      description: `${description} Another product brings its own price, unless one is given.`,
      params: LineKey,
      body: LineChange,
      response,
    },
    handler: async (request) => {
      const by = actorOf(request);
      const { id: orderId, line_id: lineId } = request.params;
      const { version, product_id: productId, ...wish } = request.body;
      await edits.changeLine(by, { orderId, lineId, version }, { productId, ...wish });
      return orderView(await pages.read(by, orderId));
    },
  });

  http.delete('/orders/:id/lines/:line_id', {
    config,
    schema: {
      tags,
      summary: 'Remove a line of an order',
      description: `${description} The last one stays.`,
      params: LineKey,
      body: Removal,
      response,
    },
    handler: async (request) => {
      const by = actorOf(request);
      const { id: orderId, line_id: lineId } = request.params;
      await edits.removeLine(by, { orderId, lineId, version: request.body.version });
      return orderView(await pages.read(by, orderId));
    },
  });
};
