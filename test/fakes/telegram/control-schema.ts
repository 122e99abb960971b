import { z } from 'zod';
import { FAULT_MODES } from './faults.ts';

const id = z.int();
const bot_id = id.optional();

/** A file a user sends: its bytes in base64, or only its size. */
const file = z.strictObject({
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
  content_base64: z.string().optional(),
  size: z.int().min(0).optional(),
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});

const entity = z.looseObject({ type: z.string(), offset: z.int(), length: z.int() });

/** Bodies of the control API; the client's types and the server's checks come from here. */
export const schemas = {
  bots: z.strictObject({
    token: z
      .string()
      .regex(/^\d+:[\w-]{10,80}$/)
      .optional(),
    username: z.string().optional(),
    first_name: z.string().optional(),
    can_read_all_group_messages: z.boolean().optional(),
  }),
  users: z.strictObject({
    id: id.positive().optional(),
    first_name: z.string().optional(),
    last_name: z.string().optional(),
    username: z.string().optional(),
    phone: z.string().optional(),
    language_code: z.string().optional(),
    /** Opens the private chat with the bot without any message. */
    started: z.boolean().optional(),
  }),
  chats: z.strictObject({
    id: id.negative().optional(),
    type: z.enum(['private', 'group', 'supergroup', 'channel']),
    title: z.string().optional(),
    username: z.string().optional(),
    user_id: id.optional(),
    user_ids: z.array(id).optional(),
    bot_status: z.enum(['member', 'administrator', 'left', 'kicked']).optional(),
  }),
  message: z.strictObject({
    bot_id,
    user_id: id,
    chat_id: id.optional(),
    text: z.string().optional(),
    caption: z.string().optional(),
    entities: z.array(entity).optional(),
    photo: file.optional(),
    document: file.optional(),
    location: z.strictObject({ latitude: z.number(), longitude: z.number() }).optional(),
    reply_to_message_id: id.optional(),
    forward_origin: z.looseObject({ type: z.string() }).optional(),
    /** The username of an inline bot. */
    via_bot: z.string().optional(),
    edit_message_id: id.optional(),
    /** More fields of the message as they are: voice, sticker, … */
    fields: z.looseObject({}).optional(),
  }),
  press: z.strictObject({ bot_id, user_id: id, chat_id: id.optional(), label: z.string() }),
  callback: z
    .strictObject({
      bot_id,
      user_id: id,
      chat_id: id.optional(),
      message_id: id,
      label: z.string().optional(),
      data: z.string().optional(),
      /** Sends `data` although no button has it, as a forging client would. */
      force: z.boolean().optional(),
    })
    .refine(({ label, data }) => label !== undefined || data !== undefined, 'label or data is needed'),
  contact: z.strictObject({
    bot_id,
    user_id: id,
    chat_id: id.optional(),
    phone_number: z.string(),
    /** Left out: the sender's own; null: a card without an account. */
    contact_user_id: id.nullable().optional(),
    first_name: z.string().optional(),
    forwarded: z.boolean().optional(),
    via_bot: z.boolean().optional(),
  }),
  update: z.looseObject({ bot_id, update_id: id.optional() }),
  again: z.strictObject({ bot_id }),
  delete: z.strictObject({ bot_id, chat_id: id, message_id: id }),
  member: z.union([
    z.strictObject({ bot_id, user_id: id, action: z.enum(['block', 'unblock', 'delete']) }),
    z.strictObject({
      bot_id,
      chat_id: id,
      action: z.enum(['kick', 'add', 'promote', 'demote', 'migrate']),
    }),
    z.strictObject({ bot_id, chat_id: id, user_id: id, action: z.enum(['join', 'leave']) }),
  ]),
  webapp: z.strictObject({
    bot_id,
    user_id: id,
    start_param: z.string().optional(),
    /** Unix seconds; now when left out. */
    auth_date: z.int().optional(),
  }),
  faults: z.strictObject({
    method: z.string(),
    match: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
    code: z.int().min(400).max(599).optional(),
    description: z.string().optional(),
    retry_after: z.int().min(1).optional(),
    times: z.int().min(1).default(1),
    delay_ms: z.int().min(0).optional(),
    mode: z.enum(FAULT_MODES).default('error'),
  }),
  limits: z.strictObject({
    enabled: z.boolean().optional(),
    private: z.strictObject({ per_second: z.number().positive(), burst: z.number().min(1) }).optional(),
    group: z.strictObject({ per_minute: z.number().min(1) }).optional(),
    global: z.strictObject({ per_second: z.number().min(1) }).optional(),
  }),
  clock: z.strictObject({ advance_ms: z.number().min(0) }),
  options: z.strictObject({
    local: z.boolean().optional(),
    webhook_time_scale: z.number().min(0).optional(),
  }),
  token: z.strictObject({ bot_id, revoked: z.boolean() }),
};

/** What a test may send to a control route. */
export type ControlBody<Route extends keyof typeof schemas> = z.input<(typeof schemas)[Route]>;
/** The same after the check. */
export type Checked<Route extends keyof typeof schemas> = z.output<(typeof schemas)[Route]>;
