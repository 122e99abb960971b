import type { Message, User } from '@grammyjs/types';
import type { VirtualClock } from './clock.ts';
import { ControlError } from './control-error.ts';
import type { Checked } from './control-schema.ts';
import { captionFields, format, textFields } from './entities.ts';
import { documentOf, type Files, type NewFile } from './files.ts';
import { actionOf, buttonData, labelOf } from './keyboard.ts';
import { chatLane, laneOf, userLane } from './lanes.ts';
import { find, type MessageFields, type Messages } from './messages.ts';
import type { Bot, Person, Room, Stored } from './model.ts';
import type { World } from './world.ts';

/** What an action of a user made; `queued` is false when `allowed_updates` kept the update from the bot. */
export interface ActionResult {
  readonly update_id: number;
  readonly message_id: number;
  readonly queued: boolean;
}

export interface RawResult {
  readonly update_id: number;
  readonly queued: boolean;
}

/** What people do in their Telegram apps. */
export interface Actions {
  message(action: Checked<'message'>): ActionResult;
  press(action: Checked<'press'>): ActionResult;
  callback(action: Checked<'callback'>): ActionResult & { readonly callback_query_id: string };
  contact(action: Checked<'contact'>): ActionResult;
  /** Queues an update as it is, known or not. */
  update(update: Checked<'update'>): RawResult;
  /** Delivers the newest update once more, under the same id. */
  again(action: Checked<'again'>): RawResult;
  /** Deletes a message on the user's side; bots are not told. */
  remove(action: Checked<'delete'>): void;
}

export interface ActionDeps {
  readonly world: World;
  readonly messages: Messages;
  readonly files: Files;
  readonly clock: VirtualClock;
  /** How many callback queries of a bot are remembered. */
  readonly keep: number;
  /** The bot a control call means: the named one, else the first. */
  readonly botOf: (id: number | undefined) => Bot;
  /** Lets the bot back into a private chat and tells it. */
  readonly unblock: (bot: Bot, room: Room) => void;
}

const CALLBACK_MS = 150_000;

