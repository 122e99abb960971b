import type { Clock } from '#kernel/time.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database } from '#platform/db/database.ts';
import { createAccessRequests } from './access-requests.ts';
import { createInvitations, type Guesses } from './invitations.ts';
import { readOwnCard } from './own-card.ts';
import { createOwnOrganization } from './own-organization.ts';
import { createTold, type Say } from './told.ts';

export type Organizations = ReturnType<typeof createOrganizations>;

/** What customers do with their organizations in chats. Every write asks who the actor is there at that moment. */
export const createOrganizations = ({
  audit,
  say,
  guesses,
  clock,
}: {
  audit: Audit;
  say: Say;
  guesses: Guesses;
  clock: Clock;
}) => {
  const parts = { audit, clock, told: createTold(say) };
  return {
    ...createOwnOrganization(parts),
    invitations: createInvitations({ ...parts, guesses }),
    requests: createAccessRequests(parts),
    /** What a member sees of an organization; ask `customers.isMember` before. */
    card: (db: Database, organizationId: string) => readOwnCard(db, { organizationId, clock }),
  };
};
