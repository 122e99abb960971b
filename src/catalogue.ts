import { join } from 'node:path';
import { createIntegrations } from '#integrations/index.ts';
import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import {
  addBatchRoutes,
  addGoodsRoutes,
  addOneStepRoute,
  addPriceListRoutes,
  createBatchesRead,
  createGoods,
  createImageFetcher,
  createImageSweep,
  createImporter,
  createImportQueue,
  createImportRunner,
  createImportSweep,
  createOneStep,
  createPriceLists,
  createUndo,
  type ProductFind,
} from '#modules/catalogue/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import { createSpool, sweepSpool } from '#platform/http/spool.ts';
import type { Log } from '#platform/log/log.ts';
import { createFolderStorage } from '#platform/storage/folder.ts';
import type { FileStorage } from '#platform/storage/storage.ts';
import type { Config } from './config.ts';
import { READERS } from './readers.ts';

/** Where bodies lie while they are read; the catalogue sweeps it. */
export const spoolFolderOf = ({ dataDir }: Pick<Config['core'], 'dataDir'>): string => join(dataDir, 'spool');

export type Catalogue = Awaited<ReturnType<typeof createCatalogue>>;

/** The catalogue with all that feeds it: imports and their queue, price lists, pictures, and the exchange with 1C. */
export const createCatalogue = async ({
  config,
  storage,
  notifications,
  freeBytes,
  find,
  ...deps
}: {
  config: Pick<Config, 'core' | 'onec' | 'shop'>;
  db: Database;
  connection: Connection;
  notifications: Notifications;
  audit: Audit;
  /** Where sources of imports are kept. */
  storage: FileStorage;
  freeBytes: () => Promise<number>;
  /** Finds products by words, where there is an index. */
  find: ProductFind;
  clock: Clock;
  log: Log;
}) => {
  const { db, connection, audit, clock } = deps;
  const { dataDir } = config.core;
  const log = deps.log.child({ component: 'catalogue' });
  const parts = { connection, db, audit, storage, clock, log, readers: READERS };
  const spoolFolder = spoolFolderOf(config.core);
  const spool = createSpool({ folder: spoolFolder });
  const importer = createImporter(parts);
  const queue = createImportQueue(parts);
  const runner = createImportRunner({ ...parts, importer, undo: createUndo(parts), notifications, spool });
  const batches = createBatchesRead({ db });
  const lists = createPriceLists({ db, storage, queue, spool });
  const oneStep = createOneStep({ db, importer, spool });

  // A folder of its own: the sweep removes whatever there belongs to no product.
  const pictures = await createFolderStorage({ folder: join(dataDir, 'pictures') });
  const goods = createGoods({ db, audit, storage: pictures, clock, freeBytes, find });
  const { pull } = config.onec;
  const fetcher = createImageFetcher({
    db,
    storage: pictures,
    clock,
    allowHosts: [...config.shop.imageHosts, ...(pull ? [new URL(pull.baseUrl).hostname] : [])],
    log,
    freeBytes,
  });

  const { onec, guards, checks, absent } = createIntegrations({
    onec: {
      config: config.onec,
      db,
      connection,
      importer: { run: importer.run, enqueue: queue.enqueue },
      spool,
      clock,
      log: deps.log.child({ component: 'onec' }),
    },
  });

  return {
    importer,
    guards,
    checks,
    absent,
    openPicture: pictures.open,
    sweepers: {
      imports: createImportSweep({ db, storage, clock }),
      pictures: createImageSweep({ db, storage: pictures, clock }),
      bodies: { sweep: () => sweepSpool(spoolFolder, clock.now()) },
    },

    /** Routes at the root: those of the founding documents. */
    addRoutes: async (http: Http): Promise<void> => {
      await onec.addRoutes(http);
      await addOneStepRoute(http, { oneStep });
    },

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: async (http: Http): Promise<void> => {
      await addGoodsRoutes(http, { db, goods });
      await http.register(
        async (scope: Http) => {
          addBatchRoutes(scope, { batches });
          await addPriceListRoutes(scope, { lists, batches, queue });
          onec.addPanelRoutes(scope);
        },
        { prefix: '/shop' },
      );
    },

    /** Works batches, fetches pictures and asks 1C, until the signal aborts. */
    run: (signal: AbortSignal): Promise<unknown> =>
      Promise.all([runner.run(signal), fetcher.run(signal), onec.run(signal)]),

    /** Ends a pull that runs. */
    stop: onec.stop,
  };
};
