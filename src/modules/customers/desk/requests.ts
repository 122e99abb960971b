import { type RawBuilder, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { containing, type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import type { createAccessRequests } from '../access-requests.ts';
import type { ListedRequest } from './view.ts';

/** What requests are sorted by. */
export const REQUEST_SORTS = ['created_at'] as const;

/** Which requests are meant; what is absent does not matter. */
export interface RequestFilter {
  readonly state?: 'pending' | 'approved' | 'refused' | undefined;
  readonly organizationId?: string | undefined;
  /** A part of the name of the person, or of what they asked for. */
  readonly q?: string | undefined;
}

/** Requests for access as the office reads and decides them. */
export const createRequestDesk = ({
  db,
  requests,
}: {
  db: Database;
  requests: ReturnType<typeof createAccessRequests>;
}) => {
  /** Those that wait come first. */
  const page = async (
    by: Actor,
    filter: RequestFilter,
    { page: number, size, sort }: Paging<(typeof REQUEST_SORTS)[number]>,
  ): Promise<ListPage<ListedRequest>> => {
    assertMay(by, 'customers.read');
    const down = sql.raw(orderOf(sort).direction);
    const { rows: items } = await sql<ListedRequest>`
      select r.id, r.state, r.words, r.created_at, r.decided_at,
             jsonb_build_object('id', p.id, 'name', p.name, 'phone', phone.value,
               'phone_verified', phone.verified_at is not null) as person,
             case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as organization,
             case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as decided_by
      from access_requests r
      join people p on p.id = r.person_id
      left join organizations o on o.id = r.organization_id
      left join people d on d.id = r.decided_by
      left join lateral (
        select value, verified_at from identities where person_id = p.id and kind = 'phone'
        order by verified_at is null, created_at desc, id desc limit 1
      ) phone on true
      where ${fitting(filter)}
      order by r.state <> 'pending', r.created_at ${down}, r.id ${down} limit ${size} offset ${(number - 1) * size}
    `.execute(db);
    const { rows } = await sql<{ total: number }>`
      select count(*)::integer as total from access_requests r join people p on p.id = r.person_id
      where ${fitting(filter)}
    `.execute(db);
    return { items, total: rows[0]?.total ?? 0 };
  };

  /**
   * Decides a request. AppError `missing`; `conflict`: it was decided already; `invalid`: nobody knows which
   * organization is meant, or there is no such one.
   */
  const decide = async (
    by: Actor,
    { id, approve, organizationId }: { id: string; approve: boolean; organizationId?: string | undefined },
  ): Promise<void> => {
    assertMay(by, 'customers.change');
    const decided = await db
      .transaction()
      .execute((tx) => requests.decide(tx, { by, id, approve, organizationId, mayDecide: async () => true }));
    if (decided.ok) return;
    if (decided.reason === 'no_organization')
      throw new AppError('invalid', 'say which organization is meant', {
        fields: [{ path: 'organization_id', issue: organizationId ? 'missing' : 'required' }],
      });
    if (decided.reason === 'decided') throw new AppError('conflict', 'this request was decided already');
    throw new AppError('missing', 'there is no such request');
  };

  return { page, decide };
};

const fitting = ({ state, organizationId, q = '' }: RequestFilter): RawBuilder<boolean> => {
  const conditions: RawBuilder<boolean>[] = [sql`true`];
  if (state !== undefined) conditions.push(sql`r.state = ${state}`);
  if (organizationId !== undefined) conditions.push(sql`r.organization_id = ${organizationId}`);
  if (q !== '') conditions.push(sql`(p.name ilike ${containing(q)} or r.words ilike ${containing(q)})`);
  return sql`(${sql.join(conditions, sql` and `)})`;
};