export function createActions(deps: ActionDeps): Actions {
  const { world, messages, files, clock, keep, botOf, unblock } = deps;
  let lastCallbackId = 4_000_000_000_000_000_000n;

  const personOf = (userId: number): Person => {
    const person = world.people.get(userId);
    if (!person) throw new ControlError(404, `no user ${userId}`);
    if (person.deleted) throw new ControlError(409, `user ${userId} has deleted the account`);
    return person;
  };

  const roomOf = (bot: Bot, chatId: number): Room => {
    const room = chatId > 0 ? bot.privates.get(chatId) : world.rooms.get(chatId);
    if (!room) throw new ControlError(404, `no chat ${chatId}`);
    return room;
  };

  /** The chat a user writes to; writing to the bot in private opens that chat, `/start` unblocks it. */
  const enter = (bot: Bot, person: Person, chatId = person.user.id, text = ''): Room => {
    if (chatId !== person.user.id) return roomOf(bot, chatId);
    const room = world.openPrivate(bot, person);
    if (room.blocked) {
      if (!text.startsWith('/start')) throw new ControlError(409, `user ${chatId} has blocked the bot`);
      unblock(bot, room);
    }
    return room;
  };

  /** Tells every bot that may see the message; answers for `bot`. */
  const tell = (
    bot: Bot,
    room: Room,
    kind: 'message' | 'edited_message',
    { message }: Stored,
  ): ActionResult => {
    const name = room.chat.type === 'channel' ? kind.replace('message', 'channel_post') : kind;
    const watchers = room.person ? [bot] : [...world.bots.values()].filter((one) => sees(one, room, message));
    let answer: RawResult = { update_id: 0, queued: false };
    for (const watcher of watchers) {
      const added = watcher.queue.add(name, message, chatLane(room.chat.id));
      if (watcher === bot) answer = added;
    }
    return { ...answer, message_id: message.message_id };
  };

  const say = (bot: Bot, person: Person, room: Room, fields: MessageFields): ActionResult =>
    tell(bot, room, 'message', messages.postByPerson(person, room, fields));

  const mediaOf = ({ photo, document }: Checked<'message'>): MessageFields => {
    if (photo) return { photo: files.photoSizes(files.add('photo', fileOf(photo))) };
    return document ? { document: documentOf(files.add('document', fileOf(document))) } : {};
  };

  const contentOf = (room: Room, action: Checked<'message'>): MessageFields => {
    const entities = action.entities as Message['entities'];
    const { text, caption, location, reply_to_message_id, forward_origin, via_bot } = action;
    return {
      ...(text === undefined ? {} : textFields(format(text, { entities }))),
      ...(caption === undefined ? {} : captionFields(format(caption, { entities }))),
      ...mediaOf(action),
      ...(location ? { location } : {}),
      ...(reply_to_message_id === undefined ? {} : messages.reply(room, { message_id: reply_to_message_id })),
      ...(forward_origin
        ? { forward_origin: forward_origin as unknown as Message['forward_origin'] & {} }
        : {}),
      ...(via_bot ? { via_bot: inlineBot(via_bot) } : {}),
      ...(action.fields as MessageFields | undefined),
    };
  };

  return {
    message(action) {
      const bot = botOf(action.bot_id);
      const person = personOf(action.user_id);
      const room = enter(bot, person, action.chat_id, action.text);
      const content = contentOf(room, action);
      if (Object.keys(content).length === 0) throw new ControlError(400, 'the message has no content');
      if (action.edit_message_id === undefined) return say(bot, person, room, content);
      const stored = find(room, action.edit_message_id);
      if (stored?.by !== person.user.id) throw new ControlError(404, 'the user has no such message');
      messages.edit(stored, { entities: undefined, ...content });
      return tell(bot, room, 'edited_message', stored);
    },

    press({ user_id, chat_id, label, bot_id }) {
      const bot = botOf(bot_id);
      const person = personOf(user_id);
      const room = enter(bot, person, chat_id);
      const button = room.keyboard?.markup.keyboard.flat().find((one) => labelOf(one) === label);
      if (!button) throw new ControlError(409, `the current keyboard has no button "${label}"`);
      const action = actionOf(button);
      if (!action) return say(bot, person, room, textFields(format(label)));
      if (action === 'request_contact') return say(bot, person, room, { contact: ownContact(person) });
      if (action === 'request_location') {
        return say(bot, person, room, { location: { latitude: 55.75, longitude: 37.62 } });
      }
      throw new ControlError(501, `a button with ${action} cannot be pressed here`);
    },

    callback({ user_id, chat_id = user_id, message_id, label, data, force = false, bot_id }) {
      const bot = botOf(bot_id);
      const { user: from } = personOf(user_id);
      const room = roomOf(bot, chat_id);
      const stored = force ? room.messages.get(message_id) : find(room, message_id);
      if (!stored) throw new ControlError(404, `no message ${message_id}`);
      const pressed = force && data !== undefined ? data : buttonData(stored.message, { label, data });
      const message = stored.deleted ? { chat: room.chat, message_id, date: 0 as const } : stored.message;
      const id = String(++lastCallbackId);
      const query = { id, from, message, chat_instance: String(Math.abs(chat_id) + 7e15), data: pressed };
      const expires = clock.now() + CALLBACK_MS;
      bot.callbacks.set(id, { query, expires, answered_at: undefined, answer: undefined });
      const [oldest] = bot.callbacks.keys();
      if (bot.callbacks.size > keep && oldest !== undefined) bot.callbacks.delete(oldest);
      return {
        ...bot.queue.add('callback_query', query, userLane(user_id)),
        message_id,
        callback_query_id: id,
      };
    },

    contact({ user_id, chat_id, phone_number, contact_user_id = user_id, forwarded, via_bot, ...rest }) {
      const bot = botOf(rest.bot_id);
      const person = personOf(user_id);
      const room = enter(bot, person, chat_id);
      const first_name = rest.first_name ?? person.user.first_name;
      const owner = contact_user_id === null ? {} : { user_id: contact_user_id };
      const origin = { type: 'hidden_user' as const, sender_user_name: 'Somebody', date: clock.seconds() };
      return say(bot, person, room, {
        contact: { phone_number, first_name, ...owner },
        ...(forwarded ? { forward_origin: origin } : {}),
        ...(via_bot ? { via_bot: inlineBot('contacts_bot') } : {}),
      });
    },

    update({ bot_id, update_id, ...payloads }) {
      const [[kind, payload] = []] = Object.entries(payloads);
      if (kind === undefined) throw new ControlError(400, 'the update has no payload');
      return botOf(bot_id).queue.add(kind, payload, laneOf(kind, payload), update_id);
    },

    again({ bot_id }) {
      const { queue } = botOf(bot_id);
      const { update_id, ...payloads } = queue.last() ?? {};
      const [[kind, payload] = []] = Object.entries(payloads);
      if (kind === undefined) throw new ControlError(409, 'there was no update yet');
      return queue.add(kind, payload, laneOf(kind, payload), update_id);
    },

    remove({ bot_id, chat_id, message_id }) {
      const room = roomOf(botOf(bot_id), chat_id);
      const stored = find(room, message_id);
      if (!stored) throw new ControlError(404, `no message ${message_id}`);
      messages.remove(room, stored);
    },
  };
}

/** In privacy mode a bot sees commands, replies to itself and its own name only. */
function sees({ user }: Bot, { seats }: Room, { text = '', reply_to_message }: Message): boolean {
  const seat = seats.get(user.id);
  if (seat !== 'member' && seat !== 'administrator') return false;
  if (user.can_read_all_group_messages || seat === 'administrator') return true;
  return text.startsWith('/') || text.includes(`@${user.username}`) || reply_to_message?.from?.id === user.id;
}

function ownContact({ user, phone }: Person): NonNullable<Message['contact']> {
  if (!phone) throw new ControlError(409, `user ${user.id} has no phone`);
  const { id, first_name, last_name } = user;
  return { phone_number: phone, first_name, ...(last_name ? { last_name } : {}), user_id: id };
}

const inlineBot = (username: string): User => ({
  id: 42_000_000,
  is_bot: true,
  first_name: username,
  username,
});

const fileOf = ({
  content_base64,
  file_name,
  mime_type,
  ...rest
}: Checked<'message'>['document'] & {}): NewFile => ({
  ...rest,
  name: file_name,
  mime: mime_type,
  bytes: content_base64 === undefined ? undefined : Buffer.from(content_base64, 'base64'),
});
