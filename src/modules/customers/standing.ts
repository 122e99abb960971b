import { sql } from 'kysely';
import type { Actor } from '#modules/access/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

export type MemberRole = 'owner' | 'member';

/** An organization about to be changed, locked until the end of the transaction. */
export interface LockedOrganization {
  readonly id: string;
  readonly name: string;
  readonly kind: 'company' | 'private';
  readonly priceTypeId: number | null;
  readonly workHours: string;
  readonly note: string;
  readonly blocked: boolean;
}

/** Locks people whose membership is about to change and then the organization; undefined: there is none. */
export const lockOrganization = async (
  tx: Tx,
  id: string,
  personIds: readonly (string | null)[] = [],
): Promise<LockedOrganization | undefined> => {
  if (personIds.length > 0)
    await sql`select id from people where id = any(${personIds}::uuid[]) order by id for no key update`.execute(
      tx,
    );
  const { rows } = await sql<LockedOrganization>`
    select id, name, kind, price_type_id as "priceTypeId", work_hours as "workHours", note,
           blocked_at is not null as blocked
    from organizations where id = ${id} for no key update
  `.execute(tx);
  return rows[0];
};

/** What somebody is in an organization now; undefined: they are no member. */
export const roleIn = async (
  db: Database,
  organizationId: string,
  personId: string | null,
): Promise<MemberRole | undefined> => {
  const row = await db
    .selectFrom('organization_members')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.role as MemberRole | undefined;
};

/** The organization, locked, and what the actor is in it now; neither when they are no member. */
export const standing = async (
  tx: Tx,
  by: Actor,
  organizationId: string,
  ...others: readonly string[]
): Promise<
  | { readonly organization: LockedOrganization; readonly role: MemberRole }
  | { readonly organization?: undefined; readonly role?: undefined }
> => {
  const organization = await lockOrganization(tx, organizationId, [by.personId, ...others]);
  const role = organization && (await roleIn(tx, organizationId, by.personId));
  return organization && role ? { organization, role } : {};
};

/** Who owns an organization; undefined: nobody at present. */
export const ownerOf = async (db: Database, organizationId: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom('organization_members')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  return row?.person_id;
};

/**
 * Makes somebody a member who acts for this organization from now on; whoever comes to one without an owner owns it.
 * Undefined: they were a member already. The organization is locked.
 */
export const enrol = async (
  tx: Tx,
  organizationId: string,
  personId: string,
): Promise<MemberRole | undefined> => {
  const { rows } = await sql<{ role: MemberRole }>`
    insert into organization_members (organization_id, person_id, role, joined_at, chosen_at)
    select ${organizationId}::uuid, ${personId}::uuid,
           case when exists (select from organization_members
                             where organization_id = ${organizationId} and role = 'owner')
                then 'member' else 'owner' end,
           clock_timestamp(), clock_timestamp()
    on conflict do nothing returning role
  `.execute(tx);
  return rows[0]?.role;
};

/** Gives an organization to one of its members; the owner of before stays as a member, who invites nobody any more. */
export const makeOwner = async (tx: Tx, organizationId: string, personId: string): Promise<void> => {
  await sql`
    update organization_members set role = case when person_id = ${personId} then 'owner' else 'member' end
    where organization_id = ${organizationId} and (person_id = ${personId} or role = 'owner')
  `.execute(tx);
  await sql`
    delete from organization_invitations i using organization_members m
    where i.organization_id = ${organizationId} and i.used_at is null
      and m.organization_id = i.organization_id and m.person_id = i.invited_by and m.role <> 'owner'
  `.execute(tx);
};

/** Ends a membership, and the way back by one's own invitations. */
export const expel = async (tx: Tx, organizationId: string, personId: string): Promise<void> => {
  await tx
    .deleteFrom('organization_members')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .execute();
  await tx
    .deleteFrom('organization_invitations')
    .where('organization_id', '=', organizationId)
    .where('invited_by', '=', personId)
    .where('used_at', 'is', null)
    .execute();
};

/** What a person is called; empty: they never told. */
export const nameOf = async (db: Database, personId: string): Promise<string> => {
  const row = await db.selectFrom('people').select('name').where('id', '=', personId).executeTakeFirst();
  return row?.name ?? '';
};
