import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Locale, localeOf } from '#kernel/locale.ts';
import { cleanText } from '#kernel/text.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Capabilities, type Channel, PLAIN } from './channel.ts';
import { type Composed, compose } from './compose.ts';
import { type Locked, lockConversation } from './locked.ts';
import { post } from './post.ts';
import type { Button, FileRef } from './schema.ts';
import { CHANGES_CHANNEL } from './transcript.ts';

type Rows = readonly (readonly Button[])[];

/** What the office says to a person by itself, in the language they read. */
export interface Words {
  readonly personId: string;
  readonly text: Readonly<Record<Locale, string>>;
  /** Each starts a dialogue (`startValue`): no step waits for an answer. */
  readonly buttons?: Readonly<Record<Locale, Rows>>;
  /** Each a message of its own after the words; a line of them where the channel shows no files. */
  readonly files?: readonly Attached[];
  /** Only for the person: nobody of the office can read it. */
  readonly secret?: boolean;
}

/** A file that goes along, and the line that stands for it where it cannot be shown. */
export interface Attached {
  readonly file: FileRef;
  readonly line: Readonly<Record<Locale, string>>;
}

/** What is said, in the language of who hears it. */
interface Said {
  readonly text: string;
  readonly buttons?: Rows | undefined;
  readonly files?: readonly Attached[] | undefined;
  readonly secret?: boolean | undefined;
}

/**
 * How other parts of the office say something to people. Each joins the transaction given and locks the
 * conversation: say it before anything is recorded in the audit.
 */
export const createSaying = ({ channels }: { channels: ReadonlyMap<string, Channel> }) => {
  /**
   * Says something in the private conversation in which the person was heard last and can be reached; false
   * when there is none. What is `secret` nobody of the office can read.
   */
  const sayTo = async (tx: Tx, { personId, text, buttons, files, secret }: Words): Promise<boolean> => {
    const { rows } = await sql<{ id: string }>`
      select id from conversations
      where person_id = ${personId} and kind = 'private' and reachable and inbox_id = any(${[...channels.keys()]})
      order by heard_at desc nulls last, id desc limit 1
      -- A chat that is being handed over is waited for, and is not theirs then.
      for update
    `.execute(tx);
    const locked = rows[0] && (await lockConversation(tx, rows[0].id));
    if (!locked) return false;
    const locale = locked.locale ?? localeOf(locked.language);
    await say(tx, locked, { text: text[locale], buttons: buttons?.[locale], files, secret }, locale);
    return true;
  };

  /** Says something in one conversation; answers the id of its (first) message. AppError `missing`. */
  const sayIn = async (
    tx: Tx,
    { conversationId, text }: { conversationId: string; text: string },
  ): Promise<number> => {
    const locked = await lockConversation(tx, conversationId);
    if (!locked) throw new AppError('missing', 'there is no such conversation');
    return say(tx, locked, { text }, locked.locale ?? localeOf(locked.language));
  };

  const say = async (tx: Tx, locked: Locked, said: Said, locale: Locale): Promise<number> => {
    const capabilities = channels.get(locked.inbox)?.capabilities ?? PLAIN;
    const [first] = await post(tx, locked.id, messagesOf(said, capabilities, locale));
    // Heard at the commit; workers find it by themselves.
    await sql`select pg_notify(${CHANGES_CHANNEL}, ${locked.id})`.execute(tx);
    if (!first) throw new AppError('invalid', 'there is nothing to say');
    return first.id;
  };

  return { sayTo, sayIn };
};

const messagesOf = (
  { text, buttons, files = [], secret }: Said,
  capabilities: Capabilities,
  locale: Locale,
): readonly Composed[] => {
  const lines = capabilities.files ? [] : files.map(({ line }) => line[locale]);
  const whole = [text, ...(lines.length > 0 ? [lines.join('\n')] : [])].join('\n\n');
  // A numbered list would be answered to the running step, which knows nothing of it.
  const shown = capabilities.buttons && buttons ? { buttons } : {};
  const { messages } = compose([{ text: whole, ...shown, ...(secret ? { secret } : {}) }], {
    capabilities,
    locale,
    keyboard: undefined,
  });
  return [...messages, ...(capabilities.files ? files.map((one) => messageOf(one, locale)) : [])];
};

const messageOf = ({ file, line }: Attached, locale: Locale): Composed => ({
  content: { text: cleanText(line[locale]), file: { ...file } },
  replace: false,
  inDoubt: 'repeat',
});
