import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Emit, Teach } from '../ports.ts';
import { createFigures } from './figures.ts';
import { addLineRoutes } from './line-routes.ts';
import { createOrderEdits } from './lines.ts';
import { createOrderList } from './list.ts';
import { addOrderListRoutes } from './list-routes.ts';
import { createLiveOrders } from './live.ts';
import { addLiveRoutes } from './live-routes.ts';
import { addMoveRoutes, addStatusRoute } from './move-routes.ts';
import { createOrderMoves } from './moves.ts';
import { createOrderPages } from './order-page.ts';
import { addSummaryRoute, createSummary } from './summary.ts';

export type OrderDesk = ReturnType<typeof createOrderDesk>;

/** What the office does with orders. Make it before notifications run. */
export const createOrderDesk = (deps: {
  db: Database;
  audit: Audit;
  notifications: Pick<Notifications, 'on'>;
  timeZone: () => Promise<string>;
  clock: Clock;
  teach?: Teach | undefined;
  emit?: Emit | undefined;
}) => ({
  list: createOrderList(deps),
  pages: createOrderPages(deps),
  moves: createOrderMoves(deps),
  edits: createOrderEdits(deps),
  figures: createFigures(deps),
  live: createLiveOrders(deps),
  summary: createSummary(deps),
});

/** Its routes, under `/shop`; `recheck` lets a request in as long as its session may still read orders. */
export const addOrderRoutes = async (
  http: Http,
  { recheck, ...desk }: OrderDesk & { readonly recheck: Guard },
): Promise<void> => {
  await http.register(
    async (scope: Http) => {
      addOrderListRoutes(scope, desk);
      addMoveRoutes(scope, desk);
      addLineRoutes(scope, desk);
      addLiveRoutes(scope, { ...desk, recheck });
    },
    { prefix: '/shop' },
  );
};

/** The routes of the founding document: at the root of the server, not below `/api/v1`. */
export const addAdminOrderRoute = (http: Http, desk: OrderDesk): void => {
  addStatusRoute(http, '/admin/orders/:id/status', desk);
  addSummaryRoute(http, desk);
};
