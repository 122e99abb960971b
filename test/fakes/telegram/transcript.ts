import type { Chat, Message, ReplyKeyboardMarkup } from '@grammyjs/types';
import { labelOf } from './keyboard.ts';
import type { Room, Stored } from './model.ts';
import type { World } from './world.ts';

/** A message as a person would see it in the chat. */
export interface TranscriptLine {
  readonly message_id: number;
  /** The writer's first name or the channel's title. */
  readonly author: string;
  readonly by: 'bot' | 'user';
  readonly user_id: number;
  readonly text: string;
  /** Labels of inline buttons, row by row. */
  readonly buttons: readonly (readonly string[])[];
  readonly edits: number;
  readonly deleted: boolean;
  readonly message: Message;
}

export interface Transcript {
  readonly chat: Chat;
  readonly blocked: boolean;
  readonly messages: readonly TranscriptLine[];
  readonly reply_keyboard: ReplyKeyboardMarkup | null;
  readonly pinned: readonly number[];
}

/** Everything said in a chat and the keyboards that are there now. */
export const transcriptOf = (world: World, room: Room): Transcript => ({
  chat: room.chat,
  blocked: room.blocked,
  messages: [...room.messages.values()].map((stored) => lineOf(world, stored)),
  reply_keyboard: room.keyboard?.markup ?? null,
  pinned: room.pinned,
});

/** The same for readable assertions: one line a message, buttons in brackets below, the keyboard last. */
export function transcriptText({ messages, reply_keyboard }: Transcript): string {
  const lines = messages.flatMap(({ author, text, buttons, deleted, edits }) => [
    `${author}: ${deleted ? '(deleted)' : text}${edits > 0 && !deleted ? ' (edited)' : ''}`,
    ...(deleted ? [] : buttons.map((row) => `  ${bracketed(row)}`)),
  ]);
  if (reply_keyboard) {
    lines.push('keyboard:', ...reply_keyboard.keyboard.map((row) => `  ${bracketed(row.map(labelOf))}`));
  }
  return `${lines.join('\n')}\n`;
}

const bracketed = (labels: readonly string[]): string => labels.map((label) => `[${label}]`).join(' ');

function lineOf(world: World, { message, by, deleted, edits }: Stored): TranscriptLine {
  return {
    message_id: message.message_id,
    author: world.bots.get(by)?.user.first_name ?? message.from?.first_name ?? message.chat.title ?? '',
    by: world.bots.has(by) ? 'bot' : 'user',
    user_id: by,
    text: textOf(message),
    buttons: message.reply_markup?.inline_keyboard.map((row) => row.map(({ text }) => text)) ?? [],
    edits,
    deleted,
    message,
  };
}

function textOf({ text, photo, document, caption, contact, location, ...rest }: Message): string {
  if (text !== undefined) return text;
  const media = photo
    ? '(photo)'
    : document
      ? `(document ${document.file_name ?? ''})`
      : contact
        ? `(contact ${contact.phone_number})`
        : location
          ? '(location)'
          : `(${serviceOf(rest)})`;
  return caption === undefined ? media : `${media} ${caption}`;
}

const COMMON = new Set([
  'message_id',
  'date',
  'chat',
  'from',
  'sender_chat',
  'edit_date',
  'reply_to_message',
]);

const serviceOf = (message: object): string =>
  Object.keys(message).find((name) => !COMMON.has(name)) ?? 'empty';
