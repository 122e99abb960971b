import { sql } from 'kysely';
import { z } from 'zod';
import type { Locale } from '#kernel/locale.ts';
import type { Database } from '#platform/db/database.ts';
import { handedOverAt } from './handed-over.ts';
import { Content, Key } from './schema.ts';
import { type Said, StoredInput, shown } from './stored-input.ts';
import { readButtonToken } from './token.ts';

/** The NOTIFY channel that tells of new changes; the payload is the id of the conversation. */
export const CHANGES_CHANNEL = 'kontora_changes';

/** One message of a conversation as it stands now. */
export type Entry = {
  readonly id: number;
  /** Incoming: the id it was heard under. */
  readonly externalId: string | null;
  /** Orders the conversation. */
  readonly position: number;
  /** Number of its last change in the conversation: what a live client resumes from. */
  readonly change: number;
  readonly at: Date;
  readonly edited: boolean;
} & (
  | { readonly from: 'person'; readonly input: Said }
  /** `author`: the operator who wrote it; null when a dialogue did. `version`: of its buttons, see buttonToken. */
  | {
      readonly from: 'office';
      readonly content: Content;
      readonly author: string | null;
      readonly version: number;
    }
);

/** Where a conversation stands, for a client that shows it. */
export interface ConversationState {
  readonly conversationId: string;
  /** Who speaks there now; a chat is handed over when its person logs in or out. */
  readonly personId: string | null;
  readonly keyboard: readonly (readonly Key[])[] | null;
  /** The language the person chose; null: none yet. */
  readonly locale: Locale | null;
  /** Number of the last change: everything up to it is in the pages. */
  readonly cursor: number;
}

/** Part of a history, oldest first; `more` when there is an older part. */
export interface Page {
  readonly entries: readonly Entry[];
  readonly more: boolean;
}

export type Transcript = ReturnType<typeof createTranscript>;

