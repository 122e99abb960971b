import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { containing, type ListPage, orderOf, type Paging } from '#platform/http/list.ts';

export const QUESTION_STATES = ['waiting', 'open', 'closed', 'all'] as const;
export const QUESTION_SORTS = ['last_at', 'waiting_since', 'created_at'] as const;
export type QuestionSort = (typeof QUESTION_SORTS)[number];

export interface QuestionFilter {
  readonly q?: string | undefined;
  /** `waiting`: open ones whose customer spoke last. */
  readonly state: (typeof QUESTION_STATES)[number];
  readonly organizationId?: string | undefined;
  readonly personId?: string | undefined;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A question as the office lists it. */
export interface OfficeQuestion {
  readonly id: string;
  readonly title: string;
  readonly organization: Named | null;
  readonly person: Named;
  readonly order: { readonly id: string; readonly number: number } | null;
  readonly product: { readonly id: number; readonly title: string } | null;
  readonly messages: number;
  /** Of the customer, since the office answered and this reader read; at most 100 are counted. */
  readonly unread: number;
  readonly last: {
    readonly by_office: boolean;
    readonly author: string;
    readonly text: string;
    readonly files: number;
  } | null;
  readonly waiting_since: Date | null;
  readonly last_at: Date;
  readonly created_at: Date;
  readonly closed_at: Date | null;
}

/** Words of a search; more are passed over. */
const MOST_WORDS = 6;
const MOST_UNREAD = 100;
/** Characters of the last message that a list shows. */
const SHOWN = 200;

/** One page of the questions that fit; `readerId` is whose unread messages are counted. */
export const pageOfOfficeQuestions = async (
  db: Database,
  readerId: string,
  filter: QuestionFilter,
  { page, size, sort }: Paging<QuestionSort>,
): Promise<ListPage<OfficeQuestion>> => {
  const { by, direction } = orderOf(sort);
  const order = sql.raw(`q.${by} ${direction}${by === 'last_at' ? '' : ' nulls last'}, q.id`);
  const words = wordsIn(filter.q);
  // What is searched for is looked up once; everything else is read off an index.
  const { rows } = await sql<{ total: number; ids: string[] }>`
    with found as ${sql.raw(words.length > 0 ? 'materialized' : 'not materialized')} (
      select q.id, q.last_at, q.waiting_since, q.created_at from questions q where ${conditionOf(filter, words)}
    )
    select (select count(*)::integer from found) as total,
           array(select q.id from found q order by ${order} limit ${size} offset ${(page - 1) * size}) as ids
  `.execute(db);
  const { total = 0, ids = [] } = rows[0] ?? {};
  const shown = await questionRows(db, readerId, ids);
  return { items: ids.flatMap((id) => shown.find((row) => row.id === id) ?? []), total };
};

/** These questions, in any order. */
export const questionRows = async (
  db: Database,
  readerId: string,
  ids: readonly string[],
): Promise<readonly OfficeQuestion[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<OfficeQuestion>`
    select q.id, q.title, q.messages, q.waiting_since, q.last_at, q.created_at, q.closed_at,
           case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as organization,
           jsonb_build_object('id', p.id, 'name', p.name) as person,
           case when orders.id is not null then jsonb_build_object('id', orders.id, 'number', orders.number) end as order,
           case when g.id is not null then jsonb_build_object('id', g.id, 'title', g.title) end as product,
           case when m.id is not null then jsonb_build_object(
             'by_office', m.by_office, 'author', m.author_name, 'text', left(m.text, ${SHOWN}),
             'files', jsonb_array_length(m.files)) end as last,
           (select count(*)::integer from (
              select from question_messages n
              where n.question_id = q.id and not n.by_office and n.id > greatest(
                coalesce((select r.message_id from question_reads r
                          where r.question_id = q.id and r.person_id = ${readerId}), 0),
                coalesce((select max(a.id) from question_messages a where a.question_id = q.id and a.by_office), 0))
              limit ${MOST_UNREAD}) unread) as unread
    from questions q
    join people p on p.id = q.person_id
    left join organizations o on o.id = q.organization_id
    left join orders on orders.id = q.order_id and orders.number is not null
    left join products g on g.id = q.product_id
    left join question_messages m on m.id = q.last_message_id
    where q.id = any(${ids}::uuid[])
  `.execute(db);
  return rows;
};

/** How many wait for an answer, and in how many of those is something this reader has not read. */
export const countWaiting = async (
  db: Database,
  readerId: string,
): Promise<{ readonly waiting: number; readonly unread: number }> => {
  const { rows } = await sql<{ waiting: number; unread: number }>`
    select count(*)::integer as waiting,
           (count(*) filter (where r.message_id is null or r.message_id < q.last_message_id))::integer as unread
    from questions q
    left join question_reads r on r.question_id = q.id and r.person_id = ${readerId}
    where q.waiting_since is not null and q.closed_at is null
  `.execute(db);
  return rows[0] ?? { waiting: 0, unread: 0 };
};

const STATES = {
  waiting: sql`q.waiting_since is not null and q.closed_at is null`,
  open: sql`q.closed_at is null`,
  closed: sql`q.closed_at is not null`,
  all: sql`true`,
} as const;

const wordsIn = (q = ''): readonly string[] =>
  q
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);

/** Every word must stand in the title, in a message, or in the name of the organization or of who asked. */
const conditionOf = (
  { state, organizationId, personId }: QuestionFilter,
  words: readonly string[],
): RawBuilder<unknown> =>
  sql.join(
    [
      STATES[state],
      ...(organizationId === undefined ? [] : [sql`q.organization_id = ${organizationId}`]),
      ...(personId === undefined ? [] : [sql`q.person_id = ${personId}`]),
      ...words.map((word) => holds(containing(word))),
    ],
    sql` and `,
  );

const holds = (like: string): RawBuilder<unknown> => sql`q.id in (
  select id from questions where title ilike ${like}
  union select question_id from question_messages where text ilike ${like}
  union select id from questions where organization_id in (select id from organizations where name ilike ${like})
  union select id from questions where person_id in (select id from people where name ilike ${like}))`;
