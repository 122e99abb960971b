import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { containing, type ListPage, orderOf, type Paging } from '#platform/http/list.ts';
import { isBlocked } from '../blocked.ts';
import { inQueue } from '../queue.ts';
import type { CONVERSATION_SORTS, CONVERSATION_VIEWS } from './schema.ts';

export type ConversationSort = (typeof CONVERSATION_SORTS)[number];

/** Which conversations; `mine` are those that `operatorId` answers in. */
export interface ConversationFilter {
  readonly view: (typeof CONVERSATION_VIEWS)[number];
  readonly operatorId: string | null;
  readonly inbox?: string | undefined;
  readonly kind?: 'private' | 'group' | undefined;
  readonly personId?: string | undefined;
  /** Words in the person's name or identities, or in the title of a group. */
  readonly words?: string | undefined;
}

/** A conversation as a list shows it. */
export interface ConversationRow {
  readonly id: string;
  readonly inbox: string;
  readonly channel: string;
  readonly kind: 'private' | 'group';
  readonly title: string;
  readonly language: string | null;
  readonly dialogue: string | null;
  readonly cursor: number;
  readonly reachable: boolean;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly blocked: boolean;
  /** The personal data was erased. */
  readonly erased: boolean;
  readonly heard_at: Date | null;
  readonly queued_at: Date | null;
  readonly waiting_since: Date | null;
  readonly operator_id: string | null;
  readonly operator_name: string | null;
  readonly operator_since: Date | null;
  readonly operator_until: Date | null;
  readonly last_direction: 'in' | 'out' | null;
  readonly last_author: string | null;
  readonly last_content: unknown;
  readonly last_at: Date | null;
  readonly dead_letters: number;
}

/** How many conversations need somebody, for one operator. */
export interface ConversationCounts {
  readonly queue: number;
  readonly mine: number;
  readonly operated: number;
  readonly attention: number;
}

/** The conversations of these ids, in their order. */
export const rowsOf = async (db: Database, ids: readonly string[]): Promise<ConversationRow[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<ConversationRow>`
    select c.id, c.inbox_id as inbox, i.channel, c.kind, c.title, c.language, c.dialogue->>'name' as dialogue,
           c.changes as cursor, c.reachable, c.person_id, p.name as person_name,
           coalesce(${isBlocked('p')}, false) as blocked, p.erased_at is not null as erased, c.heard_at, c.queued_at, c.waiting_since,
           c.operator_id, o.name as operator_name, c.operator_since, c.operator_until,
           l.direction as last_direction, l.person_id as last_author, l.content as last_content, l.at as last_at,
           coalesce(d.count, 0) as dead_letters
    from unnest(${ids}::uuid[]) with ordinality as n(id, place)
    join conversations c on c.id = n.id
    join inboxes i on i.id = c.inbox_id
    left join people p on p.id = c.person_id
    left join people o on o.id = c.operator_id
    left join (
      select conversation_id, count(*) as count from turns
      where state = 'dead' and conversation_id = any(${ids}::uuid[]) group by conversation_id
    ) d on d.conversation_id = c.id
    left join lateral (
      select direction, person_id, content, at from messages
      where conversation_id = c.id and edits is null
        -- Somebody who waits is known by their own words, not by what the office said meanwhile.
        and (c.waiting_since is null or direction = 'in')
      order by position desc limit 1
    ) l on true
    order by n.place
  `.execute(db);
  return rows;
};

export const pageOfConversations = async (
  db: Database,
  filter: ConversationFilter,
  { page, size, sort }: Paging<ConversationSort>,
): Promise<ListPage<ConversationRow>> => {
  // Words are looked for once, whatever that takes; everything else is counted and sorted by its indexes.
  const { rows } = await sql<{ ids: string[]; total: number }>`
    with found as ${filter.words ? sql`materialized` : sql`not materialized`} (
      select c.id, c.heard_at, c.waiting_since, c.title from conversations c where ${fits(filter)}
    )
    select (select count(*) from found) as total,
           array(select c.id from found c order by ${orderBy(sort)} limit ${size} offset ${(page - 1) * size}) as ids
  `.execute(db);
  return { items: await rowsOf(db, rows[0]?.ids ?? []), total: rows[0]?.total ?? 0 };
};

