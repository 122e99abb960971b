import { sql } from 'kysely';
import type { Database } from '#platform/db/database.ts';
import type { Question, QuestionMessage } from './contract.ts';

/** Whose eyes a customer sees with: their own, and those of the organizations they belong to now. */
export interface Viewer {
  readonly personId: string;
  readonly organizations: readonly string[];
}

/** Unread messages are counted up to this. */
const MOST_UNREAD = 100;

const isVisible = ({ personId, organizations }: Viewer) => sql<boolean>`
  (q.organization_id = any(${organizations}::uuid[]) or (q.organization_id is null and q.person_id = ${personId}))
`;

const columns = ({ personId }: Viewer) => sql`
  q.id, q.title, q.organization_id as "organizationId", q.person_id as "personId", q.order_id as "orderId",
  q.product_id as "productId", q.messages, q.last_at as "lastAt", q.closed_at as "closedAt",
  (select count(*)::integer from (
     select from question_messages m
     where m.question_id = q.id and m.author_id is distinct from ${personId}
       and m.id > coalesce((select r.message_id from question_reads r
                            where r.question_id = q.id and r.person_id = ${personId}), 0)
     limit ${MOST_UNREAD}) unread) as unread
`;

/** One page of what a customer sees, open ones first, the latest first. */
export const pageOfQuestions = async (
  db: Database,
  viewer: Viewer,
  { page: wanted, size }: { readonly page: number; readonly size: number },
) => {
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from questions q where ${isVisible(viewer)}
  `.execute(db);
  const total = counted[0]?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(1, wanted), pages);
  const { rows: items } = await sql<Question>`
    select ${columns(viewer)} from questions q where ${isVisible(viewer)}
    order by q.closed_at is not null, q.last_at desc, q.id limit ${size} offset ${(page - 1) * size}
  `.execute(db);
  return { items, page, pages, total };
};

/** One question as this customer sees it; `lock` keeps it until the end of the transaction. */
export const questionOf = async (
  db: Database,
  viewer: Viewer,
  id: string,
  lock = false,
): Promise<Question | undefined> => {
  const { rows } = await sql<Question>`
    select ${columns(viewer)} from questions q where q.id = ${id} and ${isVisible(viewer)}
    ${lock ? sql`for no key update of q` : sql``}
  `.execute(db);
  return rows[0];
};

const messageColumns = sql`id, by_office as "byOffice", author_id as "authorId", author_name as "authorName", text, at,
  (select coalesce(jsonb_agg(jsonb_build_object(
            'id', file ->> 'id', 'name', file ->> 'name', 'stored', f.stored_at is not null,
            'mime', coalesce(f.mime, file ->> 'mime'), 'size', coalesce(f.size, (file ->> 'size')::bigint)) order by number), '[]')
   from jsonb_array_elements(files) with ordinality each (file, number)
   left join files f on f.id = (file ->> 'id')::uuid) as files`;

/** The last messages of a question, oldest first; of those older than `before`, where it is given. */
export const lastMessages = async (
  db: Database,
  { questionId, last, before }: { questionId: string; last: number; before?: number | undefined },
): Promise<readonly QuestionMessage[]> => {
  const { rows } = await sql<QuestionMessage>`
    select ${messageColumns} from question_messages
    where question_id = ${questionId} ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${last}
  `.execute(db);
  return rows.reverse();
};

/** The message that was posted under a key. */
export const postedMessage = async (
  db: Database,
  questionId: string,
  key: string,
): Promise<QuestionMessage> => {
  const { rows } = await sql<QuestionMessage>`
    select ${messageColumns} from question_messages where question_id = ${questionId} and posted_as = ${key}
  `.execute(db);
  const [message] = rows;
  if (!message) throw new Error('an answer was posted and is not there');
  return message;
};
