import { type RawBuilder, sql } from 'kysely';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import { fitting, type OrganizationFilter } from './filter.ts';
import type { ListedOrganization } from './view.ts';

/** What organizations are sorted by. */
export const ORGANIZATION_SORTS = ['name', 'created_at'] as const;
type Sort = (typeof ORGANIZATION_SORTS)[number];

/** Organizations read at once for a table of all. */
const BATCH = 1_000;

/** The list of organizations: pages, and all rows for a table. */
export const createOrganizationList = ({ db }: { db: Database }) => {
  const page = async (
    by: Actor,
    filter: OrganizationFilter,
    { page: number, size, sort }: Paging<Sort>,
  ): Promise<ListPage<ListedOrganization>> => {
    assertMay(by, 'customers.read');
    const { order } = orderBy(sort);
    const { rows } = await sql<{ id: string }>`
      select o.id from organizations o where ${fitting(filter)}
      order by ${order} limit ${size} offset ${(number - 1) * size}
    `.execute(db);
    const { rows: counted } = await sql<{ total: number }>`
      select count(*)::integer as total from organizations o where ${fitting(filter)}
    `.execute(db);
    const items = await readListed(
      db,
      rows.map(({ id }) => id),
    );
    return { items, total: counted[0]?.total ?? 0 };
  };

  /** All that fit, in order, read as they are consumed. */
  const all = (
    by: Actor,
    filter: OrganizationFilter,
    sort: Paging<Sort>['sort'],
  ): AsyncIterable<ListedOrganization> => {
    assertMay(by, 'customers.read');
    return walk(filter, sort);
  };

  async function* walk(
    filter: OrganizationFilter,
    sort: Paging<Sort>['sort'],
  ): AsyncGenerator<ListedOrganization> {
    const { order, column, beyond } = orderBy(sort);
    let place = sql<boolean>`true`;
    for (;;) {
      // As text: a Date would lose the microseconds, and with them rows.
      const { rows } = await sql<{ id: string; place: string }>`
        select o.id, ${column}::text as place from organizations o
        where ${fitting(filter)} and ${place} order by ${order} limit ${BATCH}
      `.execute(db);
      yield* await readListed(
        db,
        rows.map(({ id }) => id),
      );
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      place = beyond(last);
    }
  }

  return { page, all };
};

const orderBy = (sort: Paging<Sort>['sort']) => {
  const { by, direction } = orderOf(sort);
  const column = by === 'name' ? sql`lower(o.name)` : sql.ref('o.created_at');
  const down = sql.raw(direction);
  const type = sql.raw(by === 'name' ? 'text' : 'timestamptz');
  const than = sql.raw(direction === 'desc' ? '<' : '>');
  return {
    column,
    order: sql`${column} ${down}, o.id ${down}`,
    beyond: ({ id, place }: { id: string; place: string }): RawBuilder<boolean> =>
      sql<boolean>`(${column}, o.id) ${than} (${place}::${type}, ${id}::uuid)`,
  };
};

/** What every reading of an organization `o` selects; `owner` and `pt` are joined by JOINS. */
export const COLUMNS = sql`
  o.id, o.name, o.kind, o.work_hours, o.blocked_at, o.created_at,
  case when pt.id is not null then jsonb_build_object('id', pt.id, 'name', pt.name) end as price_type,
  case when owner.id is not null then jsonb_build_object('id', owner.id, 'name', owner.name) end as owner
`;
export const JOINS = sql`
  left join price_types pt on pt.id = o.price_type_id
  left join organization_members om on om.organization_id = o.id and om.role = 'owner'
  left join people owner on owner.id = om.person_id
`;

/** These organizations in the order of their ids here; those that do not exist are left out. */
const readListed = async (db: Database, ids: readonly string[]): Promise<ListedOrganization[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<ListedOrganization>`
    select ${COLUMNS},
           (select count(*)::integer from organization_members where organization_id = o.id) as members
    from unnest(${ids}::uuid[]) with ordinality as wanted(id, place)
    join organizations o on o.id = wanted.id ${JOINS}
    order by wanted.place
  `.execute(db);
  return rows;
};
