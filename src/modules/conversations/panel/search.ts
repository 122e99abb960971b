import { type RawBuilder, sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import { containing, type ListPage, type Paging } from '#platform/http/list.ts';

/** Which messages of humans: by their words, and who said them when. */
export interface MessageFilter {
  /** At least two characters; two are looked for at the beginnings of words. */
  readonly words: string;
  readonly from?: 'person' | 'operator' | undefined;
  readonly inbox?: string | undefined;
  /** Said at or after this. */
  readonly after?: Date | undefined;
  /** Said before this. */
  readonly before?: Date | undefined;
}

/** A message found by its words. */
export interface FoundRow {
  readonly id: number;
  readonly conversation_id: string;
  readonly position: number;
  readonly title: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly direction: 'in' | 'out';
  readonly author_id: string | null;
  readonly author_name: string | null;
  readonly content: unknown;
  readonly at: Date;
}

/** More than so many are not counted: nobody reads them, and common words are in every other message. */
const MOST_COUNTED = 1_000;

/** A page of found messages; `total` stops at 1000. */
export const pageOfMessages = async (
  db: Database,
  filter: MessageFilter,
  { page, size, sort }: Paging<'at'>,
): Promise<ListPage<FoundRow>> => {
  const order = sort === 'at' ? sql`m.at, m.id` : sql`m.at desc, m.id desc`;
  const [items, { rows: counted }] = await Promise.all([
    select(db, { where: fits(filter), order, limit: size, offset: (page - 1) * size }),
    sql<{ total: number }>`
      select count(*) as total from (select 1 from messages m where ${fits(filter)} limit ${MOST_COUNTED}) m
    `.execute(db),
  ]);
  return { items, total: counted[0]?.total ?? 0 };
};

/** The next messages that fit, the oldest first. */
export const walkMessages = (
  db: Database,
  filter: MessageFilter,
  after: number | undefined,
  limit: number,
): Promise<FoundRow[]> =>
  select(db, { where: sql`${fits(filter)} and m.id > ${after ?? 0}`, order: sql`m.id`, limit, offset: 0 });

const select = async (
  db: Database,
  part: { where: RawBuilder<unknown>; order: RawBuilder<unknown>; limit: number; offset: number },
): Promise<FoundRow[]> => {
  const { rows } = await sql<FoundRow>`
    with m as (
      select * from messages m where ${part.where}
      order by ${part.order} limit ${part.limit} offset ${part.offset}
    )
    select m.id, m.conversation_id, m.position, c.title, c.person_id, p.name as person_name, m.direction,
           a.id as author_id, a.name as author_name, m.content, m.at
    from m join conversations c on c.id = m.conversation_id
    left join people p on p.id = c.person_id
    left join people a on a.id = m.person_id
    order by ${part.order}
  `.execute(db);
  return rows;
};

/** Three letters are found anywhere, two at the beginning of a word: the index knows nothing shorter. */
const holds = (words: string): RawBuilder<unknown> =>
  words.length >= 3
    ? sql`ilike ${containing(words)}`
    : sql`~* ${`(^|\\W)${words.replace(/[^\p{L}\p{N}]/gu, '\\$&')}`}`;

/** As the index of words is made: of what humans said. What is secret is not found. */
const fits = ({ words, from, inbox, after, before }: MessageFilter): RawBuilder<unknown> =>
  sql.join(
    [
      sql`m.person_id is not null and m.content->>'text' ${holds(words)} and m.edits is null
          and m.content->'secret' is null`,
      ...(from === undefined ? [] : [sql`m.direction = ${from === 'person' ? 'in' : 'out'}`]),
      ...(inbox === undefined ? [] : [sql`m.inbox_id = ${inbox}`]),
      ...(after === undefined ? [] : [sql`m.at >= ${after}`]),
      ...(before === undefined ? [] : [sql`m.at < ${before}`]),
    ],
    sql` and `,
  );
