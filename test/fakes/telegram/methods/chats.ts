import type { ChatMember } from '@grammyjs/types';
import { find } from '../messages.ts';
import type { Bot, Room } from '../model.ts';
import { badRequest } from '../refusal.ts';
import type { Handlers, MethodDeps } from './handlers.ts';

/** Chats and their members. */
export function createChatMethods({ world }: MethodDeps): Handlers {
  const checkPinRight = (bot: Bot, room: Room) => {
    if (room.chat.type !== 'private' && room.seats.get(bot.user.id) !== 'administrator') {
      throw badRequest('not enough rights to manage pinned messages in the chat');
    }
  };

  return {
    getChat(bot, { chat_id }) {
      const room = world.target(bot, chat_id, 'read');
      const pinned = room.pinned.flatMap((id) => find(room, id)?.message ?? []).at(-1);
      return {
        ...room.chat,
        accent_color_id: 0,
        max_reaction_count: 11,
        accepted_gift_types: {
          unlimited_gifts: false,
          limited_gifts: false,
          unique_gifts: false,
          premium_subscription: false,
          gifts_from_channels: false,
        },
        ...(pinned ? { pinned_message: pinned } : {}),
      };
    },

    getChatMember(bot, { chat_id, user_id }) {
      const room = world.target(bot, chat_id, 'read');
      const member = memberOf(room, user_id);
      if (!member) throw badRequest('user not found');
      return member;
    },

    pinChatMessage(bot, { chat_id, message_id }) {
      const room = world.target(bot, chat_id);
      if (!find(room, message_id)) throw badRequest('message to pin not found');
      checkPinRight(bot, room);
      if (!room.pinned.includes(message_id)) room.pinned.push(message_id);
      return true;
    },
    unpinChatMessage(bot, { chat_id, message_id }) {
      const room = world.target(bot, chat_id);
      checkPinRight(bot, room);
      const at = message_id === undefined ? room.pinned.length - 1 : room.pinned.indexOf(message_id);
      if (at < 0) throw badRequest('message to unpin not found');
      room.pinned.splice(at, 1);
      return true;
    },
    unpinAllChatMessages(bot, { chat_id }) {
      const room = world.target(bot, chat_id);
      checkPinRight(bot, room);
      room.pinned.length = 0;
      return true;
    },

    leaveChat(bot, { chat_id }) {
      const room = world.target(bot, chat_id);
      if (room.chat.type === 'private') {
        throw badRequest("chat member status can't be changed in private chats");
      }
      room.seats.set(bot.user.id, 'left');
      return true;
    },
  };

  function memberOf(room: Room, userId: number): ChatMember | undefined {
    const bot = world.bots.get(userId);
    if (bot)
      return botMember(bot, room.chat.type === 'private' ? 'member' : (room.seats.get(userId) ?? 'left'));
    const person = world.people.get(userId);
    if (!person) return undefined;
    const status = room.person?.user.id === userId ? 'member' : (room.members.get(userId) ?? 'left');
    if (status === 'creator') return { status, user: person.user, is_anonymous: false };
    if (status === 'administrator') return administrator(person.user);
    return { status, user: person.user };
  }
}

/** A bot as a member; also used by `my_chat_member` updates. */
export function botMember({ user }: Bot, status: 'member' | 'administrator' | 'left' | 'kicked'): ChatMember {
  const { id, is_bot, first_name, username } = user;
  const plain = { id, is_bot, first_name, username };
  if (status === 'administrator') return administrator(plain);
  return status === 'kicked' ? { status, user: plain, until_date: 0 } : { status, user: plain };
}

function administrator(user: ChatMember['user']): ChatMember {
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: true,
    can_manage_video_chats: true,
    can_restrict_members: true,
    can_promote_members: false,
    can_change_info: true,
    can_invite_users: true,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_pin_messages: true,
  } as ChatMember;
}
