import type { Message, MessageEntity, ReplyParameters } from '@grammyjs/types';
import type { VirtualClock } from './clock.ts';
import type { Markup } from './markup.ts';
import type { Bot, Person, Room, Stored } from './model.ts';
import { badRequest, notImplemented } from './refusal.ts';

/** Fields of a message beside its id, date, chat and author. */
export type MessageFields = Partial<Omit<Message, 'message_id' | 'date' | 'chat'>>;

/** Writing and changing the messages of chats. */
export interface Messages {
  postByBot(bot: Bot, room: Room, fields: MessageFields, markup?: Markup): Stored;
  postByPerson(person: Person, room: Room, fields: MessageFields): Stored;
  /** Replaces fields of a message and dates the edit; undefined values remove fields. */
  edit(stored: Stored, fields: { readonly [Field in keyof Message]?: Message[Field] | undefined }): Message;
  /** Hides a message; the keyboard it brought goes with it. */
  remove(room: Room, stored: Stored): void;
  /** The message a reply points to, in the form a message shows it. */
  reply(room: Room, parameters: ReplyParameters | undefined): MessageFields;
}

/** Messages of every chat, at most `keep` in each. */
export function createMessages(clock: VirtualClock, keep: number): Messages {
  const post = (room: Room, by: number, fields: MessageFields, markup?: Markup): Stored => {
    const message_id = ++room.lastMessageId;
    const shown = markup?.kind === 'inline' ? { reply_markup: markup.markup } : {};
    const message = {
      message_id,
      date: clock.seconds(),
      chat: room.chat,
      ...fields,
      ...shown,
    } as Message;
    const stored: Stored = { message, by, markup: markup?.kind, deleted: false, edits: 0 };
    room.messages.set(message_id, stored);
    if (room.messages.size > keep) {
      const [oldest] = room.messages.keys();
      if (oldest !== undefined) room.messages.delete(oldest);
    }
    if (markup?.kind === 'reply') room.keyboard = { message_id, markup: markup.markup };
    if (markup?.kind === 'remove') room.keyboard = undefined;
    return stored;
  };

  return {
    postByBot(bot, room, fields, markup) {
      const { id, is_bot, first_name, username } = bot.user;
      const author =
        room.chat.type === 'channel'
          ? { sender_chat: room.chat }
          : { from: { id, is_bot, first_name, username } };
      return post(room, id, { ...author, ...fields }, markup);
    },
    postByPerson(person, room, fields) {
      const author = room.chat.type === 'channel' ? { sender_chat: room.chat } : { from: person.user };
      return post(room, person.user.id, { ...author, ...fields });
    },
    edit(stored, fields) {
      const changed = { ...stored.message, ...fields, edit_date: clock.seconds() };
      const present = Object.entries(changed).filter(([, value]) => value !== undefined);
      stored.message = Object.fromEntries(present) as unknown as Message;
      stored.edits += 1;
      return stored.message;
    },
    remove(room, stored) {
      stored.deleted = true;
      if (room.keyboard?.message_id === stored.message.message_id) room.keyboard = undefined;
    },
    reply(room, parameters) {
      if (!parameters) return {};
      if (parameters.chat_id !== undefined && parameters.chat_id !== room.chat.id) {
        throw notImplemented('replies to another chat');
      }
      const stored = find(room, parameters.message_id ?? 0);
      if (!stored) {
        if (parameters.allow_sending_without_reply) return {};
        throw badRequest('message to be replied not found');
      }
      const { reply_to_message: _nested, ...original } = stored.message;
      return {
        reply_to_message: original as NonNullable<Message['reply_to_message']>,
        ...quoteOf(original, parameters),
      };
    },
  };
}

/** A message that exists and is not deleted. */
export function find(room: Room, messageId: number): Stored | undefined {
  const stored = room.messages.get(messageId);
  return stored?.deleted ? undefined : stored;
}

/** What an edit may change, as one comparable value. */
export function contentOf(message: Message): unknown {
  const { text, entities, caption, caption_entities, photo, document, reply_markup } = message;
  return {
    text,
    entities: plain(entities),
    caption,
    captionEntities: plain(caption_entities),
    media: (photo?.at(-1) ?? document)?.file_unique_id,
    reply_markup,
  };
}

function plain(entities: readonly MessageEntity[] | undefined): unknown {
  return entities?.length ? entities : undefined;
}

function quoteOf(original: Pick<Message, 'text' | 'caption'>, { quote }: ReplyParameters): MessageFields {
  if (!quote) return {};
  const position = (original.text ?? original.caption ?? '').indexOf(quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { quote: { text: quote, position, is_manual: true } };
}
