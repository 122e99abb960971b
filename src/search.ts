import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import {
  addSearchRoutes,
  createGoneSweep,
  createIndexer,
  createProductFind,
  createReplica,
  createSearch,
  createSearchDesk,
  createSearchSweep,
  searchCheck,
  searchData,
} from '#modules/search/index.ts';
import type { Connection } from '#platform/db/connection.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { Http } from '#platform/http/http.ts';
import type { Log } from '#platform/log/log.ts';
import type { Config } from './config.ts';

export type SearchPart = ReturnType<typeof createSearchPart>;

/** Search: the index of this process, the posting lists of all, and what the chat and the panel do with them. */
export const createSearchPart = ({
  config,
  ...deps
}: {
  config: Pick<Config, 'search'>;
  db: Database;
  connection: Connection;
  notifications: Notifications;
  audit: Audit;
  clock: Clock;
  log: Log;
}) => {
  const parts = { ...deps, log: deps.log.child({ component: 'search' }) };
  const replica = createReplica({ ...parts, memoryMb: config.search.memoryMb });
  const indexer = createIndexer(parts);
  const { index, state } = replica;
  const search = createSearch({ ...parts, index });
  const desk = createSearchDesk({ ...parts, search, state });

  return {
    /** For the dialogues. */
    search,
    /** For the table of products. */
    findProducts: createProductFind({ index }),
    checks: [searchCheck({ state })],
    absent: [],
    sweepers: { gone: createGoneSweep(parts), searches: createSearchSweep(parts) },
    /** What search knows of a person. */
    personalData: searchData(parts),

    /** Routes of the panel, below `/api/v1`. */
    addPanelRoutes: (http: Http): Promise<void> => addSearchRoutes(http, desk),

    /** Answers queries of this process, until the signal aborts. */
    run: replica.run,
    /** Keeps the posting lists of the database, on one process at a time. */
    runIndexer: indexer.run,
  };
};