/** The next conversations that fit, in the order of their ids. */
export const walkConversations = async (
  db: Database,
  filter: ConversationFilter,
  after: string | undefined,
  limit: number,
): Promise<ConversationRow[]> => {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where ${fits(filter)} and ${after === undefined ? sql`true` : sql`c.id > ${after}`}
    order by c.id limit ${limit}
  `.execute(db);
  return rowsOf(
    db,
    rows.map(({ id }) => id),
  );
};

/** Counts of all operators in one look: the same for everybody but for `mine`. */
export const countConversations = async (
  db: Database,
): Promise<(operatorId: string | null) => ConversationCounts> => {
  const { rows } = await sql<{ operator_id: string | null; waiting: boolean; count: number }>`
    select c.operator_id, c.waiting_since is not null as waiting, count(*) as count from conversations c
    where ${inQueue} or c.operator_id is not null group by 1, 2
  `.execute(db);
  const sum = (fit: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(fit).reduce((total, { count }) => total + count, 0);
  const queue = sum((row) => row.operator_id === null);
  const operated = sum((row) => row.operator_id !== null);
  const attention = queue + sum((row) => row.operator_id !== null && row.waiting);
  return (operatorId) => ({
    queue,
    operated,
    attention,
    mine: sum((row) => row.operator_id !== null && row.operator_id === operatorId),
  });
};

const VIEWS: Readonly<
  Record<ConversationFilter['view'], (operatorId: string | null) => RawBuilder<boolean>>
> = {
  all: () => sql`true`,
  queue: () => inQueue,
  mine: (operatorId) => sql`c.operator_id = ${operatorId}`,
  operated: () => sql`c.operator_id is not null`,
  attention: () => sql`(${inQueue} or (c.operator_id is not null and c.waiting_since is not null))`,
};

const fits = ({ view, operatorId, inbox, kind, personId, words }: ConversationFilter): RawBuilder<boolean> =>
  sql.join(
    [
      VIEWS[view](operatorId),
      ...(inbox === undefined ? [] : [sql`c.inbox_id = ${inbox}`]),
      ...(kind === undefined ? [] : [sql`c.kind = ${kind}`]),
      ...(personId === undefined ? [] : [sql`c.person_id = ${personId}`]),
      ...(words ? [hasWords(words)] : []),
    ],
    sql` and `,
  );

/** Fewer characters have no index of their own: only names are worth a look at every row. */
const INDEXED = 3;

/** Private conversations are found by the person, so that no title is looked at but those of groups. */
const hasWords = (words: string): RawBuilder<boolean> => {
  const like = containing(words);
  const ofGroup = sql`(c.kind = 'group' and c.title ilike ${like})`;
  if (words.length < INDEXED)
    return sql`(${ofGroup} or c.person_id in (select id from people where name ilike ${like}))`;
  const phone = phoneIn(words);
  return sql`(${ofGroup} or c.person_id in (
    select id from people where name ilike ${like}
    union all select person_id from identities
    where value ilike ${like} ${phone === undefined ? sql`` : sql`or value like ${containing(phone)}`}))`;
};

/** The digits of a phone as they are stored (+79991234567), however people write it. */
const phoneIn = (words: string): string | undefined => {
  const digits = words.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7');
  return digits.length >= INDEXED && /^[\d\s()+-]+$/.test(words) ? digits : undefined;
};

const orderBy = (sort: Paging<ConversationSort>['sort']): RawBuilder<unknown> => {
  const { by, direction } = orderOf(sort);
  const column = sql.ref(`c.${by}`);
  if (by === 'heard_at')
    return direction === 'asc' ? sql`${column} nulls first, c.id` : sql`${column} desc nulls last, c.id desc`;
  return direction === 'asc' ? sql`${column} nulls last, c.id` : sql`${column} desc nulls last, c.id desc`;
};
