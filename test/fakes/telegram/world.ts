import { randomBytes, randomInt } from 'node:crypto';
import type { Chat, User, UserFromGetMe } from '@grammyjs/types';
import type { VirtualClock } from './clock.ts';
import type { Bot, Person, Room, Seat } from './model.ts';
import { createPolling } from './polling.ts';
import { badRequest, forbidden } from './refusal.ts';
import { createUpdateQueue } from './updates.ts';
import { createWebhook, type WebhookOptions } from './webhook.ts';

export interface NewBot {
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  readonly first_name?: string | undefined;
  readonly can_read_all_group_messages?: boolean | undefined;
}

export interface NewPerson {
  readonly id?: number | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
  readonly username?: string | undefined;
  readonly phone?: string | undefined;
  readonly language_code?: string | undefined;
}

export interface NewRoom {
  readonly id?: number | undefined;
  readonly type: 'group' | 'supergroup' | 'channel';
  readonly title?: string | undefined;
  readonly username?: string | undefined;
  readonly user_ids?: readonly number[] | undefined;
  /** How every bot sits there from the start. */
  readonly seat?: Seat | undefined;
}

/** Everybody and every chat the fake knows. */
export interface World {
  readonly bots: Map<number, Bot>;
  readonly people: Map<number, Person>;
  readonly rooms: Map<number, Room>;
  addBot(fields: NewBot): Bot;
  addPerson(fields: NewPerson): Person;
  addRoom(fields: NewRoom): Room;
  botByToken(token: string): Bot | undefined;
  /** The private chat of a person, opened when it does not exist. */
  openPrivate(bot: Bot, person: Person): Room;
  /**
   * The chat a method may work on; refuses as the server does (unknown, never started, blocked, kicked,
   * migrated). Reading is possible in a chat whose user has blocked the bot.
   */
  target(bot: Bot, chatId: number | string, purpose?: 'write' | 'read'): Room;
  clear(): void;
}

type Execute = (bot: Bot, body: Record<string, unknown>) => void;

/** An empty world. `execute` runs calls that bots put into webhook answers. */
export function createWorld(
  clock: VirtualClock,
  webhookOptions: Omit<WebhookOptions, 'execute'>,
  execute: Execute,
): World {
  const bots = new Map<number, Bot>();
  const tokens = new Map<string, Bot>();
  const people = new Map<number, Person>();
  const rooms = new Map<number, Room>();
  // Ids beyond 32 bits on purpose: new Telegram accounts have them.
  let nextUserId = 5_000_000_001;
  let nextGroupId = -4_000_000_001;
  let nextSupergroupId = -1_002_000_000_001;

  const roomByName = (name: string) =>
    [...rooms.values()].find(({ chat }) => chat.username?.toLowerCase() === name.slice(1).toLowerCase());

  return {
    bots,
    people,
    rooms,

    addBot(fields) {
      const token =
        fields.token ?? `${randomInt(700_000_000, 799_999_999)}:${randomBytes(26).toString('base64url')}`;
      const id = Number(token.split(':')[0]);
      const known = tokens.get(token);
      if (known) return known;
      const queue = createUpdateQueue(clock);
      const webhook = createWebhook(clock, queue, {
        ...webhookOptions,
        execute: (body) => execute(bot, body),
      });
      const bot: Bot = {
        user: botUser(id, fields),
        token,
        revoked: false,
        privates: new Map(),
        queue,
        polling: createPolling(clock, queue, webhook.active),
        webhook,
        callbacks: new Map(),
        commands: new Map(),
        texts: new Map(),
        menuButtons: new Map(),
      };
      bots.set(id, bot);
      tokens.set(token, bot);
      return bot;
    },

    addPerson({ id = nextUserId++, first_name = 'Anna', last_name, username, language_code, phone }) {
      const user: User = {
        id,
        is_bot: false,
        first_name,
        ...(last_name ? { last_name } : {}),
        ...(username ? { username } : {}),
        ...(language_code ? { language_code } : {}),
      };
      const person: Person = { user, phone, deleted: false };
      people.set(id, person);
      return person;
    },

    addRoom({ id, type, title = 'Office', username, user_ids = [], seat = 'member' }) {
      const chatId = id ?? (type === 'group' ? nextGroupId-- : nextSupergroupId--);
      const named = username && type !== 'group' ? { username } : {};
      const room = emptyRoom({ id: chatId, type, title, ...named } as Chat);
      for (const bot of bots.values()) room.seats.set(bot.user.id, seat);
      for (const userId of user_ids) room.members.set(userId, 'member');
      rooms.set(chatId, room);
      return room;
    },

    botByToken: (token) => tokens.get(token),

    openPrivate(bot, person) {
      const known = bot.privates.get(person.user.id);
      if (known) return known;
      const { id, first_name, last_name, username } = person.user;
      const chat: Chat.PrivateChat = {
        id,
        type: 'private',
        first_name,
        ...(last_name ? { last_name } : {}),
        ...(username ? { username } : {}),
      };
      const room = emptyRoom(chat, person);
      bot.privates.set(id, room);
      return room;
    },

    target(bot, chatId, purpose = 'write') {
      if (typeof chatId === 'string') {
        const room = chatId.startsWith('@') ? roomByName(chatId) : undefined;
        if (!room) throw badRequest('chat not found');
        return checkSeat(bot, room);
      }
      if (chatId < 0) {
        const room = rooms.get(chatId);
        if (!room) throw badRequest('chat not found');
        return checkSeat(bot, room);
      }
      const person = people.get(chatId);
      if (!person) throw badRequest('chat not found');
      if (person.deleted) throw forbidden('user is deactivated');
      const room = bot.privates.get(chatId);
      if (!room) throw forbidden("bot can't initiate conversation with a user");
      if (room.blocked && purpose === 'write') throw forbidden('bot was blocked by the user');
      return room;
    },

    clear() {
      for (const bot of bots.values()) bot.webhook.stop();
      bots.clear();
      tokens.clear();
      people.clear();
      rooms.clear();
    },
  };
}

function checkSeat(bot: Bot, room: Room): Room {
  const { type } = room.chat;
  if (room.migratedTo !== undefined) {
    throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: room.migratedTo });
  }
  const place = type === 'channel' ? 'channel chat' : `${type} chat`;
  const seat = room.seats.get(bot.user.id);
  if (seat === 'kicked') throw forbidden(`bot was kicked from the ${place}`);
  if (seat === undefined || seat === 'left') throw forbidden(`bot is not a member of the ${place}`);
  return room;
}

const emptyRoom = (chat: Chat, person?: Person): Room => ({
  chat,
  person,
  blocked: false,
  seats: new Map(),
  members: new Map(),
  messages: new Map(),
  lastMessageId: 0,
  keyboard: undefined,
  migratedTo: undefined,
  pinned: [],
});

const botUser = (
  id: number,
  { username = `fake_${id}_bot`, first_name = 'Kontora', can_read_all_group_messages = true }: NewBot,
): UserFromGetMe => ({
  id,
  is_bot: true,
  first_name,
  username,
  can_join_groups: true,
  can_read_all_group_messages,
  supports_guest_queries: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
});
