import { type RawBuilder, sql } from 'kysely';
import { cleanText } from '#kernel/text.ts';
import { containing } from '#platform/http/list.ts';
import type { PlacedStatus } from '../contract.ts';

/** A time, or a day such as `2026-11-21` in the time zone of the office. */
export type Moment = Date | string;

/** Which orders are meant; `from` this time on and before `to`, a day counts whole in both. */
export interface OrderFilter {
  /** The number; or every word in the name of the organization, of the person, or in the title of one line. */
  readonly q?: string | undefined;
  readonly statuses?: readonly PlacedStatus[] | undefined;
  readonly organizationId?: string | undefined;
  readonly personId?: string | undefined;
  readonly from?: Moment | undefined;
  readonly to?: Moment | undefined;
}

type Condition = RawBuilder<boolean>;

/**
 * The condition on a row `o` of orders; drafts never fit. `few`: there are not many rows to look at, so that the lines of
 * each are looked at instead of all lines there are.
 */
export const fitting = (filter: OrderFilter, timeZone: string, { few = false } = {}): Condition => {
  const { statuses, organizationId, personId, from, to } = filter;
  const conditions: Condition[] = [sql`o.status <> 'draft'`];
  if (statuses !== undefined) conditions.push(sql`o.status = any(${statuses}::text[])`);
  if (organizationId !== undefined) conditions.push(sql`o.organization_id = ${organizationId}`);
  if (personId !== undefined) conditions.push(sql`o.person_id = ${personId}`);
  if (from !== undefined) conditions.push(sql`o.submitted_at >= ${momentOf(from, timeZone, 0)}`);
  if (to !== undefined) conditions.push(sql`o.submitted_at < ${momentOf(to, timeZone, 1)}`);
  const meant = byWords(filter.q ?? '', few);
  if (meant) conditions.push(meant);
  return sql`(${sql.join(conditions, sql` and `)})`;
};

/** Each word is a look at every name and title: the first ones tell enough. */
const MOST_WORDS = 8;
/** More orders than will ever be. */
const LONGEST_NUMBER = 15;

const byWords = (q: string, few: boolean): Condition | undefined => {
  const words = cleanText(q)
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  const [number] = words.length === 1 ? (/^[#\u2116]?(\d+)$/.exec(words[0] ?? '')?.slice(1) ?? []) : [];
  const all = sql`${words.map(containing)}::text[]`;
  const places = [
    sql`o.organization_id in (select id from organizations where name ilike all(${all}))`,
    sql`o.person_id in (select id from people where name ilike all(${all}))`,
    few
      ? sql`coalesce((select bool_or(title ilike all(${all})) from order_lines where order_id = o.id), false)`
      : sql`o.id in (select order_id from order_lines where title ilike all(${all}))`,
  ];
  if (number !== undefined && number.length <= LONGEST_NUMBER)
    // Whoever types a number means that order.
    return sql`case when exists (select from orders where number = ${number}::bigint) then o.number = ${number}::bigint
                    else (${sql.join(places, sql` or `)}) end`;
  return sql`(${sql.join(places, sql` or `)})`;
};

const momentOf = (moment: Moment, timeZone: string, days: 0 | 1): RawBuilder<Date> =>
  moment instanceof Date
    ? sql<Date>`${moment}`
    : sql<Date>`(${moment}::date + ${days}::integer)::timestamp at time zone ${timeZone}`;
