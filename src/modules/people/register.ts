import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Log } from '#platform/log/log.ts';
import { createBlocks } from './block.ts';
import { createCards } from './card.ts';
import { createErasure } from './erase.ts';
import { createExports } from './export.ts';
import { createPeopleList } from './list.ts';
import type { PersonalData } from './personal-data.ts';
import { createRoles } from './roles.ts';
import type { ConfiguredRoles } from './schema.ts';

export type Register = ReturnType<typeof createRegister>;

/**
 * The register of people: what those who work in the office may see of everybody and do about them. `parts` are all
 * that keep data of people, in the order in which it is erased.
 */
export const createRegister = (deps: {
  db: Database;
  audit: Audit;
  clock: Clock;
  configured: readonly ConfiguredRoles[];
  parts: readonly PersonalData[];
  log: Log;
}) => {
  const cards = createCards(deps);
  return {
    list: createPeopleList(deps),
    cards,
    roles: createRoles(deps),
    blocks: createBlocks(deps),
    exports: createExports({ ...deps, cards }),
    erasure: createErasure(deps),
  };
};
