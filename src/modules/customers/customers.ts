import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Clock } from '#kernel/time.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { keepAddress, readAddresses } from './addresses.ts';
import type { Customers, Membership } from './contract.ts';

/** Who acts for whom: the reads that orders, questions and dialogues begin with, each one indexed query. */
export const createCustomers = ({ clock }: { clock: Clock }): Customers => ({
  membershipOf: async (db, personId) => (await readMemberships(db, personId, 1))[0],
  membershipsOf: (db, personId) => readMemberships(db, personId, null),
  isMember,
  memberIds,
  addressesOf: readAddresses,
  keepAddress: (tx, wish) => keepAddress(tx, { ...wish, now: clock.now() }),
  choose,
});

const readMemberships = async (
  db: Database,
  personId: string,
  most: number | null,
): Promise<readonly Membership[]> => {
  const { rows } = await sql<Membership>`
    select m.person_id as "personId", o.id as "organizationId", o.name, o.kind, m.role,
           o.price_type_id as "priceTypeId", o.blocked_at is not null as blocked
    from organization_members m join organizations o on o.id = m.organization_id
    where m.person_id = ${personId}
    order by m.chosen_at desc, m.organization_id limit ${most}
  `.execute(db);
  return rows;
};

const isMember = async (db: Database, personId: string, organizationId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('organization_members')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
};

const memberIds = async (db: Database, organizationId: string): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('organization_members')
    .select('person_id')
    .where('organization_id', '=', organizationId)
    .orderBy(sql`role <> 'owner'`)
    .orderBy('joined_at')
    .orderBy('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
};

const choose = async (
  tx: Tx,
  { personId, organizationId }: { readonly personId: string; readonly organizationId: string },
): Promise<Result<undefined, 'not_yours'>> => {
  // Later than every other choice of theirs, whatever any clock says.
  const { numAffectedRows } = await sql`
    update organization_members
    set chosen_at = greatest(clock_timestamp(), (
      select max(chosen_at) + interval '1 microsecond' from organization_members where person_id = ${personId}
    ))
    where person_id = ${personId} and organization_id = ${organizationId}
  `.execute(tx);
  return numAffectedRows === 1n ? ok(undefined) : refuse('not_yours');
};
