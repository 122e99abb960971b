import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Http } from '#platform/http/http.ts';
import type { Log } from '#platform/log/log.ts';
import type { Search } from '../contract.ts';
import { createJournal } from '../journal/journal.ts';
import { createSearchReport } from '../journal/report.ts';
import { addJournalRoutes } from '../journal/routes.ts';
import type { ReplicaState } from '../replica/message.ts';
import { addSynonymRoutes } from '../synonyms/routes.ts';
import { createSynonyms } from '../synonyms/synonyms.ts';
import { createPanelSearch } from './panel.ts';
import { addFindRoutes } from './routes.ts';

export type SearchDesk = ReturnType<typeof createSearchDesk>;

/** What the office does with search: looks for products, reads what others looked for, keeps synonyms. */
export const createSearchDesk = (deps: {
  db: Database;
  search: Pick<Search, 'find'>;
  /** How the index of this replica is. */
  state: () => ReplicaState;
  audit: Audit;
  clock: Clock;
  log: Log;
}) => ({
  panel: createPanelSearch({ ...deps, journal: createJournal(deps) }),
  report: createSearchReport(deps),
  synonyms: createSynonyms(deps),
});

/** Its routes, under `/shop`. */
export const addSearchRoutes = async (http: Http, desk: SearchDesk): Promise<void> => {
  await http.register(
    async (scope: Http) => {
      addFindRoutes(scope, desk);
      addJournalRoutes(scope, desk);
      addSynonymRoutes(scope, desk);
    },
    { prefix: '/shop' },
  );
};
