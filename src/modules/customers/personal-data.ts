import { sql } from 'kysely';
import type { PersonalData } from '#modules/people/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';

/** What a private person's organization is called once nobody may know who that was. */
const NOBODY = '—';

/**
 * What customers are to the office: their memberships with the addresses of an organization they are alone in, and
 * their requests. An erasure ends the memberships; orders and sums of the organization stay, under no name where it
 * was a private person's. A company goes to the member who is there longest.
 */
export const customerData = ({ db }: { db: Database }): PersonalData => ({
  name: 'organizations',
  collect: ({ id }) => collect(db, id),
  erase: async (tx, { id }) => {
    await erase(tx, id);
    return undefined;
  },
});

async function* collect(db: Database, personId: string): AsyncGenerator<object> {
  const { rows: memberships } = await sql<object>`
    select 'membership' as what, o.name, o.kind, m.role, m.joined_at, o.work_hours,
           case when m.role = 'owner' then (
             select coalesce(jsonb_agg(address order by used_at desc, id desc), '[]') from delivery_addresses
             where organization_id = o.id
           ) end as addresses
    from organization_members m join organizations o on o.id = m.organization_id
    where m.person_id = ${personId} order by m.joined_at, o.id
  `.execute(db);
  yield* memberships;
  const { rows: requests } = await sql<object>`
    select 'access request' as what, words, state, created_at, decided_at from access_requests
    where person_id = ${personId} order by created_at, id
  `.execute(db);
  yield* requests;
}

const erase = async (tx: Tx, personId: string): Promise<void> => {
  const { rows } = await sql<{ id: string; kind: string; others: string | null }>`
    select o.id, o.kind,
           (select m.person_id from organization_members m
            where m.organization_id = o.id and m.person_id <> ${personId}
            order by m.joined_at, m.person_id limit 1) as others
    from organizations o
    where o.id in (select organization_id from organization_members where person_id = ${personId} and role = 'owner')
    order by o.id for no key update of o
  `.execute(tx);
  const alone = rows.filter(({ others }) => others === null);
  const left = alone.filter(({ kind }) => kind === 'private').map(({ id }) => id);
  await sql`
    update organizations set name = ${NOBODY}, work_hours = '', note = '' where id = any(${left}::uuid[])
  `.execute(tx);
  await sql`delete from delivery_addresses where organization_id = any(${left}::uuid[])`.execute(tx);
  for (const { id, others } of rows)
    if (others !== null)
      await sql`
        update organization_members set role = 'owner' where organization_id = ${id} and person_id = ${others}
      `.execute(tx);
  await tx.deleteFrom('organization_members').where('person_id', '=', personId).execute();
  await tx.deleteFrom('access_requests').where('person_id', '=', personId).execute();
  await tx
    .deleteFrom('organization_invitations')
    .where('invited_by', '=', personId)
    .where('used_at', 'is', null)
    .execute();
  await tx
    .updateTable('organization_invitations')
    .set({ used_by: null })
    .where('used_by', '=', personId)
    .execute();
};
