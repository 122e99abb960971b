import type {
  BotCommand,
  CallbackQuery,
  Chat,
  MenuButton,
  Message,
  ReplyKeyboardMarkup,
  User,
  UserFromGetMe,
} from '@grammyjs/types';
import type { Polling } from './polling.ts';
import type { UpdateQueue } from './updates.ts';
import type { Webhook } from './webhook.ts';

/** A bot and everything Telegram keeps for it. */
export interface Bot {
  readonly user: UserFromGetMe;
  readonly token: string;
  revoked: boolean;
  /** Private chats by user id; a chat exists from the user's first message on. */
  readonly privates: Map<number, Room>;
  readonly queue: UpdateQueue;
  readonly polling: Polling;
  readonly webhook: Webhook;
  readonly callbacks: Map<string, CallbackState>;
  /** Commands by scope and language, see methods/profile.ts. */
  readonly commands: Map<string, BotCommand[]>;
  /** Names and descriptions by kind and language. */
  readonly texts: Map<string, string>;
  /** Menu buttons by chat id; 0 is the default. */
  readonly menuButtons: Map<number, MenuButton>;
}

/** A human with an account. */
export interface Person {
  readonly user: User;
  readonly phone: string | undefined;
  deleted: boolean;
}

/** How a bot sits in a group or channel. */
export type Seat = 'member' | 'administrator' | 'left' | 'kicked';

/** A chat with its messages: a private one belongs to one bot, the others are shared. */
export interface Room {
  readonly chat: Chat;
  readonly person: Person | undefined;
  blocked: boolean;
  readonly seats: Map<number, Seat>;
  readonly members: Map<number, 'creator' | 'administrator' | 'member' | 'left'>;
  readonly messages: Map<number, Stored>;
  lastMessageId: number;
  keyboard: { readonly message_id: number; readonly markup: ReplyKeyboardMarkup } | undefined;
  migratedTo: number | undefined;
  readonly pinned: number[];
}

/** What stands under a message; anything but an inline keyboard makes it uneditable. */
export type MarkupKind = 'inline' | 'reply' | 'remove' | 'force';

/** A message as its chat keeps it; `message` is replaced, never changed. */
export interface Stored {
  message: Message;
  readonly by: number;
  readonly markup: MarkupKind | undefined;
  deleted: boolean;
  edits: number;
}

/** A pressed button and whether the bot has answered. */
export interface CallbackState {
  readonly query: CallbackQuery;
  readonly expires: number;
  answered_at: number | undefined;
  answer: Readonly<Record<string, unknown>> | undefined;
}
