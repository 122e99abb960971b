import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Actor } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Tx } from '#platform/db/database.ts';
import { keepAddress, removeAddress } from './addresses.ts';
import { isNameTaken, parseOrganizationName } from './organization-name.ts';
import { expel, makeOwner, roleIn, standing } from './standing.ts';
import type { Told } from './told.ts';

/** An organization and, where one is meant, a member or another part of it. */
interface In {
  readonly organizationId: string;
}

/**
 * What members do in their organization. Each asks who the actor is there at that moment: whoever is no member, or no
 * owner where one is needed, gets `not_yours`, whatever the ids are. A refusal undoes nothing because it wrote nothing.
 */
export const createOwnOrganization = ({ audit, told, clock }: { audit: Audit; told: Told; clock: Clock }) => {
  /** Leaves; the owner hands the organization over first. */
  const leave = async (
    tx: Tx,
    by: Actor,
    { organizationId }: In,
  ): Promise<Result<undefined, 'not_yours' | 'owner'>> => {
    const { organization, role } = await standing(tx, by, organizationId);
    if (!organization || !by.personId) return refuse('not_yours');
    if (role === 'owner') return refuse('owner');
    await expel(tx, organizationId, by.personId);
    await record(tx, by, 'organization.leave', organizationId, { before: { role } });
    return ok(undefined);
  };

  /** The owner removes a member, who is told. */
  const removeMember = async (
    tx: Tx,
    by: Actor,
    { organizationId, personId }: In & { readonly personId: string },
  ): Promise<Result<undefined, 'not_yours' | 'missing'>> => {
    const { organization, role } = await standing(tx, by, organizationId, personId);
    if (!organization || role !== 'owner') return refuse('not_yours');
    const theirs = await roleIn(tx, organizationId, personId);
    if (theirs !== 'member') return refuse('missing');
    await expel(tx, organizationId, personId);
    await told.removed(tx, personId, organization.name);
    const before = { person_id: personId, role: theirs };
    await record(tx, by, 'organization.member_remove', organizationId, { before });
    return ok(undefined);
  };

  /** The owner makes another member the owner and stays as a member. */
  const handOver = async (
    tx: Tx,
    by: Actor,
    { organizationId, personId }: In & { readonly personId: string },
  ): Promise<Result<undefined, 'not_yours' | 'missing'>> => {
    const { organization, role } = await standing(tx, by, organizationId, personId);
    if (!organization || role !== 'owner') return refuse('not_yours');
    if ((await roleIn(tx, organizationId, personId)) !== 'member') return refuse('missing');
    await makeOwner(tx, organizationId, personId);
    await told.madeOwner(tx, personId, organization.name);
    await record(tx, by, 'organization.hand_over', organizationId, {
      before: { owner_id: by.personId },
      after: { owner_id: personId },
    });
    return ok(undefined);
  };

  /** The owner gives another name; names of companies are unique. */
  const rename = async (
    tx: Tx,
    by: Actor,
    wish: In & { readonly name: string },
  ): Promise<Result<undefined, 'not_yours' | 'invalid' | 'taken'>> => {
    const { organizationId } = wish;
    const name = parseOrganizationName(wish.name);
    if (!name.ok) return name;
    const { organization, role } = await standing(tx, by, organizationId);
    if (!organization || role !== 'owner') return refuse('not_yours');
    if (organization.name === name.value) return ok(undefined);
    if (organization.kind === 'company' && (await isNameTaken(tx, name.value, organizationId)))
      return refuse('taken');
    await tx
      .updateTable('organizations')
      .set({ name: name.value })
      .where('id', '=', organizationId)
      .execute();
    // The name of a private person is theirs: what the audit knows can never be erased.
    const isPrivate = organization.kind === 'private';
    await record(tx, by, 'organization.change', organizationId, {
      before: { name: isPrivate ? '***' : organization.name },
      after: { name: isPrivate ? '***' : name.value },
    });
    return ok(undefined);
  };

  /** Every member may add an address that orders go to. */
  const addAddress = async (
    tx: Tx,
    by: Actor,
    { organizationId, address }: In & { readonly address: string },
  ): Promise<Result<undefined, 'not_yours' | 'invalid' | 'too_many'>> => {
    const { organization } = await standing(tx, by, organizationId);
    if (!organization) return refuse('not_yours');
    const kept = await keepAddress(tx, { organizationId, address, now: clock.now() });
    if (kept.ok) await record(tx, by, 'organization.address_add', organizationId, {});
    return kept;
  };

  /** Every member may remove one; orders keep theirs. */
  const dropAddress = async (
    tx: Tx,
    by: Actor,
    { organizationId, addressId }: In & { readonly addressId: string },
  ): Promise<Result<undefined, 'not_yours' | 'missing'>> => {
    const { organization } = await standing(tx, by, organizationId);
    if (!organization) return refuse('not_yours');
    if (!(await removeAddress(tx, { organizationId, addressId }))) return refuse('missing');
    await record(tx, by, 'organization.address_remove', organizationId, {});
    return ok(undefined);
  };

  const record = (
    tx: Tx,
    by: Actor,
    action: `organization.${string}`,
    id: string,
    change: { readonly before?: unknown; readonly after?: unknown },
  ): Promise<void> => audit.record(tx, { by, action, subject: { kind: 'organization', id }, ...change });

  return { leave, removeMember, handOver, rename, addAddress, dropAddress };
};
