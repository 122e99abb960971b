import { isDeepStrictEqual } from 'node:util';
import type { InlineKeyboardMarkup, Message } from '@grammyjs/types';
import { readMarkup } from '../markup.ts';
import { contentOf, find } from '../messages.ts';
import type { Bot, Room, Stored } from '../model.ts';
import { badRequest } from '../refusal.ts';
import type { Handlers, MethodDeps } from './handlers.ts';
import { createMediaReader } from './media.ts';
import { readCaption, readText } from './send.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

const TWO_DAYS_S = 48 * 3600;

interface Place {
  readonly chat_id?: number | string | undefined;
  readonly message_id?: number | undefined;
}

/** What a message holds beside its place, so that a medium can take the place of everything. */
const NO_CONTENT = {
  text: undefined,
  entities: undefined,
  link_preview_options: undefined,
  caption: undefined,
  caption_entities: undefined,
  photo: undefined,
  document: undefined,
  has_media_spoiler: undefined,
};

/** Changing and deleting what was sent. */
export function createEditMethods({ world, messages, files, limits, clock }: MethodDeps): Handlers {
  const media = createMediaReader(files);

  const locate = (bot: Bot, { chat_id, message_id }: Place): { room: Room; stored: Stored } => {
    if (chat_id === undefined || chat_id === '') throw badRequest('chat_id is empty');
    if (message_id === undefined) throw badRequest('message identifier is not specified');
    const room = world.target(bot, chat_id);
    const stored = find(room, message_id);
    if (!stored || stored.by !== bot.user.id) throw badRequest('message to edit not found');
    if (stored.markup !== undefined && stored.markup !== 'inline')
      throw badRequest("message can't be edited");
    return { room, stored };
  };

  const edit = (
    bot: Bot,
    place: Place & { readonly reply_markup?: InlineKeyboardMarkup },
    makeChange: (message: Message) => { readonly [Field in keyof Message]?: Message[Field] | undefined },
  ): Message => {
    const { room, stored } = locate(bot, place);
    const markup = readMarkup(place.reply_markup, room.chat.type);
    const reply_markup = markup?.kind === 'inline' ? markup.markup : undefined;
    const change = { ...makeChange(stored.message), reply_markup };
    if (
      isDeepStrictEqual(contentOf(stored.message), contentOf({ ...stored.message, ...change } as Message))
    ) {
      throw badRequest(NOT_MODIFIED);
    }
    limits.spend(bot, room, 'edit');
    return messages.edit(stored, change);
  };

  const checkDeletable = (bot: Bot, room: Room, stored: Stored) => {
    const mayDelete =
      room.chat.type === 'private' ||
      stored.by === bot.user.id ||
      room.seats.get(bot.user.id) === 'administrator';
    if (!mayDelete || clock.seconds() - stored.message.date > TWO_DAYS_S) {
      throw badRequest("message can't be deleted");
    }
  };

  return {
    editMessageText: (bot, parameters) =>
      edit(bot, parameters, (message) => {
        if (message.text === undefined) throw badRequest('there is no text in the message to edit');
        return { entities: undefined, ...readText(parameters.text, parameters) };
      }),

    editMessageCaption: (bot, parameters) =>
      edit(bot, parameters, (message) => {
        if (!message.photo && !message.document) {
          throw badRequest('there is no caption in the message to edit');
        }
        return { caption: undefined, caption_entities: undefined, ...readCaption(parameters) };
      }),

    editMessageMedia: (bot, parameters, context) =>
      edit(bot, parameters, (message) => {
        // An album keeps its kind; a text can become a medium, a medium never a text.
        if (message.media_group_id !== undefined && (parameters.media.type === 'photo') !== !!message.photo)
          throw badRequest("message can't be edited");
        return { ...NO_CONTENT, ...media.ofItem(parameters.media, context) };
      }),

    editMessageReplyMarkup: (bot, parameters) => edit(bot, parameters, () => ({})),

    deleteMessage(bot, { chat_id, message_id }) {
      const room = world.target(bot, chat_id);
      const stored = find(room, message_id);
      if (!stored) throw badRequest('message to delete not found');
      checkDeletable(bot, room, stored);
      messages.remove(room, stored);
      return true;
    },

    deleteMessages(bot, { chat_id, message_ids }) {
      const room = world.target(bot, chat_id);
      const found = message_ids.flatMap((id) => find(room, id) ?? []);
      for (const stored of found) checkDeletable(bot, room, stored);
      for (const stored of found) messages.remove(room, stored);
      return true;
    },
  };
}
