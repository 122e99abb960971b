import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { keepAddress, removeAddress } from '../addresses.ts';
import type { createInvitations } from '../invitations.ts';
import { enrol, expel, type LockedOrganization, lockOrganization, makeOwner, roleIn } from '../standing.ts';
import type { Told } from '../told.ts';
import { INVITATION_ID } from './card.ts';

/** What the office does with the members, addresses and invitations of an organization. */
export const createMemberDesk = ({
  db,
  audit,
  told,
  invitations,
  clock,
}: {
  db: Database;
  audit: Audit;
  told: Told;
  invitations: ReturnType<typeof createInvitations>;
  clock: Clock;
}) => {
  /** Makes a person a member, who is told. AppError `missing`, `conflict`: they are one already. */
  const add = (by: Actor, id: string, personId: string): Promise<void> =>
    change(by, id, [personId], async (tx, organization) => {
      const person = await tx
        .selectFrom('people')
        .select('erased_at')
        .where('id', '=', personId)
        .executeTakeFirst();
      if (!person) throw new AppError('missing', 'there is no such person');
      if (person.erased_at) throw new AppError('conflict', 'the data of this person was erased');
      const role = await enrol(tx, id, personId);
      if (!role) throw new AppError('conflict', 'this person is a member already');
      await told.approved(tx, personId, organization.name);
      await record(tx, by, 'organization.member_add', id, { after: { person_id: personId, role } });
    });

  /** Makes a member the owner; the owner of before stays as a member. AppError `missing`. */
  const makeOwnerOf = (by: Actor, id: string, personId: string): Promise<void> =>
    change(by, id, [personId], async (tx, organization) => {
      const role = await memberRole(tx, id, personId);
      if (role === 'owner') return;
      await makeOwner(tx, id, personId);
      await told.madeOwner(tx, personId, organization.name);
      await record(tx, by, 'organization.hand_over', id, { after: { owner_id: personId } });
    });

  /** Removes a member, who is told. AppError `missing`; `conflict`: an owner who is not alone hands over first. */
  const remove = (by: Actor, id: string, personId: string): Promise<void> =>
    change(by, id, [personId], async (tx, organization) => {
      const role = await memberRole(tx, id, personId);
      if (role === 'owner' && (await hasOthers(tx, id, personId)))
        throw new AppError('conflict', 'this is the owner: make another member the owner first');
      await expel(tx, id, personId);
      await told.removed(tx, personId, organization.name);
      await record(tx, by, 'organization.member_remove', id, { before: { person_id: personId, role } });
    });

  /** AppError `missing`, `invalid`, `conflict`: there are too many. */
  const addAddress = (by: Actor, id: string, address: string): Promise<void> =>
    change(by, id, [], async (tx) => {
      const kept = await keepAddress(tx, { organizationId: id, address, now: clock.now() });
      if (!kept.ok && kept.reason === 'too_many')
        throw new AppError('conflict', 'there are too many addresses');
      if (!kept.ok)
        throw new AppError('invalid', 'this is no address', {
          fields: [{ path: 'address', issue: 'invalid' }],
        });
      await record(tx, by, 'organization.address_add', id, {});
    });

  /** AppError `missing`. */
  const dropAddress = (by: Actor, id: string, addressId: string): Promise<void> =>
    change(by, id, [], async (tx) => {
      if (!(await removeAddress(tx, { organizationId: id, addressId })))
        throw new AppError('missing', 'the organization has no such address');
      await record(tx, by, 'organization.address_remove', id, {});
    });

  /** A new invitation: its code is answered here and never again. AppError `missing`, `conflict`: too many are open. */
  const invite = async (
    by: Actor & { readonly personId: string },
    id: string,
  ): Promise<{ readonly code: string; readonly expiresAt: Date }> => {
    const code = invitations.newCode();
    let expiresAt = new Date(0);
    await change(by, id, [by.personId], async (tx) => {
      const kept = await invitations.keep(tx, { by, personId: by.personId, organizationId: id, code });
      if (!kept.ok) throw new AppError('conflict', 'too many invitations are open');
      expiresAt = kept.value;
    });
    return { code, expiresAt };
  };

  /** Takes an invitation back. AppError `missing`: there is none that is open. */
  const uninvite = (by: Actor, id: string, invitationId: string): Promise<void> =>
    change(by, id, [], async (tx) => {
      const { numAffectedRows } = await sql`
        delete from organization_invitations i
        where i.organization_id = ${id} and ${INVITATION_ID} = ${invitationId}::uuid and i.used_at is null
      `.execute(tx);
      if (numAffectedRows !== 1n) throw new AppError('missing', 'there is no such open invitation');
      await record(tx, by, 'organization.uninvite', id, { before: { invitations: 1 } });
    });

  const change = async (
    by: Actor,
    id: string,
    personIds: readonly string[],
    work: (tx: Tx, organization: LockedOrganization) => Promise<void>,
  ): Promise<void> => {
    assertMay(by, 'customers.change');
    await db.transaction().execute(async (tx) => {
      const organization = await lockOrganization(tx, id, personIds);
      if (!organization) throw new AppError('missing', 'there is no such organization');
      await work(tx, organization);
    });
  };

  const record = (
    tx: Tx,
    by: Actor,
    action: `organization.${string}`,
    id: string,
    states: { readonly before?: unknown; readonly after?: unknown },
  ): Promise<void> => audit.record(tx, { by, action, subject: { kind: 'organization', id }, ...states });

  return { add, makeOwner: makeOwnerOf, remove, addAddress, dropAddress, invite, uninvite };
};

const memberRole = async (tx: Tx, id: string, personId: string) => {
  const role = await roleIn(tx, id, personId);
  if (!role) throw new AppError('missing', 'this person is no member of the organization');
  return role;
};

const hasOthers = async (tx: Tx, id: string, personId: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('organization_members')
    .select('person_id')
    .where('organization_id', '=', id)
    .where('person_id', '<>', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};
