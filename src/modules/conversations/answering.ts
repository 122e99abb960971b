import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { localeOf } from '#kernel/locale.ts';
import { cleanText, shorten, splitText } from '#kernel/text.ts';
import { assertMay } from '#modules/access/index.ts';
import type { Audit } from '#modules/audit/index.ts';
import { type Files, uploadAccount } from '#modules/files/index.ts';
import type { Settings } from '#modules/settings/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Announce } from './announce.ts';
import { type Capabilities, type Channel, PLAIN } from './channel.ts';
import type { Composed } from './compose.ts';
import { type Locked, lockConversation } from './locked.ts';
import { type Employee, type Operator, operatorOf } from './operator.ts';
import { type Posted, post } from './post.ts';
import type { Content } from './schema.ts';
import { texts } from './texts.ts';

/** Said; or `operator` has the conversation, null for nobody. */
export type Answered =
  | ({ readonly ok: true } & Posted)
  | { readonly ok: false; readonly operator: Operator | null };

/** Characters of a name that fit a notification. */
const LONGEST_NAME = 200;
/** Seconds by which an operator's time must have shrunk before typing is worth a write. */
const WORTH_SECONDS = 30;

/** How operators write in the conversations they have taken over. */
export const createAnswering = ({
  db,
  files,
  channels,
  audit,
  settings,
  announce,
}: {
  db: Database;
  files: Pick<Files, 'adopt'>;
  channels: ReadonlyMap<string, Channel>;
  audit: Audit;
  settings: Pick<Settings, 'get'>;
  announce: Announce;
}) => {
  /**
   * Says an operator's words, in parts where the channel needs them shorter, then shows the file; answers the first
   * message. The same `id` of the same operator says nothing again, whoever has the conversation by then.
   * AppError `invalid` for a file that is not an upload of theirs.
   */
  const answer = async (
    by: Employee,
    conversationId: string,
    {
      id,
      text,
      fileId,
    }: { readonly id: string; readonly text: string; readonly fileId?: string | undefined },
  ): Promise<Answered> => {
    assertMay(by, 'conversations.answer');
    const { return_after_minutes: minutes } = await settings.get('handover');
    const answered = await db.transaction().execute(async (tx): Promise<Answered> => {
      const locked = await lockConversation(tx, conversationId);
      if (!locked) throw new AppError('missing', 'there is no such conversation');
      const before = await saidBefore(tx, by, conversationId, id);
      if (before) return { ok: true, ...before };
      if (locked.operatorId !== by.personId) {
        const { operatorId } = locked;
        return { ok: false, operator: operatorId === null ? null : await operatorOf(tx, operatorId) };
      }
      const capabilities = channels.get(locked.inbox)?.capabilities ?? PLAIN;
      const messages = [
        ...wordsOf(text, capabilities),
        ...(fileId === undefined ? [] : [await fileOf(tx, by, locked, { fileId, capabilities })]),
      ];
      const [first] = await post(tx, conversationId, messages, { authorId: by.personId, externalId: id });
      if (!first) throw new AppError('invalid', 'the answer has neither words nor a file');
      await sql`
        update conversations
        set waiting_since = null, operator_until = now() + make_interval(mins => ${minutes}::integer)
        where id = ${conversationId}
      `.execute(tx);
      await audit.record(tx, {
        by,
        action: 'conversations.answer',
        subject: { kind: 'conversation', id: conversationId },
        after: { message: first.id },
      });
      return { ok: true, ...first };
    });
    if (answered.ok) {
      announce.heard([conversationId]);
      announce.said([conversationId]);
    }
    return answered;
  };

  const fileOf = async (
    tx: Tx,
    by: Employee,
    { id, locale, language }: Locked,
    { fileId, capabilities }: { fileId: string; capabilities: Capabilities },
  ): Promise<Composed> => {
    if (!capabilities.files) throw wrongFile('this messenger shows no files');
    const adopted = await files.adopt(tx, id, [fileId], uploadAccount(by));
    const file = adopted.ok ? adopted.value[0] : undefined;
    if (!file) throw wrongFile('unknown file');
    return said({ text: texts[locale ?? localeOf(language)].fileUnshown(file.name), file });
  };

  const saidBefore = async (
    tx: Tx,
    by: Employee,
    conversationId: string,
    externalId: string,
  ): Promise<Posted | undefined> => {
    const said = await tx
      .selectFrom('messages')
      .select(['id', 'position', 'person_id'])
      .where('conversation_id', '=', conversationId)
      .where('direction', '=', 'out')
      .where('external_id', '=', externalId)
      .executeTakeFirst();
    if (said && said.person_id !== by.personId)
      throw new AppError('conflict', 'somebody else said something under this id');
    return said && { id: said.id, position: said.position };
  };

  /** Tells the panels who writes; the person sees it too when the writer has the conversation. */
  const typing = async (by: Employee, conversationId: string): Promise<void> => {
    assertMay(by, 'conversations.answer');
    const conversation = await db
      .selectFrom('conversations')
      .select(['inbox_id', 'address', 'operator_id'])
      .where('id', '=', conversationId)
      .executeTakeFirst();
    if (!conversation) throw new AppError('missing', 'there is no such conversation');
    const { id, name } = await operatorOf(db, by.personId);
    announce.typing({ conversation_id: conversationId, operator: { id, name: shorten(name, LONGEST_NAME) } });
    if (conversation.operator_id !== by.personId) return;
    void channels.get(conversation.inbox_id)?.typing(conversation.address);
    const { return_after_minutes: minutes } = await settings.get('handover');
    await sql`
      update conversations set operator_until = now() + make_interval(mins => ${minutes}::integer)
      where id = ${conversationId} and operator_id = ${by.personId}
        and operator_until < now() + make_interval(mins => ${minutes}::integer, secs => ${-WORTH_SECONDS})
    `.execute(db);
  };

  return { answer, typing };
};

const wordsOf = (text: string, { maxText }: Capabilities): readonly Composed[] => {
  const words = cleanText(text).trim();
  return words === '' ? [] : splitText(words, maxText).map((part) => said({ text: part }));
};

const said = (content: Content): Composed => ({ content, replace: false, inDoubt: 'repeat' });

const wrongFile = (issue: string): AppError =>
  new AppError('invalid', 'the file cannot be sent', { fields: [{ path: 'file_id', issue }] });
