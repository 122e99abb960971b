import { sql } from 'kysely';
import type { Locale } from '#kernel/locale.ts';
import type { Role } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import { isBlocked } from './filter.ts';
import type { ConfiguredRoles, Identity, ListedPerson } from './schema.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly locale: Locale | null;
  readonly roles: Role[];
  readonly blocked: boolean;
  readonly blocked_until: Date | null;
  readonly created_at: Date;
  readonly erased_at: Date | null;
  readonly identities: Identity[];
  readonly conversations: number;
  readonly seen_at: Date | null;
  readonly login: string | null;
}

/** These people in the order of their ids here, as of `now`; those who do not exist are left out. */
export const readPeople = async (
  db: Database,
  ids: readonly string[],
  { now, configured }: { now: Date; configured: readonly ConfiguredRoles[] },
): Promise<ListedPerson[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select p.id, p.name, p.locale, p.roles, p.blocked_until, p.created_at, p.erased_at, a.login,
           ${isBlocked(now)} as blocked, i.identities, c.conversations, c.seen_at
    from unnest(${ids}::uuid[]) with ordinality as wanted(id, place)
    join people p on p.id = wanted.id
    left join accounts a on a.person_id = p.id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'value', value,
               'verified', verified_at is not null) order by kind, created_at, id), '[]') as identities
      from identities where person_id = p.id
    ) i
    cross join lateral (
      select count(*) as conversations, max(heard_at) as seen_at from conversations where person_id = p.id
    ) c
    order by wanted.place
  `.execute(db);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    locale: row.locale,
    roles: [...new Set([...row.roles, ...rolesByConfiguration(row.identities, configured)])],
    blocked: row.blocked,
    blockedUntil: row.blocked ? row.blocked_until : null,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    erasedAt: row.erased_at,
    identities: row.identities,
    conversations: row.conversations,
    login: row.login,
  }));
};

/** What the configuration gives to a person. */
export const configuredRolesOf = async (
  db: Database,
  personId: string,
  configured: readonly ConfiguredRoles[],
): Promise<Role[]> => {
  const identities = await db
    .selectFrom('identities')
    .select(['kind', 'value', sql<boolean>`verified_at is not null`.as('verified')])
    .where('person_id', '=', personId)
    .execute();
  return rolesByConfiguration(identities, configured);
};

/** What the configuration gives to whoever has these identities. */
export const rolesByConfiguration = (
  identities: readonly Identity[],
  configured: readonly ConfiguredRoles[],
): Role[] => {
  const given = configured.filter(({ kind, account }) =>
    identities.some((one) => one.verified && one.kind === kind && one.value === account),
  );
  return [...new Set(given.flatMap(({ roles }) => roles))];
};
