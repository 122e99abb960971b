import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from '@grammyjs/types';
import type { MarkupKind } from './model.ts';
import { badRequest } from './refusal.ts';

export type AnyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

export type Markup =
  | { readonly kind: 'inline'; readonly markup: InlineKeyboardMarkup }
  | { readonly kind: 'reply'; readonly markup: ReplyKeyboardMarkup }
  | { readonly kind: Exclude<MarkupKind, 'inline' | 'reply'> };

/** The community's figure; the documentation names none. */
const MAX_BUTTONS = 100;

const INLINE_ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
] as const;

const REPLY_ACTIONS = [
  'request_users',
  'request_chat',
  'request_managed_bot',
  'request_contact',
  'request_location',
  'request_poll',
  'web_app',
] as const;

/** The markup a message carries, checked against the rules of keyboards; an empty inline keyboard is none. */
export function readMarkup(markup: AnyMarkup | undefined, chatType: string): Markup | undefined {
  if (!markup) return undefined;
  if ('inline_keyboard' in markup) return readInline(markup, chatType);
  if ('keyboard' in markup) return readReply(markup, chatType);
  if ('remove_keyboard' in markup) {
    if (!markup.remove_keyboard) throw badRequest('remove_keyboard must be True');
    return { kind: 'remove' };
  }
  if (!markup.force_reply) throw badRequest('force_reply must be True');
  return { kind: 'force' };
}

function readInline(markup: InlineKeyboardMarkup, chatType: string): Markup | undefined {
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  checkCount(rows);
  for (const button of rows.flat()) checkInlineButton(button, chatType);
  return rows.length > 0 ? { kind: 'inline', markup: { inline_keyboard: rows } } : undefined;
}

function checkInlineButton(button: InlineKeyboardButton, chatType: string): void {
  if (button.text.trim() === '')
    throw badRequest("can't parse inline keyboard button: Text must be non-empty");
  const actions = INLINE_ACTIONS.filter((action) => action in button && isSet(button, action));
  if (actions.length === 0) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (actions.length > 1) {
    throw badRequest(
      `can't parse inline keyboard button: it has more than one action: ${actions.join(', ')}`,
    );
  }
  if ('callback_data' in button && Buffer.byteLength(button.callback_data) > 64) {
    throw badRequest('BUTTON_DATA_INVALID');
  }
  if ('url' in button && !isButtonUrl(button.url)) {
    throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
  }
  if ('web_app' in button) checkWebApp(button.web_app.url, chatType);
  if ('pay' in button || 'callback_game' in button) throw badRequest('BUTTON_TYPE_INVALID');
}

/** `switch_inline_query` may be empty on purpose; other empty actions are no action. */
function isSet(button: InlineKeyboardButton, action: (typeof INLINE_ACTIONS)[number]): boolean {
  const value: unknown = Reflect.get(button, action);
  return action.startsWith('switch_inline_query') || (value !== '' && value !== false);
}

const isButtonUrl = (url: string): boolean =>
  /^tg:\/\/\S+$/.test(url) ||
  (/^(https?:\/\/)?[^\s/]+\.[^\s]+$/i.test(url) && !/^[a-z]+:(?!\/\/)/i.test(url));

function readReply(markup: ReplyKeyboardMarkup, chatType: string): Markup {
  const keyboard = markup.keyboard.filter((row) => row.length > 0);
  if (keyboard.length === 0) throw badRequest('reply keyboard is empty');
  checkCount(keyboard);
  for (const button of keyboard.flat()) checkReplyButton(button, chatType);
  return { kind: 'reply', markup: { ...markup, keyboard } };
}

function checkReplyButton(button: string | KeyboardButton, chatType: string): void {
  const text = typeof button === 'string' ? button : button.text;
  if (text.trim() === '') throw badRequest("can't parse keyboard button: Text must be non-empty");
  if (typeof button === 'string') return;
  const actions = REPLY_ACTIONS.filter((action) => action in button && Reflect.get(button, action) !== false);
  if (actions.length > 1) {
    throw badRequest(`can't parse keyboard button: it has more than one action: ${actions.join(', ')}`);
  }
  if (actions.length > 0 && chatType !== 'private') {
    const what =
      actions[0] === 'request_contact' ? 'phone number' : (actions[0] ?? '').replace(/^request_/, '');
    throw badRequest(`${what.replace('_', ' ')} can be requested in private chats only`);
  }
  if ('web_app' in button) checkWebApp(button.web_app.url, chatType);
}

function checkWebApp(url: string, chatType: string): void {
  if (chatType !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
  if (!url.startsWith('https://')) {
    throw badRequest(`inline keyboard button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
}

function checkCount(rows: readonly (readonly unknown[])[]): void {
  if (rows.flat().length > MAX_BUTTONS) throw badRequest('reply markup is too long');
}
