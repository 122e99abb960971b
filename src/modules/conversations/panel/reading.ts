import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { FileRef, Files } from '#modules/files/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { ListPage, Paging } from '#platform/http/list.ts';
import { openShown } from '../shown-file.ts';
import { type ConversationCard, readCard } from './card.ts';
import {
  type ConversationCounts,
  type ConversationFilter,
  type ConversationRow,
  type ConversationSort,
  countConversations,
  pageOfConversations,
  rowsOf,
  walkConversations,
} from './conversation-rows.ts';
import { type HistoryPart, readHistory } from './history.ts';
import { type FoundRow, type MessageFilter, pageOfMessages, walkMessages } from './search.ts';

/** Rows read at once when all are walked through. */
const BATCH = 500;
/** Files of a conversation that are listed. */
const MOST_FILES = 500;

/** A file of a conversation; `stored`: its content is here. */
export interface ConversationFile extends FileRef {
  readonly at: Date;
  readonly stored: boolean;
  readonly from: 'person' | 'operator';
}

export type Reading = ReturnType<typeof createReading>;

/** What employees may see of conversations; AppError `missing` for a conversation that is not there. */
export const createReading = ({ db, files }: { db: Database; files: Files }) => {
  type Filter = Omit<ConversationFilter, 'operatorId'>;
  const ofActor = (by: Actor, filter: Filter): ConversationFilter => ({
    ...filter,
    operatorId: by.personId,
  });

  const page = (
    by: Actor,
    filter: Filter,
    paging: Paging<ConversationSort>,
  ): Promise<ListPage<ConversationRow>> => {
    assertMay(by, 'conversations.read');
    return pageOfConversations(db, ofActor(by, filter), paging);
  };

  /** Every conversation that fits, in the order of making. */
  const all = (by: Actor, filter: Filter): AsyncIterable<ConversationRow> => {
    assertMay(by, 'conversations.read');
    return walk((last?: ConversationRow) => walkConversations(db, ofActor(by, filter), last?.id, BATCH));
  };

  const counts = async (by: Actor): Promise<ConversationCounts> => {
    assertMay(by, 'conversations.read');
    return (await countConversations(db))(by.personId);
  };

  /** One conversation as the list shows it. */
  const one = async (by: Actor, id: string): Promise<ConversationRow> => {
    assertMay(by, 'conversations.read');
    const [row] = await rowsOf(db, [id]);
    return row ?? missing();
  };

  const card = async (by: Actor, id: string): Promise<ConversationCard> => {
    assertMay(by, 'conversations.read');
    return (await readCard(db, id)) ?? missing();
  };

  const history = async (
    by: Actor,
    id: string,
    part: Parameters<typeof readHistory>[2],
  ): Promise<HistoryPart> => {
    assertMay(by, 'conversations.read');
    return (await readHistory(db, id, part)) ?? missing();
  };

  /** Files that were sent in a conversation by either side, the latest first. */
  const filesOf = async (by: Actor, id: string): Promise<readonly ConversationFile[]> => {
    await one(by, id);
    const { rows } = await sql<ConversationFile>`
      select id, name, mime, size, created_at as at, stored_at is not null as stored,
             case when account like 'panel:%' then 'operator' else 'person' end as "from"
      from files where conversation_id = ${id} or id in (
        select (content->'file'->>'id')::uuid from messages
        where conversation_id = ${id} and direction = 'out' and content ? 'file')
      order by created_at desc, id desc limit ${MOST_FILES}
    `.execute(db);
    return rows;
  };

  /** Opens the content of a file of a conversation. */
  const openFile = async (by: Actor, conversationId: string, fileId: string) => {
    assertMay(by, 'conversations.read');
    const opened = await openShown({ db, files }, fileId, { account: '', conversationId });
    if (!opened.ok) throw new AppError('missing', 'there is no such file in this conversation');
    return opened.value;
  };

  const search = (by: Actor, filter: MessageFilter, paging: Paging<'at'>): Promise<ListPage<FoundRow>> => {
    assertMay(by, 'conversations.read');
    return pageOfMessages(db, filter, paging);
  };

  /** Every message that fits, the oldest first. */
  const searchAll = (by: Actor, filter: MessageFilter): AsyncIterable<FoundRow> => {
    assertMay(by, 'conversations.read');
    return walk((last?: FoundRow) => walkMessages(db, filter, last?.id, BATCH));
  };

  return { page, all, counts, one, card, history, filesOf, openFile, search, searchAll };
};

/** Reads batch after batch, each after the last row of the one before. */
async function* walk<Row>(next: (last?: Row) => Promise<readonly Row[]>): AsyncGenerator<Row> {
  for (let last: Row | undefined; ; ) {
    const rows = await next(last);
    yield* rows;
    last = rows.at(-1);
    if (rows.length < BATCH) return;
  }
}

const missing = (): never => {
  throw new AppError('missing', 'there is no such conversation');
};
