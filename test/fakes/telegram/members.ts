import type { ChatMember, User } from '@grammyjs/types';
import type { VirtualClock } from './clock.ts';
import { ControlError } from './control-error.ts';
import type { Checked } from './control-schema.ts';
import { chatLane, memberLane } from './lanes.ts';
import type { MessageFields, Messages } from './messages.ts';
import { botMember } from './methods/chats.ts';
import type { Bot, Person, Room, Seat } from './model.ts';
import type { World } from './world.ts';

/** What a change of membership made. */
export interface MemberResult {
  readonly update_id?: number;
  /** The supergroup that replaced a group. */
  readonly chat_id?: number;
}

/** Coming, going, blocking, kicking, upgrading. */
export interface Members {
  change(action: Checked<'member'>): MemberResult;
  unblock(bot: Bot, room: Room): void;
}

export interface MemberDeps {
  readonly world: World;
  readonly messages: Messages;
  readonly clock: VirtualClock;
  readonly botOf: (id: number | undefined) => Bot;
}

/** Whoever runs a group when nobody is named. */
const ADMIN: User = { id: 4_999_999_999, is_bot: false, first_name: 'Admin' };

export function createMembers({ world, messages, clock, botOf }: MemberDeps): Members {
  const announce = (bot: Bot, room: Room, from: User, before: ChatMember, after: ChatMember) =>
    bot.queue.add(
      'my_chat_member',
      { chat: room.chat, from, date: clock.seconds(), old_chat_member: before, new_chat_member: after },
      memberLane(room.chat.id),
    );

  const setBlocked = (bot: Bot, room: Room, person: Person, blocked: boolean): MemberResult => {
    if (room.blocked === blocked) {
      throw new ControlError(409, `the bot is ${blocked ? 'already' : 'not'} blocked`);
    }
    room.blocked = blocked;
    const states = [botMember(bot, 'member'), botMember(bot, 'kicked')] as const;
    const [before, after] = blocked ? states : ([states[1], states[0]] as const);
    return { update_id: announce(bot, room, person.user, before, after).update_id };
  };

  const setSeat = (bot: Bot, room: Room, seat: Seat): MemberResult => {
    const before = room.seats.get(bot.user.id) ?? 'left';
    room.seats.set(bot.user.id, seat);
    return {
      update_id: announce(bot, room, ADMIN, botMember(bot, before), botMember(bot, seat)).update_id,
    };
  };

  const serve = (room: Room, from: User, fields: MessageFields) => {
    const person: Person = { user: from, phone: undefined, deleted: false };
    const { message } = messages.postByPerson(person, room, fields);
    for (const bot of world.bots.values()) {
      const seat = room.seats.get(bot.user.id);
      if (seat === 'member' || seat === 'administrator') {
        bot.queue.add('message', message, chatLane(room.chat.id));
      }
    }
  };

  const migrate = (room: Room): MemberResult => {
    if (room.chat.type !== 'group') throw new ControlError(409, 'only a group can become a supergroup');
    if (room.migratedTo !== undefined) throw new ControlError(409, 'the group has migrated already');
    const next = world.addRoom({ type: 'supergroup', title: room.chat.title });
    for (const [id, seat] of room.seats) next.seats.set(id, seat);
    for (const [id, status] of room.members) next.members.set(id, status);
    serve(room, ADMIN, { migrate_to_chat_id: next.chat.id });
    serve(next, ADMIN, { migrate_from_chat_id: room.chat.id });
    room.migratedTo = next.chat.id;
    return { chat_id: next.chat.id };
  };

  const setMember = (room: Room, userId: number, action: 'join' | 'leave'): MemberResult => {
    const person = world.people.get(userId);
    if (!person) throw new ControlError(404, `no user ${userId}`);
    const before = room.members.get(userId) === 'member' ? 'member' : 'left';
    const after = action === 'join' ? 'member' : 'left';
    room.members.set(userId, after);
    const { user } = person;
    serve(room, user, action === 'join' ? { new_chat_members: [user] } : { left_chat_member: user });
    for (const bot of world.bots.values()) {
      if (room.seats.get(bot.user.id) !== 'administrator') continue;
      const states = { old_chat_member: { status: before, user }, new_chat_member: { status: after, user } };
      bot.queue.add(
        'chat_member',
        { chat: room.chat, from: user, date: clock.seconds(), ...states },
        memberLane(room.chat.id),
      );
    }
    return {};
  };

  const roomOf = (chatId: number): Room => {
    const room = world.rooms.get(chatId);
    if (!room) throw new ControlError(404, `no chat ${chatId}`);
    return room;
  };

  return {
    unblock(bot, room) {
      if (room.person) setBlocked(bot, room, room.person, false);
    },
    change(action) {
      const bot = botOf(action.bot_id);
      switch (action.action) {
        case 'block':
        case 'unblock':
        case 'delete': {
          const person = world.people.get(action.user_id);
          if (!person) throw new ControlError(404, `no user ${action.user_id}`);
          if (action.action !== 'delete') {
            return setBlocked(bot, world.openPrivate(bot, person), person, action.action === 'block');
          }
          person.deleted = true;
          return {};
        }
        case 'kick':
          return setSeat(bot, roomOf(action.chat_id), 'kicked');
        case 'add':
        case 'demote':
          return setSeat(bot, roomOf(action.chat_id), 'member');
        case 'promote':
          return setSeat(bot, roomOf(action.chat_id), 'administrator');
        case 'migrate':
          return migrate(roomOf(action.chat_id));
        case 'join':
        case 'leave':
          return setMember(roomOf(action.chat_id), action.user_id, action.action);
      }
    },
  };
}
