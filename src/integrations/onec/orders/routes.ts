import { z } from 'zod';
import type { Actor } from '#modules/access/index.ts';
import { MOVES, type OrderFeed, PLACED, SaidStatus } from '#modules/orders/index.ts';
import { serviceOf } from '#modules/service-keys/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Settle } from './settle.ts';
import { isMisread, type Misread, statusChanges } from './status-change.ts';
import { documentOf, OrderDocument } from './view.ts';

const MOST_CHANGES = 500;

const List = z.strictObject({
  cursor: z.string().max(200).optional().describe('Of the answer before; absent: from the beginning'),
  status: z
    .string()
    .optional()
    .transform((text) => text?.split(',').map((one) => one.trim()))
    .pipe(z.array(SaidStatus).max(PLACED.length).optional())
    .describe('Only these, separated by commas'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const Changes = z.strictObject({ orders: statusChanges(MOST_CHANGES) });

const Outcome = z.object({
  index: z.int(),
  id: z.uuid().nullable(),
  outcome: z.enum(['moved', 'unchanged', 'missing', 'ambiguous', 'not_allowed', 'invalid']),
  status: z.enum(PLACED).nullable().describe('As it is now'),
  allowed: z.array(z.enum(PLACED)).optional().describe('Where it could go instead'),
  problems: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe('Why it is invalid'),
});

/** Orders for 1C, and what becomes of them there. A service key opens both. */
export const addOrderExchange = (http: Http, { feed, settle }: { feed: OrderFeed; settle: Settle }): void => {
  const tags = ['1C'];

  http.get('/integrations/1c/orders', {
    config: { permission: 'orders:read', errors: 'detail' },
    schema: {
      tags,
      summary: 'Orders that were placed or have changed',
      description:
        'Begin without a cursor, and go on with the cursor of the answer. Each change comes at least once; one of ' +
        'the last minute may come again with the same version.',
      querystring: List,
      response: {
        200: z.object({ orders: z.array(OrderDocument), cursor: z.string(), more: z.boolean() }),
      },
    },
    handler: async ({ query }) => {
      const { orders, cursor, more } = await feed.read({
        cursor: query.cursor,
        statuses: query.status,
        limit: query.limit,
      });
      return { orders: orders.map(documentOf), cursor, more };
    },
  });

  http.post('/integrations/1c/orders/status', {
    config: { permission: 'orders:write', errors: 'detail' },
    preValidation: async (request: { body: unknown }) => {
      request.body = inOneShape(request.body);
    },
    schema: {
      tags,
      summary: 'What became of orders in 1C',
      description:
        'One change, an array of them, or an object with `orders`. Each is done for itself: the answer tells what ' +
        'became of it. Repeating a change does nothing. 422 where not one of them can be understood.',
      body: Changes,
      response: { 200: z.object({ ok: z.boolean().describe('All of them'), results: z.array(Outcome) }) },
    },
    handler: async (request) => {
      const by: Actor = serviceOf(request).by;
      const results: z.input<typeof Outcome>[] = [];
      for (const [index, change] of request.body.orders.entries()) {
        if (isMisread(change)) {
          results.push({ index, id: null, outcome: 'invalid', status: null, problems: problemsOf(change) });
          continue;
        }
        const settled = await settle(by, change);
        const { id, outcome, status } = settled;
        const allowed =
          outcome === 'not_allowed' && status
            ? { allowed: MOVES[status].filter((to) => to !== 'draft') }
            : {};
        results.push({ index, id, outcome, status, ...allowed });
      }
      return { ok: results.every(({ outcome }) => outcome === 'moved' || outcome === 'unchanged'), results };
    },
  });
};

const problemsOf = ({ problems }: Misread): { field: string; message: string }[] =>
  problems.map(({ path, message }) => ({ field: path.join('.'), message }));

/** One change and an array of them are as good as the object: a fault is told with its place in that. */
const inOneShape = (body: unknown): unknown => {
  if (Array.isArray(body)) return { orders: body };
  return typeof body !== 'object' || body === null || 'orders' in body ? body : { orders: [body] };
};
