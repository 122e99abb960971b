import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { type Actor, actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import { Id } from '#platform/http/id.ts';
import { words } from '#platform/http/words.ts';
import { MOVES, ORDER_STATUSES } from '../contract.ts';
import { SaidStatus } from '../status/said.ts';
import { MOST_MOVED, type OrderMoves, UNDO_MS } from './moves.ts';
import type { OrderPages } from './order-page.ts';
import { OrderKey, OrderView, orderView, PlacedStatusName } from './view.ts';

const Reason = words(500).optional().describe('The customer is told it');
const ChangeId = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

const Moves = z.strictObject({
  ids: z.array(Id).min(1).max(MOST_MOVED),
  status: PlacedStatusName,
  reason: Reason,
  versions: z
    .record(Id, z.int().min(0))
    .optional()
    .describe('By id what was seen: an order with another version stays'),
});
const OneMove = z.strictObject({ status: SaidStatus, reason: Reason });
const Undos = z.strictObject({ change_ids: z.array(ChangeId).min(1).max(MOST_MOVED) });

const Moved = z.object({
  moved: z.array(
    z.object({
      id: z.uuid(),
      change_id: z.int().describe('What undoes it'),
      from: z.enum(ORDER_STATUSES),
      to: z.enum(ORDER_STATUSES),
    }),
  ),
  refused: z.array(
    z.object({
      id: z.uuid(),
      why: z.enum(['missing', 'not_allowed', 'changed']),
      status: z.enum(ORDER_STATUSES).nullable(),
    }),
  ),
  undo_until: z.iso.datetime().describe('Until then it can be undone; then the customers are told'),
});
const Undone = z.object({
  undone: z.array(z.int()),
  refused: z.array(
    z.object({
      change_id: z.int(),
      why: z.enum(['missing', 'late', 'changed', 'not_allowed']),
    }),
  ),
});

const tags = ['Orders'];
const config = { permission: 'orders.work' };

interface Desk {
  readonly moves: OrderMoves;
  readonly pages: OrderPages;
}

/** Moving orders from status to status, and the way back. */
export const addMoveRoutes = (http: Http, { moves, pages }: Desk): void => {
  http.post('/orders/status', {
    config,
    schema: {
      tags,
      summary: 'Move orders',
      description:
        'Each goes where it may go; the others are named. Customers are told ten seconds later, unless it is undone.',
      body: Moves,
      response: { 200: Moved },
    },
    handler: async (request) => {
      const { moved, refused, undoUntil } = await moves.move(actorOf(request), request.body);
      return {
        moved: moved.map(({ changeId, ...one }) => ({ ...one, change_id: changeId })),
        refused: [...refused],
        undo_until: undoUntil.toISOString(),
      };
    },
  });

  http.post('/orders/changes/undo', {
    config,
    schema: {
      tags,
      summary: 'Undo moves',
      description: `The latest one of each order, within ${UNDO_MS / 1_000} seconds.`,
      body: Undos,
      response: { 200: Undone },
    },
    handler: async (request) => {
      const { undone, refused } = await moves.undo(actorOf(request), request.body.change_ids);
      return {
        undone: [...undone],
        refused: refused.map(({ changeId, why }) => ({ change_id: changeId, why })),
      };
    },
  });

  addStatusRoute(http, '/orders/:id/status', { moves, pages });
};

/** Moves one order: also where the founding document has it, `/admin/orders/:id/status`. */
export const addStatusRoute = (http: Http, path: `${string}/:id/status`, { moves, pages }: Desk): void => {
  http.post(path, {
    config,
    schema: {
      tags,
      summary: 'Move an order',
      description: '409 when it may not go there; `errors` names where it may go.',
      params: OrderKey,
      body: OneMove,
      response: { 200: OrderView },
    },
    handler: async (request) => {
      const by = actorOf(request);
      await moveOne(by, moves, { id: request.params.id, ...request.body });
      return orderView(await pages.read(by, request.params.id));
    },
  });
};

const moveOne = async (
  by: Actor,
  moves: OrderMoves,
  { id, ...wish }: { readonly id: string } & z.output<typeof OneMove>,
): Promise<void> => {
  const { refused } = await moves.move(by, { ids: [id], ...wish });
  const [stayed] = refused;
  if (!stayed) return;
  if (stayed.why === 'missing' || stayed.status === null)
    throw new AppError('missing', 'there is no such order');
  const allowed = MOVES[stayed.status];
  throw new AppError(
    'conflict',
    `not_allowed: from ${stayed.status} it may go to ${allowed.join(', ') || 'nowhere'}`,
    {
      fields: allowed.map((to) => ({ path: 'body.status', issue: to })),
    },
  );
};
