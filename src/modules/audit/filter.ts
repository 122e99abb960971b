import { type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { DB } from '#platform/db/schema.generated.ts';
import { containing } from '#platform/http/list.ts';
import type { Outcome } from './schema.ts';

/** A time, or a day such as `2026-11-21` in the time zone of the office. */
export type Moment = Date | string;

/** Which entries are meant: `from` this time on, and before `to`; a day counts whole in both. */
export interface AuditFilter {
  readonly actorId?: string | undefined;
  /** The whole action or its beginning. */
  readonly action?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly channel?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly from?: Moment | undefined;
  readonly to?: Moment | undefined;
  /** Words as they stand in the action, the actor's name, the subject's name or id, the address or the trace id. */
  readonly q?: string | undefined;
  /** Entries with one of these actions, kinds of subject, subjects or channels fit as well as those with `q`. */
  readonly also?: readonly string[] | undefined;
}

/** Every action that was ever recorded, sorted: found by hops through its index. */
export const actionsOf = async (db: Database): Promise<readonly string[]> => {
  const { rows } = await sql<{ action: string }>`
    with recursive found as (
      (select action from audit_entries order by action limit 1)
      union all
      select (select e.action from audit_entries e where e.action > found.action order by e.action limit 1)
      from found where found.action is not null
    )
    select action from found where action is not null
  `.execute(db);
  return rows.map(({ action }) => action);
};

/** A filter as SQL. */
export type Condition = (row: ExpressionBuilder<DB, 'audit_entries'>) => Expression<SqlBool>;

/** The filter as a condition on rows; few actions and actors stand for their many entries. */
export const conditionOf = async (
  db: Database,
  filter: AuditFilter,
  timeZone: string,
): Promise<Condition> => {
  const { action, q, also = [] } = filter;
  const actions = action !== undefined || q !== undefined ? await actionsOf(db) : [];
  const [actors, subjects] = q ? await Promise.all([actorsNamed(db, q), subjectsNamed(db, q)]) : [[], []];
  const lower = q?.toLowerCase() ?? '';
  // Ids and addresses are written in small letters: `like` takes a third of the time of `ilike`.
  const patterns = q === undefined ? [] : [...new Set([containing(q), containing(lower)])];

  return (row) =>
    row.and([
      ...(filter.actorId ? [row('actor_id', '=', filter.actorId)] : []),
      ...(action === undefined ? [] : [oneOf(row, 'action', namesFrom(actions, action))]),
      ...(filter.subjectId ? [row('subject_id', '=', filter.subjectId)] : []),
      ...(filter.channel ? [row('channel', '=', filter.channel)] : []),
      ...(filter.outcome ? [row('outcome', '=', filter.outcome)] : []),
      ...(filter.from ? [row('at', '>=', momentOf(filter.from, timeZone, 0))] : []),
      ...(filter.to ? [row('at', '<', momentOf(filter.to, timeZone, 1))] : []),
      ...(q === undefined && also.length === 0
        ? []
        : [
            row.or([
              ...CODES.map((column) => oneOf(row, column, also)),
              oneOf(
                row,
                'action',
                q === undefined ? [] : actions.filter((name) => name.toLowerCase().includes(lower)),
              ),
              oneOf(row, 'actor_id', actors),
              oneOf(row, 'subject_id', subjects),
              ...patterns.flatMap((pattern) =>
                (['subject_id', 'address', 'trace_id'] as const).map((column) =>
                  row(column, 'like', pattern),
                ),
              ),
            ]),
          ]),
    ]);
};

/** Of a day its beginning, or that of the day so many days later. */
const momentOf = (moment: Moment, timeZone: string, days: number): RawBuilder<Date> =>
  typeof moment === 'string'
    ? sql`((${moment}::date + ${days}::integer)::timestamp at time zone ${timeZone})`
    : sql`${moment}::timestamptz`;

const namesFrom = (actions: readonly string[], start: string) =>
  actions.filter((name) => name.startsWith(start));

const oneOf = (
  row: ExpressionBuilder<DB, 'audit_entries'>,
  column: (typeof CODES)[number] | 'actor_id',
  values: readonly string[],
): Expression<SqlBool> =>
  // One array, not as many parameters: it is looked up by its hash.
  values.length > 0
    ? sql<boolean>`${row.ref(column)} = any(${values}::${sql.raw(column === 'actor_id' ? 'uuid' : 'text')}[])`
    : row.lit(false);

/** Columns whose codes a panel shows in words of its own. */
const CODES = ['action', 'subject_kind', 'subject_id', 'channel'] as const;

/** Subjects of one name that are looked for: no office has so many that anybody could mean them all. */
const MOST_NAMED = 1_000;

/** People of that name, their conversations and groups of that title, where something was done to them. */
const subjectsNamed = async (db: Database, words: string): Promise<readonly string[]> => {
  const pattern = containing(words);
  const { rows } = await sql<{ id: string }>`
    select named.id from (
      select id::text from people where name ilike ${pattern}
      union all
      select c.id::text from people p join conversations c on c.person_id = p.id where p.name ilike ${pattern}
      union all
      select id::text from conversations where kind = 'group' and title ilike ${pattern}
    ) named
    cross join lateral (select from audit_entries e where e.subject_id = named.id limit 1) touched
    limit ${MOST_NAMED}
  `.execute(db);
  return rows.map(({ id }) => id);
};

/** People of that name who did anything: of all people only these few are read. */
const actorsNamed = async (db: Database, words: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    with recursive found as (
      (select actor_id from audit_entries where actor_id is not null order by actor_id limit 1)
      union all
      select (select e.actor_id from audit_entries e where e.actor_id > found.actor_id order by e.actor_id limit 1)
      from found where found.actor_id is not null
    )
    select p.id from found join people p on p.id = found.actor_id where p.name ilike ${containing(words)}
  `.execute(db);
  return rows.map(({ id }) => id);
};
