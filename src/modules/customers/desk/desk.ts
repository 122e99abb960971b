import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Organizations } from '../organizations.ts';
import { createTold, type Say } from '../told.ts';
import { createOrganizationCards } from './card.ts';
import { createOrganizationChanges } from './change.ts';
import { createOrganizationList } from './list.ts';
import { createMemberDesk } from './members.ts';
import { createRequestDesk } from './requests.ts';

export type CustomerDesk = ReturnType<typeof createCustomerDesk>;

/** Customers as the office sees and keeps them. */
export const createCustomerDesk = ({
  organizations: { invitations, requests },
  say,
  linksOf,
  ...deps
}: {
  db: Database;
  audit: Audit;
  clock: Clock;
  say: Say;
  /** The links of an invitation, by its code. */
  linksOf: (code: string) => Promise<readonly string[]>;
  organizations: Pick<Organizations, 'invitations' | 'requests'>;
}) => ({
  linksOf,
  list: createOrganizationList(deps),
  cards: createOrganizationCards(deps),
  ...createOrganizationChanges(deps),
  members: createMemberDesk({ ...deps, invitations, told: createTold(say) }),
  requests: createRequestDesk({ ...deps, requests }),
});
