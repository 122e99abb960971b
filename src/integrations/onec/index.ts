import type { Clock } from '#kernel/time.ts';
import type { Check } from '#modules/office/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import type { Database } from '#platform/db/database.ts';
import { lead } from '#platform/db/leader.ts';
import type { Http } from '#platform/http/http.ts';
import type { Guards } from '#platform/http/route-config.ts';
import type { Spool } from '#platform/http/spool.ts';
import type { Log } from '#platform/log/log.ts';
import { exchangeCheck } from './check.ts';
import type { OnecConfig } from './config.ts';
import { createExchange } from './exchange.ts';
import { addExchangeRoutes, addSyncRoute } from './exchange-routes.ts';
import { createFetchGoods } from './fetch-goods.ts';
import { createLoads } from './loads.ts';
import { createPull } from './pull.ts';
import { createPullStates } from './pull-state.ts';
import { createPush, type OnecImporter } from './push.ts';
import { addPushRoutes } from './push-routes.ts';
import { pullAtIntervals } from './schedule.ts';
import { pushGuard } from './token.ts';

export type Onec = ReturnType<typeof createOnec>;

/** The exchange with 1C: goods that it pushes to us, and goods that we ask it for. */
export const createOnec = ({
  config,
  db,
  connection,
  importer,
  spool,
  clock,
  log,
}: {
  config: OnecConfig;
  db: Database;
  connection: Connection;
  importer: OnecImporter;
  spool: Spool;
  clock: Clock;
  log: Log;
}) => {
  const loads = createLoads({ db });
  const states = createPullStates({ db, clock });
  const push = createPush({ importer, spool, loads, config, log });
  const { pull: pulling, maxBodyBytes } = config;
  const pull =
    pulling &&
    createPull({
      config,
      fetchGoods: createFetchGoods({ config: pulling, maxBodyBytes, spool }),
      importer,
      states,
      connection,
      log,
    });
  const exchange = { read: createExchange({ db, config, states, loads, clock }), pull };

  return {
    guards: { push: pushGuard(config.pushToken) } satisfies Guards,
    checks: (pulling ? [exchangeCheck({ states, config: pulling, clock })] : []) satisfies readonly Check[],
    absent: pulling ? [] : [{ name: 'onec', needs: 'ONE_C_ENABLED' }],

    /** Routes at the root: those of 1C, and the pull by hand. */
    addRoutes: async (http: Http): Promise<void> => {
      await addPushRoutes(http, { push });
      addSyncRoute(http, exchange);
    },

    /** Routes of the panel, below `/api/v1/shop`. */
    addPanelRoutes: (http: Http): void => addExchangeRoutes(http, exchange),

    /** Asks 1C at intervals, on one replica at a time, until the signal aborts. */
    run: async (signal: AbortSignal): Promise<void> => {
      if (!pull || !pulling) return;
      const { intervalMinutes } = pulling;
      await lead({
        connection,
        key: 'schedule of pulls from 1C',
        log,
        signal,
        work: (leading) => pullAtIntervals({ pull, intervalMinutes, clock, log, signal: leading }),
      });
    },

    /** Ends a pull that runs. */
    stop: async (): Promise<void> => pull?.stop(),
  };
};
