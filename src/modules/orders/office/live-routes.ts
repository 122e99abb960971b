import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { actorOf } from '#modules/access/index.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import { openEventStream } from '#platform/http/sse.ts';
import type { LiveOrders } from './live.ts';

/** Streams of all panels that one process serves at the same time. */
const MOST = 500;
/** Milliseconds between two checks that the session behind a stream still lives. */
const CHECK_EVERY_MS = 9_000;

const DESCRIPTION = `Server-sent events, each with JSON data:

- \`changed\`: \`{"id", "type"}\`, something of an order is new; \`type\` is \`order.placed\`, \`order.status\` or
  \`order.changed\`; a few times a second at most for each order

A comment comes every 15 seconds. After a break read anew what is shown: what happened meanwhile is not repeated.`;

/** The live side of the board; `recheck` lets a request in as long as its session may still read. */
export const addLiveRoutes = (http: Http, { live, recheck }: { live: LiveOrders; recheck: Guard }): void => {
  http.get('/orders/live', {
    config: { permission: 'orders.read' },
    schema: {
      tags: ['Orders'],
      summary: 'Follow all orders',
      description: DESCRIPTION,
      response: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } } },
    },
    handler: async (request, reply) => {
      if (live.watching() >= MOST)
        throw new AppError('unavailable', 'too many streams are open', { retryAfter: 10 });
      const by = actorOf(request);
      const stream = openEventStream(request, reply);
      const checking = setInterval(() => {
        recheck(request).catch((error) => error instanceof AppError && stream.close());
      }, CHECK_EVERY_MS);
      stream.closed.addEventListener('abort', () => clearInterval(checking));
      live.watch(by, stream);
    },
  });
};