/** Reads conversations for those who show them: pages of history, and what changed since. */
export const createTranscript = ({ db }: { db: Database }) => {
  /** The conversation at an address of an inbox; undefined before its first message. */
  const state = async (inbox: string, address: string): Promise<ConversationState | undefined> => {
    const row = await db
      .selectFrom('conversations as c')
      .leftJoin('people as p', 'p.id', 'c.person_id')
      .select(['c.id', 'c.person_id', 'c.keyboard', 'c.changes', 'p.locale'])
      .where('c.inbox_id', '=', inbox)
      .where('c.address', '=', address)
      .executeTakeFirst();
    return (
      row && {
        conversationId: row.id,
        personId: row.person_id,
        keyboard: Keyboard.parse(row.keyboard),
        locale: row.locale as Locale | null,
        cursor: row.changes,
      }
    );
  };

  /** See handedOverAt: whoever speaks there now is shown what came after it. */
  const since = (conversationId: string): Promise<number> => handedOverAt(db, conversationId);

  /** The latest `limit` messages, or those before a position; with `since` only those after that one. */
  const page = async (options: {
    conversationId: string;
    before?: number;
    since?: number;
    limit: number;
  }): Promise<Page> => {
    const { conversationId, before, since = 0, limit } = options;
    const rows = await entriesOf(conversationId)
      .$if(since > 0, (query) => query.where('m.position', '>', since))
      .$if(before !== undefined, (query) => query.where('m.position', '<', before ?? 0))
      .orderBy('m.position', 'desc')
      .limit(limit + 1)
      .execute();
    return {
      entries: await read(conversationId, rows.slice(0, limit).toReversed()),
      more: rows.length > limit,
    };
  };

  /** State and latest page of whoever speaks there now, as of one moment: changes after the cursor continue them exactly. */
  const latest = (
    inbox: string,
    address: string,
    limit: number,
  ): Promise<{ state: ConversationState; page: Page } | undefined> =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const reader = createTranscript({ db: tx });
        const found = await reader.state(inbox, address);
        if (!found) return undefined;
        const { conversationId } = found;
        const since = await reader.since(conversationId);
        return { state: found, page: await reader.page({ conversationId, since, limit }) };
      });

  /** What is new or rewritten after a change number, in the order of changes; at most `limit`. */
  const changes = async (options: {
    conversationId: string;
    after: number;
    limit: number;
  }): Promise<readonly Entry[]> => {
    const rows = await entriesOf(options.conversationId)
      .where('m.change', '>', options.after)
      .orderBy('m.change')
      .limit(options.limit)
      .execute();
    return read(options.conversationId, rows);
  };

  /** The message heard under an external id. */
  const heard = async (inbox: string, externalId: string): Promise<Entry | undefined> => {
    const row = await entries()
      .select('m.conversation_id')
      .where('m.inbox_id', '=', inbox)
      .where('m.external_id', '=', externalId)
      .where('m.direction', '=', 'in')
      .executeTakeFirst();
    return row && (await read(row.conversation_id, [row]))[0];
  };

  const entries = () =>
    db
      .selectFrom('messages as m')
      .leftJoin('people as p', (join) => join.onRef('p.id', '=', 'm.person_id').on('m.direction', '=', 'out'))
      .select((eb) => [
        'm.id',
        eb
          .selectFrom('messages as rewrite')
          .select((rewrite) => rewrite.fn.max('rewrite.id').as('id'))
          .whereRef('rewrite.edits', '=', 'm.id')
          .as('rewritten_by'),
        'm.external_id',
        'm.direction',
        'm.position',
        'm.change',
        'm.content',
        'm.at',
        'm.edited_at',
        'p.name as author',
      ])
      // A row that rewrites a message is not a message: it changed the content of its target.
      .where('m.edits', 'is', null);

  const entriesOf = (conversationId: string) => entries().where('m.conversation_id', '=', conversationId);

  const read = async (conversationId: string, rows: readonly Row[]): Promise<Entry[]> => {
    const said = new Map(
      rows.flatMap((row) =>
        row.direction === 'in' ? [[row.id, StoredInput.parse(row.content)] as const] : [],
      ),
    );
    const labels = await labelsOf(conversationId, said);
    return rows.map((row) => {
      const input = said.get(row.id);
      const entry = {
        id: row.id,
        externalId: row.external_id,
        position: row.position,
        change: row.change,
        at: row.at,
        edited: row.edited_at !== null,
      };
      return input
        ? { ...entry, from: 'person', input: shown(input, labels.get(row.id)) }
        : {
            ...entry,
            from: 'office',
            content: Content.parse(row.content),
            author: row.author,
            version: row.rewritten_by ?? row.id,
          };
    });
  };

  /** Labels of presses that had none when they were read, by message; of buttons in this conversation only. */
  const labelsOf = async (
    conversationId: string,
    said: ReadonlyMap<number, StoredInput>,
  ): Promise<ReadonlyMap<number, string>> => {
    const presses = [...said].flatMap(([id, input]) => {
      const press = input.kind === 'choice' && input.label === undefined && readButtonToken(input.token);
      return press ? [{ id, ...press }] : [];
    });
    if (presses.length === 0) return new Map();
    // The turn that works a press notes its label and may take the buttons away: one statement sees one or the other.
    const { rows } = await sql<{ id: number; direction: string; content: unknown }>`
      select id, direction, content from messages
      where conversation_id = ${conversationId}
        and id = any(${presses.flatMap(({ id, messageId }) => [id, messageId])}::bigint[])
    `.execute(db);
    const contents = new Map(rows.map(({ id, direction, content }) => [`${direction} ${id}`, content]));
    return new Map(
      presses.map(({ id, messageId, button }) => {
        const press = StoredInput.parse(contents.get(`in ${id}`));
        const buttons = Content.optional()
          .parse(contents.get(`out ${messageId}`))
          ?.buttons?.flat();
        return [id, press.label ?? buttons?.[button]?.label ?? ''];
      }),
    );
  };

  return { state, since, page, latest, changes, heard };
};

interface Row {
  readonly id: number;
  readonly rewritten_by: number | null;
  readonly external_id: string | null;
  readonly direction: string;
  readonly position: number;
  readonly change: number;
  readonly content: unknown;
  readonly at: Date;
  readonly edited_at: Date | null;
  readonly author: string | null;
}

const Keyboard = z.array(z.array(Key)).nullable();
