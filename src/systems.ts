import { addOrderExchange } from '#integrations/onec/orders/routes.ts';
import { createSettle } from '#integrations/onec/orders/settle.ts';
import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import { createOrderFeed, type OrderMoves } from '#modules/orders/index.ts';
import { addServiceKeyRoutes, createKeyGuards, createServiceKeys } from '#modules/service-keys/index.ts';
import {
  addWebhookRoutes,
  createDeliver,
  createEmit,
  createWebhookSweep,
  createWebhooks,
  webhooksCheck,
} from '#modules/webhooks/index.ts';
import { createSealing } from '#platform/cache/sealing.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Log } from '#platform/log/log.ts';
import { resolveHost } from '#platform/outgoing/address.ts';
import type { Config } from './config.ts';

export type SystemsPart = ReturnType<typeof createSystemsPart>;

/** Other systems: their keys, the orders they fetch and settle, and what they are told by itself. */
export const createSystemsPart = ({
  config,
  secretKey,
  ...deps
}: {
  config: Pick<Config, 'webhooks'>;
  secretKey: string;
  db: Database;
  notifications: Notifications;
  audit: Audit;
  clock: Clock;
  log: Log;
}) => {
  const parts = {
    ...deps,
    log: deps.log.child({ component: 'webhooks' }),
    sealing: createSealing(secretKey, 'webhooks'),
  };
  const keys = createServiceKeys(parts);
  const webhooks = createWebhooks(parts);
  const deliver = createDeliver({ ...parts, allowHosts: config.webhooks.allowHosts, resolve: resolveHost });

  return {
    /** Tells whoever wants to know, in the transaction of what happened. */
    emit: createEmit(parts),
    guards: createKeyGuards({ keys }),
    checks: [webhooksCheck(parts)],
    absent: [],
    sweepers: { webhooks: createWebhookSweep(parts) },

    /** Routes at the root: orders for 1C. */
    addRoutes: (http: Http, { moves }: { moves: OrderMoves }): void =>
      addOrderExchange(http, { feed: createOrderFeed(parts), settle: createSettle({ ...parts, moves }) }),

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: async (http: Http): Promise<void> => {
      addServiceKeyRoutes(http, { keys });
      addWebhookRoutes(http, { webhooks });
    },

    /** Sends webhooks until the signal aborts. */
    run: deliver.run,
  };
};
