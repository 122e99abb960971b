import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { hashOfCode, newInvitationCode } from './invitation-code.ts';
import { enrol, lockOrganization, nameOf, ownerOf, roleIn, standing } from './standing.ts';
import type { Told } from './told.ts';

const LIFE_MS = 7 * 24 * 3_600_000;
/** Invitations of one organization that nobody has used yet. */
export const MOST_INVITATIONS = 20;

/** Seconds until somebody may try another code; 0: now. Counts the try. */
export type Guesses = (conversationId: string) => Promise<number>;

/** An invitation that still counts, as whoever opened it sees it. */
export interface Invitation {
  /** What `join` takes; of no use to whoever has not seen the code. */
  readonly key: string;
  readonly organization: string;
  /** Who invites; empty: somebody without a name. */
  readonly by: string;
  /** Whether the reader belongs to it already. */
  readonly joined: boolean;
}

/** Invitations: a code that makes whoever says it first a member, within seven days. Only its hash is kept. */
export const createInvitations = ({
  audit,
  told,
  clock,
  guesses,
}: {
  audit: Audit;
  told: Told;
  clock: Clock;
  guesses: Guesses;
}) => {
  /** Keeps a code that the owner will hand on and answers when it ends; it counts once it is committed. */
  const invite = async (
    tx: Tx,
    by: Actor,
    { organizationId, code }: { readonly organizationId: string; readonly code: string },
  ): Promise<Result<Date, 'not_yours' | 'too_many'>> => {
    const { role } = await standing(tx, by, organizationId);
    if (role !== 'owner' || !by.personId) return refuse('not_yours');
    return await keep(tx, { by, organizationId, code, personId: by.personId });
  };

  /** The same by the office; the organization is locked. */
  const keep = async (
    tx: Tx,
    invitation: {
      readonly by: Actor;
      readonly personId: string;
      readonly organizationId: string;
      readonly code: string;
    },
  ): Promise<Result<Date, 'too_many'>> => {
    const { by, personId, organizationId, code } = invitation;
    const now = clock.now();
    const { rows } = await sql<{ open: number }>`
      select count(*)::integer as open from organization_invitations
      where organization_id = ${organizationId} and used_at is null and expires_at > ${new Date(now)}
    `.execute(tx);
    if ((rows[0]?.open ?? 0) >= MOST_INVITATIONS) return refuse('too_many');
    const expiresAt = new Date(now + LIFE_MS);
    await tx
      .insertInto('organization_invitations')
      .values({
        code_hash: hashOfCode(code),
        organization_id: organizationId,
        invited_by: personId,
        expires_at: expiresAt,
      })
      .execute();
    await audit.record(tx, {
      by,
      action: 'organization.invite',
      subject: { kind: 'organization', id: organizationId },
      after: { expires_at: expiresAt },
    });
    return ok(expiresAt);
  };

  /**
   * What a code invites to. One answer for a wrong, a used and an old code; `wait`: too many codes were tried in this
   * conversation, look again after so many seconds.
   */
  const look = async (
    db: Database,
    { code, personId, conversationId }: { code: string; personId: string; conversationId: string },
  ): Promise<Invitation | 'wrong' | { readonly wait: number }> => {
    const wait = await guesses(conversationId);
    if (wait > 0) return { wait };
    const hash = hashOfCode(code);
    const { rows } = await sql<Omit<Invitation, 'key'>>`
      select o.name as organization, p.name as by,
             exists (select from organization_members m
                     where m.organization_id = o.id and m.person_id = ${personId}) as joined
      from organization_invitations i
      join organizations o on o.id = i.organization_id join people p on p.id = i.invited_by
      where i.code_hash = ${hash} and i.used_at is null and i.expires_at > ${new Date(clock.now())}
    `.execute(db);
    const [found] = rows;
    return found ? { ...found, key: hash.toString('hex') } : 'wrong';
  };

  /** Uses an invitation up: the actor is a member and acts for this organization from now on. */
  const join = async (
    tx: Tx,
    by: Actor,
    { key }: { readonly key: string },
  ): Promise<Result<undefined, 'wrong' | 'joined'>> => {
    const hash = Buffer.from(key, 'hex');
    const found = await tx
      .selectFrom('organization_invitations')
      .select(['organization_id', 'invited_by'])
      .where('code_hash', '=', hash)
      .executeTakeFirst();
    const { personId } = by;
    const organization = found && personId && (await lockOrganization(tx, found.organization_id, [personId]));
    if (!found || !personId || !organization) return refuse('wrong');
    if (await roleIn(tx, organization.id, personId)) return refuse('joined');
    const now = new Date(clock.now());
    const { numUpdatedRows } = await tx
      .updateTable('organization_invitations')
      .set({ used_at: now, used_by: personId })
      .where('code_hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return refuse('wrong');
    const role = await enrol(tx, organization.id, personId);
    await acceptRequests(tx, organization.id, personId, found.invited_by, now);
    const owner = await ownerOf(tx, organization.id);
    if (owner && owner !== personId)
      await told.joined(tx, owner, {
        person: await nameOf(tx, personId),
        organization: organization.name,
      });
    await audit.record(tx, {
      by,
      action: 'organization.join',
      subject: { kind: 'organization', id: organization.id },
      after: { role, invited_by: found.invited_by },
    });
    return ok(undefined);
  };

  /** The owner takes back every code that nobody has used; answers how many those were. */
  const revoke = async (
    tx: Tx,
    by: Actor,
    { organizationId }: { readonly organizationId: string },
  ): Promise<Result<number, 'not_yours'>> => {
    const { role } = await standing(tx, by, organizationId);
    if (role !== 'owner') return refuse('not_yours');
    const { numDeletedRows } = await tx
      .deleteFrom('organization_invitations')
      .where('organization_id', '=', organizationId)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    const revoked = Number(numDeletedRows);
    if (revoked > 0)
      await audit.record(tx, {
        by,
        action: 'organization.uninvite',
        subject: { kind: 'organization', id: organizationId },
        before: { invitations: revoked },
      });
    return ok(revoked);
  };

  return { invite, keep, revoke, look, join, newCode: newInvitationCode };
};

/** Whoever was invited need not be let in once more. */
const acceptRequests = async (
  tx: Tx,
  organizationId: string,
  personId: string,
  decidedBy: string,
  now: Date,
): Promise<void> => {
  await tx
    .updateTable('access_requests')
    .set({ state: 'approved', decided_by: decidedBy, decided_at: now })
    .where('person_id', '=', personId)
    .where('organization_id', '=', organizationId)
    .where('state', '=', 'pending')
    .execute();
};
