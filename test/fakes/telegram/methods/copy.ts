import type { Message, MessageOrigin } from '@grammyjs/types';
import { readMarkup } from '../markup.ts';
import { find, type MessageFields } from '../messages.ts';
import type { Bot, Room } from '../model.ts';
import { badRequest, notImplemented } from '../refusal.ts';
import type { Handlers, MethodDeps } from './handlers.ts';
import { readCaption } from './send.ts';

/** Copies without a link to the original, and forwards with one. */
export function createCopyMethods({ world, messages, limits }: MethodDeps): Handlers {
  const original = (bot: Bot, fromChatId: number | string, messageId: number, verb: string): Message => {
    const stored = find(world.target(bot, fromChatId, 'read'), messageId);
    if (!stored) throw badRequest(`message to ${verb} not found`);
    if (stored.message.has_protected_content)
      throw badRequest(`message can't be ${verb}ed`.replace('ye', 'ie'));
    return stored.message;
  };

  const post = (bot: Bot, room: Room, fields: MessageFields) => messages.postByBot(bot, room, fields).message;

  const forward = (bot: Bot, room: Room, message: Message) => {
    limits.spend(bot, room, 'send');
    return post(bot, room, { ...bodyOf(message, 'forward'), forward_origin: originOf(message) });
  };

  return {
    copyMessage(bot, parameters) {
      const room = world.target(bot, parameters.chat_id);
      const message = original(bot, parameters.from_chat_id, parameters.message_id, 'copy');
      const markup = readMarkup(parameters.reply_markup, room.chat.type);
      const reply = messages.reply(room, parameters.reply_parameters);
      const caption = parameters.caption === undefined ? {} : { ...NO_CAPTION, ...readCaption(parameters) };
      const fields = definedOf({ ...bodyOf(message, 'copy'), ...caption, ...reply });
      limits.spend(bot, room, 'send');
      return { message_id: messages.postByBot(bot, room, fields, markup).message.message_id };
    },

    copyMessages(bot, { chat_id, from_chat_id, message_ids, remove_caption }) {
      const room = world.target(bot, chat_id);
      const source = world.target(bot, from_chat_id, 'read');
      const found = message_ids.flatMap((id) => find(source, id)?.message ?? []);
      if (found.length === 0) throw badRequest('there are no messages to copy');
      limits.spend(bot, room, 'send', found.length);
      return found.map((message) => {
        const fields = { ...bodyOf(message, 'copy'), ...(remove_caption ? NO_CAPTION : {}) };
        return { message_id: post(bot, room, definedOf(fields)).message_id };
      });
    },

    forwardMessage(bot, { chat_id, from_chat_id, message_id }) {
      const room = world.target(bot, chat_id);
      return forward(bot, room, original(bot, from_chat_id, message_id, 'forward'));
    },

    forwardMessages(bot, { chat_id, from_chat_id, message_ids }) {
      const room = world.target(bot, chat_id);
      const source = world.target(bot, from_chat_id, 'read');
      const found = message_ids.flatMap((id) => find(source, id)?.message ?? []);
      if (found.length === 0) throw badRequest('there are no messages to forward');
      return found.map((message) => ({ message_id: forward(bot, room, message).message_id }));
    },
  };
}

const NO_CAPTION = { caption: undefined, caption_entities: undefined };

/** What of a message travels: never its markup, reply or author. */
function bodyOf(message: Message, verb: string): MessageFields {
  const { text, entities, link_preview_options, photo, document, caption, caption_entities, contact } =
    message;
  if (!text && !photo && !document && !contact) throw notImplemented(`messages of this kind to ${verb}`);
  return definedOf({
    text,
    entities,
    link_preview_options,
    photo,
    document,
    caption,
    caption_entities,
    contact,
  });
}

function originOf({ forward_origin, from, sender_chat, date, message_id, chat }: Message): MessageOrigin {
  if (forward_origin) return forward_origin;
  if (from) return { type: 'user', sender_user: from, date };
  if (chat.type === 'channel') return { type: 'channel', chat, message_id, date };
  return { type: 'chat', sender_chat: sender_chat ?? chat, date };
}

function definedOf(
  fields: { readonly [Field in keyof Message]?: Message[Field] | undefined },
): MessageFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as MessageFields;
}
