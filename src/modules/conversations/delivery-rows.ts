import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { orderOf, type Paging } from '#platform/http/list.ts';
import type { Delivery } from './schema.ts';

/** Deliveries that are counted and paged; more are only said to be more. */
export const MOST_COUNTED = 10_000;

export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
] as const satisfies readonly Delivery[];

export const DELIVERY_SORTS = ['at'] as const;
export type DeliveryPaging = Paging<(typeof DELIVERY_SORTS)[number]>;

/** An outgoing message and how it fared. */
export interface DeliveryRow {
  readonly id: number;
  readonly conversationId: string;
  readonly inbox: string;
  readonly title: string;
  /** Its place in the conversation. */
  readonly position: number;
  /** Whom it is for; null in a group. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** The operator who wrote it; null: a dialogue did. */
  readonly author: { readonly id: string; readonly name: string } | null;
  /** Null: it is secret. */
  readonly text: string | null;
  readonly state: Delivery;
  readonly attempts: number;
  /** It was sent again after a doubt: the person may have it twice. */
  readonly repeated: boolean;
  readonly error: string | null;
  readonly at: Date;
  readonly deliveredAt: Date | null;
  readonly traceId: string | null;
  /** The message that this one rewrites. */
  readonly rewrites: number | null;
  /** The message that was made of it when it was sent again. */
  readonly retriedAs: number | null;
}

/** A time, or a day such as `2026-11-21` in the time zone of the office. */
export type Moment = Date | string;

/** Which deliveries are meant: written `from` this time on, and before `to`; a day counts whole in both. */
export interface DeliveryFilter {
  readonly state?: Delivery | undefined;
  readonly inbox?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly from?: Moment | undefined;
  readonly to?: Moment | undefined;
}

/** A filter, and the time zone (IANA) in which its days are meant. */
export interface ZonedFilter extends DeliveryFilter {
  readonly timeZone: string;
}

/** The place after which a walk through all deliveries goes on; `at` with every microsecond. */
export interface DeliveryPlace {
  readonly at: string;
  readonly id: number;
}

/** How many fit, at most `MOST_COUNTED + 1`. */
export const countDeliveries = async (from: Database, filter: ZonedFilter): Promise<number> => {
  const limit = sql`limit ${MOST_COUNTED + 1}`;
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from (${picked(filter, sql`true`, limit)} ${limit}) picked
  `.execute(from);
  return rows[0]?.total ?? 0;
};

/** One page of deliveries. */
export const pageOfDeliveries = (
  from: Database,
  filter: ZonedFilter,
  { page, size, sort }: DeliveryPaging,
): Promise<readonly DeliveryRow[]> => {
  const down = orderOf(sort).direction === 'desc' ? sql`desc` : sql`asc`;
  const skipped = (page - 1) * size;
  const some = picked(filter, sql`true`, sql`order by m.at ${down}, m.id ${down} limit ${skipped + size}`);
  return read(from, sql`${some} order by at ${down}, id ${down} limit ${size} offset ${skipped}`, down);
};

/** The next deliveries of a walk in one direction, each with its place. */
export const walkDeliveries = (
  from: Database,
  filter: ZonedFilter,
  sort: DeliveryPaging['sort'],
  after: DeliveryPlace | undefined,
  limit: number,
): Promise<readonly (DeliveryRow & { readonly place: DeliveryPlace })[]> => {
  const isDown = orderOf(sort).direction === 'desc';
  const down = isDown ? sql`desc` : sql`asc`;
  const place = after && sql`(${after.at}::timestamptz, ${after.id}::bigint)`;
  const beyond = place ? sql`(m.at, m.id) ${isDown ? sql`<` : sql`>`} ${place}` : sql`true`;
  const some = picked(filter, beyond, sql`order by m.at ${down}, m.id ${down} limit ${limit}`);
  return read(from, sql`${some} order by at ${down}, id ${down} limit ${limit}`, down);
};

/** One delivery; undefined when no outgoing message has this id. */
export const findDelivery = async (from: Database, id: number): Promise<DeliveryRow | undefined> => {
  const [row] = await read(
    from,
    sql`select id, at from messages where id = ${id} and direction = 'out'`,
    sql`asc`,
  );
  return row;
};

/**
 * Ids and times of the messages that fit and are `beyond`. Each inbox is walked by its own index as far as
 * `end` says; few states and single conversations have indexes of their own.
 */
const picked = (filter: ZonedFilter, beyond: RawBuilder<unknown>, end: RawBuilder<unknown>) => {
  const { state, inbox, conversationId, from, to, timeZone } = filter;
  const fits = sql`m.direction = 'out' and ${beyond}
    ${state === undefined ? sql`` : sql`and m.delivery = ${state}`}
    ${conversationId === undefined ? sql`` : sql`and m.conversation_id = ${conversationId}`}
    ${from === undefined ? sql`` : sql`and m.at >= ${momentOf(from, timeZone, 0)}`}
    ${to === undefined ? sql`` : sql`and m.at < ${momentOf(to, timeZone, 1)}`}`;
  const ofInbox = inbox === undefined ? sql`` : sql`and m.inbox_id = ${inbox}`;
  const few = conversationId !== undefined || (state !== undefined && state !== 'sent');
  return few || inbox !== undefined
    ? sql`select * from (select m.id, m.at from messages m where ${fits} ${ofInbox} ${end}) one`
    : sql`select one.id, one.at from inboxes i cross join lateral (
            select m.id, m.at from messages m where m.inbox_id = i.id and ${fits} ${end}
          ) one`;
};

/** A moment in SQL; of a day its beginning, or that of the day so many days later. */
const momentOf = (moment: Moment, timeZone: string, days: number): RawBuilder<unknown> =>
  typeof moment === 'string'
    ? sql`((${moment}::date + ${days}::integer)::timestamp at time zone ${timeZone})`
    : sql`${moment}`;

/** Characters of a text that are read. */
const LONGEST = 4_096;

const read = async (from: Database, some: RawBuilder<unknown>, down: RawBuilder<unknown>) => {
  const { rows } = await sql<DeliveryRow & { place: DeliveryPlace }>`
    select m.id, m.conversation_id as "conversationId", m.inbox_id as inbox, c.title, m.position,
           case when c.kind = 'private' and p.id is not null
                then jsonb_build_object('id', p.id, 'name', p.name) end as person,
           case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as author,
           case when m.content -> 'secret' is distinct from 'true' then left(m.content ->> 'text', ${LONGEST}) end
             as text,
           m.delivery as state, m.attempts, m.repeated, m.error, m.at, m.delivered_at as "deliveredAt",
           m.trace_id as "traceId", m.edits as rewrites,
           case when m.delivery = 'failed' then (
             select again.id from messages again
             where again.conversation_id = m.conversation_id and again.direction = 'out'
               and again.external_id = 'retry:' || m.id
           ) end as "retriedAs",
           jsonb_build_object('at', m.at, 'id', m.id) as place
    from (${some}) picked
    join messages m on m.id = picked.id
    join conversations c on c.id = m.conversation_id
    left join people p on p.id = c.person_id
    left join people a on a.id = m.person_id
    order by picked.at ${down}, picked.id ${down}
  `.execute(from);
  return rows;
};
