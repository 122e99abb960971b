import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import {
  addAdminOrderRoute,
  addOrderRoutes,
  type Buyers,
  createCart,
  createCustomerOrders,
  createNotices,
  createOrderDesk,
  type Emit,
  orderData,
  type Push,
  type Teach,
} from '#modules/orders/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guard } from '#platform/http/route-config.ts';
import type { Log } from '#platform/log/log.ts';

export type OrdersPart = ReturnType<typeof createOrdersPart>;

/** Orders: the carts and orders of customers, what the office does with them, and the word to those who wait. */
export const createOrdersPart = ({
  say,
  recheck,
  ...deps
}: {
  db: Database;
  settings: Settings;
  customers: Buyers;
  notifications: Notifications;
  audit: Audit;
  clock: Clock;
  log: Log;
  /** Tells a person how their order fares. */
  say: Push;
  /** Lets a request in as long as its session may still read orders. */
  recheck: Guard;
  /** Who learns what customers mean by their words. */
  teach?: Teach;
  /** Who tells other systems. */
  emit?: Emit;
}) => {
  const parts = { ...deps, log: deps.log.child({ component: 'orders' }) };
  const timeZone = async () => (await deps.settings.get('working_hours')).time_zone;
  const cart = createCart(parts);
  const desk = createOrderDesk({ ...parts, timeZone });
  const notices = createNotices({ ...parts, say });

  return {
    /** For the dialogues. */
    cart,
    orders: createCustomerOrders({ ...parts, cart }),
    /** For other systems that move orders. */
    moves: desk.moves,
    checks: [],
    absent: [],
    /** What orders know of a person. */
    personalData: orderData(parts),

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: (http: Http): Promise<void> => addOrderRoutes(http, { ...desk, recheck }),
    /** The route of the founding document, at the root. */
    addRoutes: (http: Http): void => addAdminOrderRoute(http, desk),

    /** Tells customers of their orders, until the signal aborts. */
    run: notices.run,
  };
};
