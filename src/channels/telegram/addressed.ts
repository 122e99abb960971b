import type { Message } from './update.ts';

/** The bot as Telegram knows it. */
export interface Me {
  readonly id: number;
  readonly username: string;
}

/**
 * The words of a message that is meant for the bot: its text or caption, the bot's own name taken off.
 * Undefined when it is meant for others: another bot's command, or talk of a group that neither starts
 * with a command, names the bot nor replies to it.
 */
export const wordsFor = (me: Me, message: Message): string | undefined => {
  const words = message.text ?? message.caption ?? '';
  const command = /^(\/[a-z0-9_]{1,32})(?:@(\w+))?(?=\s|$)/i.exec(words);
  if (command?.[2] !== undefined && !sameName(command[2], me.username)) return undefined;
  if (command) return `${command[1]}${words.slice(command[0].length)}`;
  if (message.chat.type === 'private') return words;
  const mention = mentionOf(me, message, words);
  if (mention)
    return `${words.slice(0, mention.offset)}${words.slice(mention.offset + mention.length)}`.trim();
  return message.reply_to_message?.from?.id === me.id ? words : undefined;
};

const mentionOf = (me: Me, message: Message, words: string) =>
  (message.text === undefined ? message.caption_entities : message.entities)?.find(
    ({ type, offset, length, user }) =>
      (type === 'text_mention' && user?.id === me.id) ||
      (type === 'mention' && sameName(words.slice(offset + 1, offset + length), me.username)),
  );

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
