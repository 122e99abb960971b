import { type RawBuilder, sql } from 'kysely';
import { cleanText } from '#kernel/text.ts';
import { parsePhone } from '#modules/people/index.ts';
import { containing } from '#platform/http/list.ts';

/** Which organizations are meant; what is absent does not matter. */
export interface OrganizationFilter {
  readonly kind?: 'company' | 'private' | undefined;
  readonly blocked?: boolean | undefined;
  /** null: those who see the usual prices. */
  readonly priceTypeId?: number | null | undefined;
  /** All words in the name, in any order; or in the name of a member; or the phone of a member. */
  readonly q?: string | undefined;
}

type Condition = RawBuilder<boolean>;

/** The condition on a row `o` of organizations. */
export const fitting = ({ kind, blocked, priceTypeId, q = '' }: OrganizationFilter): Condition => {
  const words = cleanText(q)
    .split(/\s+/)
    .filter((word) => word !== '');
  const conditions: Condition[] = [sql`true`];
  if (kind !== undefined) conditions.push(sql`o.kind = ${kind}`);
  if (blocked !== undefined)
    conditions.push(blocked ? sql`o.blocked_at is not null` : sql`o.blocked_at is null`);
  if (priceTypeId !== undefined)
    conditions.push(
      priceTypeId === null ? sql`o.price_type_id is null` : sql`o.price_type_id = ${priceTypeId}`,
    );
  if (words.length > 0) conditions.push(matching(words));
  return sql`(${sql.join(conditions, sql` and `)})`;
};

// `union all` instead of `or`: each part has its index.
const matching = (words: readonly string[]): Condition => sql`o.id in (
  select id from organizations where ${all(words, 'name')}
  union all
  select m.organization_id from organization_members m join people p on p.id = m.person_id
  where ${all(words, 'p.name')}
  union all
  select m.organization_id from organization_members m join identities i on i.person_id = m.person_id
  where i.kind = 'phone' and ${hasPhone(words.join(' '))}
)`;

const all = (words: readonly string[], column: string): Condition =>
  sql.join(
    words.map((word) => sql`${sql.ref(column)} ilike ${containing(word)}`),
    sql` and `,
  );

/** A whole phone in any writing, or three digits and more of one. */
const hasPhone = (q: string): Condition => {
  const phone = parsePhone(q);
  if (phone.ok) return sql`i.value = ${phone.value}`;
  const digits = q.replace(/\D/g, '');
  return /^[+\d\s().\u2013-]+$/.test(q) && digits.length > 2
    ? sql`i.value like ${containing(digits)}`
    : sql`false`;
};
