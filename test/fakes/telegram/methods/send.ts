import { captionFields, type Formatting, format, textFields } from '../entities.ts';
import type { Formatted } from '../html.ts';
import { type AnyMarkup, readMarkup } from '../markup.ts';
import type { MessageFields } from '../messages.ts';
import type { Bot, Room } from '../model.ts';
import { badRequest, notImplemented } from '../refusal.ts';
import type { Handlers, MethodDeps, ParametersOf } from './handlers.ts';
import { createMediaReader } from './media.ts';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Sending: text, photos, documents, albums, chat actions. */
export function createSendMethods({ world, messages, files, limits }: MethodDeps): Handlers {
  type Common = Pick<
    ParametersOf<'sendMessage'>,
    'chat_id' | 'reply_parameters' | 'protect_content' | 'reply_markup'
  >;

  const post = (bot: Bot, parameters: Common, makeContent: (room: Room) => MessageFields) => {
    const room = world.target(bot, parameters.chat_id);
    const content = makeContent(room);
    const markup = readMarkup(parameters.reply_markup as AnyMarkup | undefined, room.chat.type);
    const reply = messages.reply(room, parameters.reply_parameters);
    const shield = parameters.protect_content ? { has_protected_content: true as const } : {};
    limits.spend(bot, room, 'send');
    return messages.postByBot(bot, room, { ...reply, ...shield, ...content }, markup).message;
  };

  const media = createMediaReader(files);

  return {
    sendMessage: (bot, parameters) =>
      post(bot, parameters, () => ({
        ...readText(parameters.text, parameters),
        ...(parameters.link_preview_options ? { link_preview_options: parameters.link_preview_options } : {}),
      })),

    sendPhoto: (bot, parameters, context) =>
      post(bot, parameters, () => ({
        ...readCaption(parameters),
        ...(parameters.has_spoiler ? { has_media_spoiler: true as const } : {}),
        ...media.of('photo', parameters.photo, context),
      })),

    sendDocument: (bot, parameters, context) => {
      if (parameters.thumbnail) throw notImplemented('thumbnails');
      return post(bot, parameters, () => ({
        ...readCaption(parameters),
        ...media.of('document', parameters.document, context),
      }));
    },

    sendMediaGroup(bot, parameters, context) {
      const room = world.target(bot, parameters.chat_id);
      const kinds = new Set(parameters.media.map(({ type }) => type));
      if (kinds.has('document') && kinds.size > 1) {
        throw badRequest("document can't be mixed with other media types");
      }
      const contents = parameters.media.map((item) => media.ofItem(item, context));
      const reply = messages.reply(room, parameters.reply_parameters);
      limits.spend(bot, room, 'send', contents.length);
      const media_group_id = String(13_000_000_000_000_000 + room.lastMessageId);
      return contents.map(
        (content) => messages.postByBot(bot, room, { media_group_id, ...reply, ...content }).message,
      );
    },

    sendChatAction(bot, { chat_id, action }) {
      const room = world.target(bot, chat_id);
      if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
      if (room.chat.type === 'channel') throw badRequest("chat action can't be sent to channel chats");
      return true;
    },
  };
}

/** The text of a message: 1–4096 characters after parsing. */
export function readText(text: string | undefined, formatting: Formatting): MessageFields {
  const formatted = format(text ?? '', formatting);
  if (isBlank(formatted)) throw badRequest('message text is empty');
  if (formatted.text.length > 4096) throw badRequest('message is too long');
  return textFields(formatted);
}

/** A caption: up to 1024 characters after parsing. */
export function readCaption(parameters: {
  readonly caption?: string | undefined;
  readonly parse_mode?: string | undefined;
  readonly caption_entities?: Formatting['entities'];
}): MessageFields {
  const { caption = '', parse_mode, caption_entities } = parameters;
  const formatted = format(caption, { parse_mode, entities: caption_entities });
  if (formatted.text.length > 1024) throw badRequest('message caption is too long');
  return captionFields(formatted);
}

/** Nothing but white space and invisible characters. */
const isBlank = ({ text }: Formatted): boolean => /^[\s\u200b-\u200f\u2060-\u2064\u3164]*$/u.test(text);
