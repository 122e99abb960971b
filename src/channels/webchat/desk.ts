import type { Locale } from '#kernel/locale.ts';
import {
  type ConversationState,
  type MenuCommand,
  openShown,
  type Page,
  type Transcript,
} from '#modules/conversations/index.ts';
import type { Files } from '#modules/files/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { SessionFacts } from './schema.ts';
import { keyboardOf } from './view.ts';
import type { Visitor } from './visitors.ts';

/** The inbox of the web chat, and the kind of its accounts. */
export const INBOX = 'webchat';

/** What the office says about a conversation (undefined: before it began) in a language. */
export type Describe = (
  conversationId: string | undefined,
  locale: Locale,
) => Promise<{ readonly locale: Locale; readonly commands: readonly MenuCommand[] }>;

export type Desk = ReturnType<typeof createDesk>;

/** What a visitor may see: the conversation whose address is the visitor. */
export const createDesk = ({
  db,
  files,
  transcript,
  describe,
}: {
  db: Database;
  files: Files;
  transcript: Transcript;
  describe: Describe;
}) => {
  const state = (visitor: Visitor): Promise<ConversationState | undefined> =>
    transcript.state(INBOX, visitor.id);

  /** Session facts of a visitor, again and again: since when they speak is looked up once for each person. */
  const factsOf = (visitor: Visitor): ((now: ConversationState | undefined) => Promise<SessionFacts>) => {
    let known: { readonly personId: string | null; readonly since: number } = { personId: null, since: 0 };
    return async (now) => {
      const { locale, commands } = await describe(now?.conversationId, now?.locale ?? visitor.locale);
      if (now && now.personId !== known.personId)
        known = { personId: now.personId, since: await transcript.since(now.conversationId) };
      const { since } = known;
      return { locale, keyboard: keyboardOf(now?.keyboard), commands: [...commands], since };
    };
  };

  /** The state and the latest page as of one moment. */
  const latest = (visitor: Visitor, limit: number) => transcript.latest(INBOX, visitor.id, limit);

  const before = async (visitor: Visitor, part: { before: number; limit: number }): Promise<Page> => {
    const now = await state(visitor);
    if (!now) return { entries: [], more: false };
    const { conversationId } = now;
    return transcript.page({ conversationId, since: await transcript.since(conversationId), ...part });
  };

  /** Who the visitor is to the file storage. */
  const reader = async (visitor: Visitor) => ({
    account: `${INBOX}:${visitor.id}`,
    conversationId: (await state(visitor))?.conversationId,
  });

  /** The content of a file of the visitor, or of one the office showed to whoever speaks there now. */
  const openFile = async (visitor: Visitor, id: string): ReturnType<Files['open']> => {
    const who = await reader(visitor);
    const since = who.conversationId === undefined ? 0 : await transcript.since(who.conversationId);
    return openShown({ db, files }, id, who, since);
  };

  return { state, factsOf, latest, before, reader, openFile };
};
