import { sql } from 'kysely';
import type { Clock } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';
import { readAddresses } from './addresses.ts';
import type { DeliveryAddress } from './contract.ts';
import type { MemberRole } from './standing.ts';

/** Members that a card shows; the rest is counted. */
const SHOWN = 50;

/** A member as the others of the organization see them. */
export interface Member {
  readonly id: string;
  /** Empty: they never told. */
  readonly name: string;
  readonly role: MemberRole;
}

/** What a member sees of their organization. */
export interface OwnCard {
  readonly members: readonly Member[];
  /** All of them, beyond those shown. */
  readonly memberCount: number;
  readonly addresses: readonly DeliveryAddress[];
  /** Invitations nobody has used yet. */
  readonly invitations: number;
  /** Requests for access that wait for the owner. */
  readonly requests: number;
}

/** Reads it; whether the reader belongs to the organization is asked before. */
export const readOwnCard = async (
  db: Database,
  { organizationId, clock }: { organizationId: string; clock: Clock },
): Promise<OwnCard> => {
  const { rows } = await sql<Member>`
      select p.id, p.name, m.role from organization_members m join people p on p.id = m.person_id
      where m.organization_id = ${organizationId}
      order by m.role <> 'owner', m.joined_at, p.id limit ${SHOWN}
    `.execute(db);
  const { rows: counts } = await sql<Pick<OwnCard, 'memberCount' | 'invitations' | 'requests'>>`
      select
        (select count(*)::integer from organization_members where organization_id = ${organizationId})
          as "memberCount",
        (select count(*)::integer from organization_invitations
         where organization_id = ${organizationId} and used_at is null
           and expires_at > ${new Date(clock.now())}) as invitations,
        (select count(*)::integer from access_requests
         where organization_id = ${organizationId} and state = 'pending') as requests
    `.execute(db);
  const addresses = await readAddresses(db, organizationId);
  const { memberCount = 0, invitations = 0, requests = 0 } = counts[0] ?? {};
  return { members: rows, memberCount, addresses, invitations, requests };
};
