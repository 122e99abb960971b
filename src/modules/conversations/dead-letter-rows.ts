import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { containing, orderOf, type Paging } from '#platform/http/list.ts';
import { Content, type Input } from './schema.ts';
import { readButtonToken } from './token.ts';

/** `dead`: nobody dealt with it; `replayed`: heard again, for good; `discarded`: put aside, can be restored. */
export const DEAD_LETTER_STATES = ['dead', 'replayed', 'discarded'] as const;
export type DeadLetterState = (typeof DEAD_LETTER_STATES)[number];

export const DEAD_LETTER_SORTS = ['at', 'attempts'] as const;
export type DeadLetterPaging = Paging<(typeof DEAD_LETTER_SORTS)[number]>;

/** A turn that failed for good: what was said, and why it could not be worked. */
export interface DeadLetter {
  readonly conversationId: string;
  readonly turn: number;
  readonly inbox: string;
  readonly title: string;
  /** Who said it. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** Its place in the conversation; null: the message was erased. */
  readonly position: number | null;
  /** The dialogue that ran when it failed; null: none did. */
  readonly dialogue: string | null;
  /** A press of a button comes with the button's label where it is still known. */
  readonly input: Input & { readonly label?: string };
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
  readonly traceId: string | null;
  readonly state: DeadLetterState;
}

/** Which dead letters are meant; `q` looks in the reason and the title of the conversation. */
export interface DeadLetterFilter {
  /** By default `dead`. */
  readonly state?: DeadLetterState | undefined;
  readonly inbox?: string | undefined;
  readonly dialogue?: string | undefined;
  readonly q?: string | undefined;
}

/** The place after which a walk through all letters goes on; `at` with every microsecond. */
export interface DeadLetterPlace {
  readonly at: string;
  readonly attempts: number;
  readonly conversationId: string;
  readonly turn: number;
}

/** How many letters fit a filter. */
export const countDeadLetters = async (from: Database, filter: DeadLetterFilter): Promise<number> => {
  const { rows } = await sql<{ total: number }>`select count(*) as total ${picked(filter)}`.execute(from);
  return rows[0]?.total ?? 0;
};

/** One page of letters. */
export const pageOfDeadLetters = async (
  from: Database,
  filter: DeadLetterFilter,
  { page, size, sort }: DeadLetterPaging,
): Promise<readonly DeadLetter[]> => {
  const { order } = way(sort);
  return read(
    from,
    sql`${picked(filter)} order by ${order} limit ${size} offset ${(page - 1) * size}`,
    order,
  );
};

/** The next letters of a walk in one order, each with its place. */
export const walkDeadLetters = (
  from: Database,
  filter: DeadLetterFilter,
  sort: DeadLetterPaging['sort'],
  after: DeadLetterPlace | undefined,
  limit: number,
): Promise<readonly (DeadLetter & { readonly place: DeadLetterPlace })[]> => {
  const { order, beyond } = way(sort);
  const next = after ? sql`and ${beyond(after)}` : sql``;
  return read(from, sql`${picked(filter)} ${next} order by ${order} limit ${limit}`, order);
};

/** An order, and the condition of what comes after a place in it. */
const way = (sort: DeadLetterPaging['sort']) => {
  const { by, direction } = orderOf(sort);
  const down = direction === 'desc' ? sql`desc` : sql`asc`;
  const then = direction === 'desc' ? sql`<` : sql`>`;
  const column = by === 'attempts' ? sql`t.attempts` : sql`t.at`;
  return {
    order: sql`${column} ${down}, t.conversation_id ${down}, t.number ${down}`,
    beyond: ({ at, attempts, conversationId, turn }: DeadLetterPlace) => {
      const value = by === 'attempts' ? sql`${attempts}::integer` : sql`${at}::timestamptz`;
      return sql`(${column}, t.conversation_id, t.number) ${then} (${value}, ${conversationId}::uuid, ${turn}::bigint)`;
    },
  };
};

/** A letter in whatever state; undefined when this turn never failed for good. */
export const findDeadLetter = async (
  from: Database,
  conversationId: string,
  turn: number,
): Promise<DeadLetter | undefined> => {
  const one = sql`from turns t
    where t.conversation_id = ${conversationId} and t.number = ${turn} and t.state <> 'done'`;
  return (await read(from, one, sql`t.number`))[0];
};

/** The turns that fit, joined with no more than the filter asks for. */
const picked = ({ state = 'dead', inbox, dialogue, q }: DeadLetterFilter): RawBuilder<unknown> => {
  const words = containing(q ?? '');
  const joined = inbox !== undefined || Boolean(q);
  return sql`from turns t ${joined ? sql`join conversations c on c.id = t.conversation_id` : sql``}
    where t.state = ${state}
    ${inbox === undefined ? sql`` : sql`and c.inbox_id = ${inbox}`}
    ${dialogue === undefined ? sql`` : sql`and t.dialogue = ${dialogue}`}
    ${q ? sql`and (t.error ilike ${words} or c.title ilike ${words})` : sql``}`;
};

const read = async (from: Database, some: RawBuilder<unknown>, order: RawBuilder<unknown>) => {
  const { rows } = await sql<DeadLetter & { place: DeadLetterPlace }>`
    select t.conversation_id as "conversationId", t.number as turn, c.inbox_id as inbox, c.title,
           case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as person,
           m.position, t.dialogue, coalesce(m.content, '{"kind": "other", "what": "erased"}') as input,
           coalesce(t.error, '') as error, t.attempts, t.at, t.trace_id as "traceId", t.state,
           jsonb_build_object('at', t.at, 'attempts', t.attempts, 'conversationId', t.conversation_id, 'turn', t.number) as place
    from (select t.* ${some}) t
    join conversations c on c.id = t.conversation_id
    left join messages m on m.conversation_id = t.conversation_id and m.direction = 'in' and m.turn = t.number
    left join people p on p.id = m.person_id
    order by ${order}
  `.execute(from);
  return labelled(from, rows);
};

/** A press is stored as the place of its button: what stood on it is read where it still stands. */
const labelled = async <Letter extends DeadLetter>(from: Database, letters: readonly Letter[]) => {
  const presses = letters.flatMap(({ input }) => {
    const press = input.kind === 'choice' ? readButtonToken(input.token) : undefined;
    return press ? [press.messageId] : [];
  });
  if (presses.length === 0) return letters;
  const { rows } = await sql<{ id: number; conversation_id: string; content: unknown }>`
    select id, conversation_id, content from messages where direction = 'out' and id = any(${presses}::bigint[])
  `.execute(from);
  const shown = new Map(rows.map((row) => [`${row.conversation_id} ${row.id}`, row.content]));
  return letters.map((letter) => {
    const { input, conversationId } = letter;
    const press = input.kind === 'choice' ? readButtonToken(input.token) : undefined;
    const content = press && shown.get(`${conversationId} ${press.messageId}`);
    const label = content && Content.parse(content).buttons?.flat()[press.button]?.label;
    return label === undefined ? letter : { ...letter, input: { label, ...input } };
  });
};
