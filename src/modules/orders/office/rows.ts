import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { PlacedStatus } from '../contract.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** An order as the office lists it. Money as an exact decimal. */
export interface ListedOrder {
  readonly id: string;
  readonly number: number;
  readonly status: PlacedStatus;
  readonly version: number;
  /** Of the lines whose price is known. */
  readonly total: string;
  readonly lines: number;
  /** Lines that are not known to be one product. */
  readonly doubts: number;
  readonly organization: Named | null;
  readonly person: Named;
  readonly comment: string;
  readonly deliveryOn: string | null;
  readonly address: string | null;
  readonly submittedAt: Date;
  readonly changedAt: Date;
}

/** These orders in the order of their ids here; those that do not exist are left out. */
export const readListed = async (db: Database, ids: readonly string[]): Promise<readonly ListedOrder[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<ListedOrder>`
    select o.id, o.number, o.status, o.version, o.total, l.lines, l.doubts, o.comment, o.delivery_on as "deliveryOn",
           o.address, o.submitted_at as "submittedAt", o.changed_at as "changedAt",
           case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as organization,
           jsonb_build_object('id', p.id, 'name', p.name) as person
    from unnest(${ids}::uuid[]) with ordinality as wanted(id, place)
    join orders o on o.id = wanted.id
    join people p on p.id = o.person_id
    left join organizations g on g.id = o.organization_id
    cross join lateral (
      select count(*) as lines, count(*) filter (where doubt is not null) as doubts
      from order_lines where order_id = o.id
    ) l
    order by wanted.place
  `.execute(db);
  return rows;
};
