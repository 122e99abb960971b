import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/time.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { COLUMNS, JOINS } from './list.ts';
import type { OrganizationCard } from './view.ts';

const MOST_MEMBERS = 200;
const MOST_INVITATIONS = 50;

/** How the panel names an invitation `i`: the beginning of the hash of its code, in the form of our other ids. */
export const INVITATION_ID = sql`encode(substring(i.code_hash for 16), 'hex')::uuid`;

/** Everything the panel shows of one organization, and the price types there are. */
export const createOrganizationCards = ({ db, clock }: { db: Database; clock: Clock }) => {
  /** AppError `missing` when there is no such organization. */
  const read = async (by: Actor, id: string): Promise<OrganizationCard> => {
    assertMay(by, 'customers.read');
    const { rows } = await sql<OrganizationCard>`
      select ${COLUMNS}, o.note, m.members, a.addresses, i.invitations,
             (select count(*)::integer from access_requests
              where organization_id = o.id and state = 'pending') as pending_requests
      from organizations o ${JOINS}
      cross join lateral (${membersOf(id)}) m
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('id', id, 'address', address, 'used_at', ${utc('used_at')})
                 order by used_at desc, id desc), '[]') as addresses
        from delivery_addresses where organization_id = ${id}
      ) a
      cross join lateral (${invitationsOf(id, new Date(clock.now()))}) i
      where o.id = ${id}
    `.execute(db);
    const [card] = rows;
    if (!card) throw new AppError('missing', 'there is no such organization');
    return card;
  };

  /** The price types of the catalogue, by name. */
  const priceTypes = (by: Actor): Promise<readonly { readonly id: number; readonly name: string }[]> => {
    assertMay(by, 'customers.read');
    return db.selectFrom('price_types').select(['id', 'name']).orderBy('name').orderBy('id').execute();
  };

  return { read, priceTypes };
};

/** A time as JSON has it everywhere else. */
const utc = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const membersOf = (id: string) => sql`
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'role', role, 'phone', phone,
           'phone_verified', verified, 'joined_at', joined) order by place), '[]') as members
  from (
    select p.id, p.name, m.role, phone.value as phone, phone.verified_at is not null as verified,
           ${utc('m.joined_at')} as joined,
           row_number() over (order by m.role <> 'owner', m.joined_at, p.id) as place
    from organization_members m join people p on p.id = m.person_id
    left join lateral (
      select value, verified_at from identities where person_id = p.id and kind = 'phone'
      order by verified_at is null, created_at desc, id desc limit 1
    ) phone on true
    where m.organization_id = ${id}
    order by place limit ${MOST_MEMBERS}
  ) members
`;

const invitationsOf = (id: string, now: Date) => sql`
  select coalesce(jsonb_agg(jsonb_build_object('id', id, 'by', by, 'expires_at', expires, 'used_at', used,
           'used_by', used_by) order by place), '[]') as invitations
  from (
    select ${INVITATION_ID} as id, ${utc('i.expires_at')} as expires, ${utc('i.used_at')} as used,
           jsonb_build_object('id', b.id, 'name', b.name) as by,
           case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as used_by,
           row_number() over (order by i.expires_at desc, i.code_hash) as place
    from organization_invitations i
    join people b on b.id = i.invited_by left join people u on u.id = i.used_by
    where i.organization_id = ${id} and (i.used_at is not null or i.expires_at > ${now})
    order by place limit ${MOST_INVITATIONS}
  ) invitations
`;
