import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { type Locale, localeOf } from '#kernel/locale.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Channel, PLAIN } from './channel.ts';
import { compose } from './compose.ts';
import { type Locked, lockConversation } from './locked.ts';
import { post } from './post.ts';
import { CHANGES_CHANNEL } from './transcript.ts';

/**
 * How other parts of the office say something to people. Each joins the transaction given and locks the
 * conversation: say it before anything is recorded in the audit.
 */
export const createSaying = ({ channels }: { channels: ReadonlyMap<string, Channel> }) => {
  /**
   * Says something in the private conversation in which the person was heard last and can be reached; false
   * when there is none. What is `secret` nobody of the office can read.
   */
  const sayTo = async (
    tx: Tx,
    {
      personId,
      text,
      secret = false,
    }: { personId: string; text: Readonly<Record<Locale, string>>; secret?: boolean },
  ): Promise<boolean> => {
    const { rows } = await sql<{ id: string }>`
      select id from conversations
      where person_id = ${personId} and kind = 'private' and reachable and inbox_id = any(${[...channels.keys()]})
      order by heard_at desc nulls last, id desc limit 1
    `.execute(tx);
    const locked = rows[0] && (await lockConversation(tx, rows[0].id));
    if (!locked) return false;
    await say(tx, locked, text[locked.locale ?? localeOf(locked.language)], secret);
    return true;
  };

  /** Says something in one conversation; answers the id of its (first) message. AppError `missing`. */
  const sayIn = async (
    tx: Tx,
    { conversationId, text }: { conversationId: string; text: string },
  ): Promise<number> => {
    const locked = await lockConversation(tx, conversationId);
    if (!locked) throw new AppError('missing', 'there is no such conversation');
    return say(tx, locked, text, false);
  };

  const say = async (tx: Tx, locked: Locked, text: string, secret: boolean): Promise<number> => {
    const { messages } = compose([{ text, ...(secret ? { secret } : {}) }], {
      capabilities: channels.get(locked.inbox)?.capabilities ?? PLAIN,
      locale: 'ru',
      keyboard: undefined,
    });
    const [first] = await post(tx, locked.id, messages);
    // Heard at the commit; workers find it by themselves.
    await sql`select pg_notify(${CHANGES_CHANNEL}, ${locked.id})`.execute(tx);
    if (!first) throw new AppError('invalid', 'there is nothing to say');
    return first.id;
  };

  return { sayTo, sayIn };
};
