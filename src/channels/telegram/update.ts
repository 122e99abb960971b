import { z } from 'zod';

const Id = z.int();

/** Something of which only the presence counts. */
const Anything = z.unknown().optional();

/** A tag such as `pt-br`; anything else counts as not told. */
const Language = z
  .string()
  .regex(/^[A-Za-z0-9-]{2,35}$/)
  .optional()
  .catch(undefined);

const User = z.object({
  id: Id,
  is_bot: z.boolean().optional(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: Language,
});
export type User = z.infer<typeof User>;

const Chat = z.object({ id: Id, type: z.enum(['private', 'group', 'supergroup', 'channel']) });
export type Chat = z.infer<typeof Chat>;

const Entity = z.object({ type: z.string(), offset: z.int(), length: z.int(), user: User.optional() });

const Attachment = z.object({
  file_id: z.string().regex(/^[\w-]+$/),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  file_size: z.int().optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** Contents that are noticed and not worked with. */
export const OTHER_CONTENTS = [
  'sticker',
  'poll',
  'dice',
  'story',
  'game',
  'checklist',
  'paid_media',
  'invoice',
] as const;

const Message = z.object({
  message_id: Id,
  chat: Chat,
  from: User.optional(),
  /** The message speaks for a chat: a channel post or an anonymous administrator. */
  sender_chat: Anything,
  forward_origin: Anything,
  via_bot: Anything,
  reply_to_message: z.object({ from: User.optional() }).optional(),
  text: z.string().optional(),
  entities: z.array(Entity).optional(),
  caption: z.string().optional(),
  caption_entities: z.array(Entity).optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().optional(),
      user_id: Id.optional(),
    })
    .optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  photo: z.array(Attachment).optional(),
  document: Attachment.optional(),
  video: Attachment.optional(),
  animation: Attachment.optional(),
  audio: Attachment.optional(),
  voice: Attachment.optional(),
  video_note: Attachment.optional(),
  migrate_to_chat_id: Id.optional(),
  migrate_from_chat_id: Id.optional(),
  ...(Object.fromEntries(OTHER_CONTENTS.map((name) => [name, Anything])) as Record<
    (typeof OTHER_CONTENTS)[number],
    typeof Anything
  >),
});
export type Message = z.infer<typeof Message>;

const CallbackQuery = z.object({
  id: z.string(),
  from: User,
  message: z.object({ chat: Chat }).optional(),
  data: z.string().optional(),
});
export type CallbackQuery = z.infer<typeof CallbackQuery>;

const Membership = z.object({
  chat: Chat,
  new_chat_member: z.object({ status: z.string(), is_member: z.boolean().optional() }),
});
export type Membership = z.infer<typeof Membership>;

/** The kinds of update that are asked for; the server remembers the list, so it is always sent. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** As much of a Telegram update as we read; the rest is dropped. */
export const Update = z.object({
  update_id: Id,
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: CallbackQuery.optional(),
  my_chat_member: Membership.optional(),
});
