import { type RawBuilder, sql } from 'kysely';
import type { Role } from '#modules/access/index.ts';
import type { ConfiguredRoles } from './schema.ts';

/** The roles of people in SQL, for a row of `people` under an alias. */
export type RolesColumn = (alias: string) => RawBuilder<string[]>;

/**
 * Roles as they are now: granted in the database, and given by the configuration to whoever has verified a phone.
 * Without such phones it is the column alone; else one probe of an index for each of them.
 */
export const rolesColumn = (configured: readonly ConfiguredRoles[]): RolesColumn => {
  const pairs = configured
    .filter(({ kind }) => kind === 'phone')
    .flatMap(({ account, roles }) => roles.map((role) => ({ phone: account, role })));
  if (pairs.length === 0) return (alias) => sql<string[]>`${sql.ref(`${alias}.roles`)}`;
  const phones = pairs.map(({ phone }) => phone);
  const roles: Role[] = pairs.map(({ role }) => role);
  return (alias) => sql<string[]>`(${sql.ref(`${alias}.roles`)} || array(
    select f.role from unnest(${phones}::text[], ${roles}::text[]) as f(phone, role)
    join identities i on i.kind = 'phone' and i.value = f.phone and i.verified_at is not null
    where i.person_id = ${sql.ref(`${alias}.id`)}
  ))`;
};
