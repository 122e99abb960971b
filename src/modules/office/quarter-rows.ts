import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';

/** What happened in a quarter of an hour; times in milliseconds. */
export interface QuarterRow {
  readonly at: Date;
  readonly turns: number;
  readonly dead_letters: number;
  readonly inboxes: readonly { readonly inbox: string; readonly in: number; readonly out: number }[];
  /** Who wrote. */
  readonly people: readonly string[];
  /** From hearing to delivering, of each first answer of a dialogue that was said in this quarter. */
  readonly answers: readonly number[];
  /** How long each first answer of an operator was waited for. */
  readonly waits: readonly number[];
}

/** Reads the quarters from a moment to another that are not empty, in no order: each row of messages once. */
export const readQuarters = async (db: Database, from: Date, to: Date): Promise<readonly QuarterRow[]> => {
  const { rows } = await sql<QuarterRow>`
    with said as materialized (
      select date_bin('15 minutes', at, 'epoch') as quarter, conversation_id, inbox_id, direction, turn, position,
             person_id, at, delivered_at
      from messages where at >= ${from} and at < ${to} and edits is null
    ), counted as (
      select quarter, inbox_id as inbox, count(*) filter (where direction = 'in') as "in",
             count(*) filter (where direction = 'out') as "out"
      from said group by 1, 2
    ), people as (
      select quarter, jsonb_agg(distinct person_id) as people
      from said where direction = 'in' and person_id is not null group by 1
    ), worked as materialized (
      select date_bin('15 minutes', at, 'epoch') as quarter, conversation_id, number, at, state
      from turns where at >= ${from} and at < ${to}
    ), moments as (
      -- A turn and what it says have one time; what the office says by itself has another.
      select conversation_id, turn, at, bool_or(direction = 'in') as is_heard, bool_or(direction is null) as is_worked,
             min(delivered_at) as delivered_at
      from (
        select conversation_id, turn, at, direction, delivered_at from said where direction = 'in' or person_id is null
        union all
        select conversation_id, number, at, null, null from worked
      ) moment group by 1, 2, 3
    ), exchanges as (
      select conversation_id, turn, min(at) filter (where is_heard) as heard_at,
             min(at) filter (where is_worked) as worked_at, min(delivered_at) filter (where is_worked) as answered_at
      from moments group by 1, 2
    ), answers as (
      select date_bin('15 minutes', worked_at, 'epoch') as quarter,
             jsonb_agg(round(greatest(0, extract(epoch from answered_at - coalesce(heard_at, (
               -- Heard before this while: seldom, and not worth a look for each answer.
               select m.at from messages m
               where m.conversation_id = e.conversation_id and m.turn = e.turn and m.direction = 'in'
             )))) * 1000)) as answers
      from exchanges e where answered_at is not null group by 1
    ), waits as (
      select quarter, jsonb_agg(round(extract(epoch from said.at - asked.at) * 1000)) as waits
      from said, lateral (
        select min(i.at) as at from messages i
        where i.conversation_id = said.conversation_id and i.direction = 'in' and i.position < said.position
          and i.position > coalesce((${lastAnswer}), 0)
      ) asked
      where said.direction = 'out' and said.person_id is not null and asked.at is not null
      group by 1
    ), tallied as (
      select quarter, count(*) as turns, count(*) filter (where state <> 'done') as dead_letters
      from worked group by 1
    ), boxes as (
      select quarter, jsonb_agg(to_jsonb(counted) - 'quarter') as inboxes from counted group by 1
    )
    select quarter as at, coalesce(turns, 0) as turns, coalesce(dead_letters, 0) as dead_letters,
           coalesce(inboxes, '[]') as inboxes, coalesce(people, '[]') as people,
           coalesce(answers, '[]') as answers, coalesce(waits, '[]') as waits
    from boxes full join tallied using (quarter) left join people using (quarter)
    left join answers using (quarter) left join waits using (quarter)
  `.execute(db);
  return rows;
};

/** The dialogue in which a person waits for an operator: what it says is no answer yet. */
const WAITING_ROOM = 'talk-to-person';

/** Where the office last answered before an operator's message, by an operator or by a turn of a dialogue. */
const lastAnswer = sql`
  select o.position from messages o
  where o.conversation_id = said.conversation_id and o.position < said.position and o.direction = 'out'
    and o.edits is null and (o.person_id is not null or exists (
      select from turns t where t.conversation_id = o.conversation_id and t.number = o.turn and t.at = o.at
        and t.dialogue is distinct from ${WAITING_ROOM}))
  order by o.position desc limit 1`;
