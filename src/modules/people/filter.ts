import { type RawBuilder, sql } from 'kysely';
import type { Locale } from '#kernel/locale.ts';
import { cleanText } from '#kernel/text.ts';
import type { Role } from '#modules/access/index.ts';
import { containing } from '#platform/http/list.ts';
import { parsePhone } from './contact.ts';
import type { ConfiguredRoles } from './schema.ts';

/** Which people are meant; what is absent does not matter. */
export interface PeopleFilter {
  readonly role?: Role | undefined;
  readonly blocked?: boolean | undefined;
  /** Those with an identity of this kind. */
  readonly channel?: string | undefined;
  readonly locale?: Locale | undefined;
  /** All words in the name, in any order, or the whole in an identity; a phone as people write it. */
  readonly q?: string | undefined;
}

type Condition = RawBuilder<boolean>;

/** The condition on a row `p` of people, as of `now`. */
export const fitting = (
  { role, blocked, channel, locale, q = '' }: PeopleFilter,
  { now, configured }: { now: Date; configured: readonly ConfiguredRoles[] },
): Condition => {
  const words = wordsOf(q);
  const conditions: Condition[] = [sql`true`];
  if (role !== undefined) conditions.push(having(role, configured));
  if (blocked !== undefined) conditions.push(blocked ? isBlocked(now) : isHeard(now));
  if (channel !== undefined)
    conditions.push(sql`exists (select from identities i where i.person_id = p.id and i.kind = ${channel})`);
  if (locale !== undefined) conditions.push(sql`p.locale = ${locale}`);
  if (words.length > 0) conditions.push(matching(words));
  return sql`(${sql.join(conditions, sql` and `)})`;
};

/** Whether the office does not hear the person of the row `p`: a block ends by its time alone. */
export const isBlocked = (now: Date): Condition =>
  sql`p.blocked_at is not null and (p.blocked_until is null or p.blocked_until > ${now})`;

const isHeard = (now: Date): Condition => sql`(p.blocked_at is null or p.blocked_until <= ${now})`;

// `union all` instead of `or`: each part has its index.
const having = (role: Role, configured: readonly ConfiguredRoles[]): Condition => {
  const given = configured.filter(({ roles }) => roles.includes(role));
  return sql`p.id in (
    select id from people where roles <> '{}' and ${role} = any(roles)
    union all
    select i.person_id from identities i
    join unnest(${given.map(({ kind }) => kind)}::text[], ${given.map(({ account }) => account)}::text[])
      as given(kind, account) on i.kind = given.kind and i.value = given.account
    where i.verified_at is not null
  )`;
};

const matching = (words: readonly string[]): Condition => {
  const q = words.join(' ');
  const inName = sql.join(
    words.map((word) => sql`name ilike ${containing(word)}`),
    sql` and `,
  );
  const inIdentity = sql`select person_id from identities where ${sql.join(patterns(q), sql` or `)}`;
  // A short word has no trigram, and every second name has it: reading names in order fills the page sooner.
  if (q.length < 3) return sql`(${inName} or p.id in (${inIdentity}))`;
  return sql`p.id in (select id from people where ${inName} union all ${inIdentity})`;
};

const wordsOf = (q: string): string[] =>
  cleanText(q)
    .split(/\s+/)
    .filter((word) => word !== '');

/** What makes an identity match, as far as the index of trigrams can tell: two letters only at its beginning. */
const patterns = (q: string): Condition[] => {
  if (q.length < 2) return [sql`false`];
  if (q.length < 3) return [sql`value ilike ${containing(q).slice(1)}`];
  const found: Condition[] = [sql`value ilike ${containing(q)}`];
  const phone = parsePhone(q);
  if (phone.ok) found.push(sql`value = ${phone.value}`);
  const digits = q.replace(/\D/g, '');
  if (/^[+\d\s().\u2013-]+$/.test(q) && digits.length > 2) {
    found.push(sql`value ilike ${containing(digits)}`);
    // People begin with the trunk prefix where E.164 has the country.
    if (digits.startsWith('8')) found.push(sql`value ilike ${`+7${digits.slice(1)}%`}`);
  }
  return found;
};
