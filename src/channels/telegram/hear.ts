import type { Heard } from '#modules/conversations/index.ts';
import { type Me, wordsFor } from './addressed.ts';
import { inputOf, nameOf } from './content.ts';
import { type CallbackQuery, type Chat, type Membership, type Message, Update } from './update.ts';

/** An update in the words of the core, and what the channel itself must know of it. */
export interface Reading {
  readonly chat: string;
  readonly event?: Heard;
  /** BCP 47 tag of the sender's device. */
  readonly language?: string | undefined;
  /** The callback query that waits for an answer. */
  readonly callback?: string;
}

/** An update that nobody here needs, and why. */
export interface Ignored {
  readonly ignored: string;
}

/** Reads one update as it came over the wire; never throws for what it holds. */
export const readUpdate = (raw: unknown, me: Me): Reading | Ignored => {
  const { success, data, error } = Update.safeParse(raw);
  if (!success) return { ignored: `malformed at ${error.issues[0]?.path.join('.') || 'its root'}` };
  if (data.message) return readMessage(data.update_id, data.message, me);
  if (data.edited_message) return readEdit(data.edited_message, me);
  if (data.callback_query) return readPress(data.update_id, data.callback_query);
  if (data.my_chat_member) return readMembership(data.my_chat_member);
  return { ignored: 'a kind of update we do not work with' };
};

const readMessage = (updateId: number, message: Message, me: Me): Reading | Ignored => {
  const { chat, from, message_id, migrate_to_chat_id, migrate_from_chat_id } = message;
  if (migrate_to_chat_id !== undefined) return moved(chat.id, chat.id, migrate_to_chat_id);
  if (migrate_from_chat_id !== undefined) return moved(chat.id, migrate_from_chat_id, chat.id);
  const words = wordsFor(me, message);
  if (!isOfPerson(message) || !from) return { ignored: 'nobody in person sent it' };
  if (words === undefined) return { ignored: 'meant for others' };
  const input = inputOf(message, words);
  if (!input) return { ignored: 'a content we do not work with' };
  return {
    ...about(chat, from.language_code),
    event: {
      type: 'message',
      externalId: String(updateId),
      ...whereAndWho(chat, from),
      input,
      ref: String(message_id),
    },
  };
};

const readEdit = (message: Message, me: Me): Reading | Ignored => {
  const words = wordsFor(me, message);
  if (!isOfPerson(message) || words === undefined) return { ignored: 'meant for others' };
  if (message.text === undefined && message.caption === undefined)
    return { ignored: 'an edit without words' };
  return {
    ...about(message.chat, message.from?.language_code),
    event: {
      type: 'edited',
      address: String(message.chat.id),
      ref: String(message.message_id),
      text: words,
    },
  };
};

const readPress = (updateId: number, { id, from, message, data }: CallbackQuery): Reading | Ignored => {
  if (from.is_bot) return { ignored: 'nobody in person sent it' };
  const chat = message?.chat;
  // Without message or data it is not a button of ours; it still waits for an answer.
  if (!chat || data === undefined)
    return { chat: String(chat?.id ?? from.id), language: from.language_code, callback: id };
  return {
    ...about(chat, from.language_code),
    callback: id,
    event: {
      type: 'message',
      externalId: String(updateId),
      ...whereAndWho(chat, from),
      input: { kind: 'choice', token: data },
    },
  };
};

const readMembership = ({ chat, new_chat_member: member }: Membership): Reading => ({
  chat: String(chat.id),
  event: {
    type: 'reachable',
    address: String(chat.id),
    reachable:
      member.status === 'member' ||
      member.status === 'administrator' ||
      (member.status === 'restricted' && member.is_member === true),
  },
});

/** Bots do not talk to us, and whoever speaks for a chat shows no account that rights could hang on. */
const isOfPerson = ({ from, sender_chat, chat }: Message): boolean =>
  from !== undefined && from.is_bot !== true && sender_chat === undefined && chat.type !== 'channel';

const about = (chat: Chat, language: string | undefined) => ({ chat: String(chat.id), language });

const whereAndWho = (chat: Chat, from: NonNullable<Message['from']>) => ({
  address: String(chat.id),
  kind: chat.type === 'private' ? ('private' as const) : ('group' as const),
  sender: { account: String(from.id), name: nameOf(from), language: from.language_code },
});

const moved = (chat: number, from: number, to: number): Reading => ({
  chat: String(chat),
  event: { type: 'moved', from: String(from), to: String(to) },
});
