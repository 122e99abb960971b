import type {
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import type { OutgoingMessage } from '#modules/conversations/index.ts';

/** Longest `callback_data`, in bytes of UTF-8. */
const MAX_TOKEN_BYTES = 64;

/** Whether an address is a private chat: groups have negative ids. */
const isPrivate = (address: string): boolean => !address.startsWith('-');

/** The buttons under a message; undefined when it has none. Throws on a token that Telegram cannot carry. */
export const buttonsOf = ({ buttons = [] }: OutgoingMessage): InlineKeyboardMarkup | undefined => {
  const rows = buttons.filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  return {
    inline_keyboard: rows.map((row) =>
      row.map(({ label, token }) => {
        if (token === '' || Buffer.byteLength(token) > MAX_TOKEN_BYTES)
          throw new Error(`a button token must have 1 to ${MAX_TOKEN_BYTES} bytes`);
        return { text: label, callback_data: token };
      }),
    ),
  };
};

/** The persistent keyboard of a message; keys that ask for a contact work in private chats only. */
export const keyboardOf = ({
  keyboard,
  address,
}: OutgoingMessage): ReplyKeyboardMarkup | ReplyKeyboardRemove | undefined => {
  if (keyboard === undefined) return undefined;
  if (keyboard === 'none') return { remove_keyboard: true };
  const rows = keyboard
    .map((row) =>
      row.flatMap(({ label, contact }): KeyboardButton[] => {
        if (!contact) return [{ text: label }];
        return isPrivate(address) ? [{ text: label, request_contact: true }] : [];
      }),
    )
    .filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  // Asked for once: it must not stay in view while other questions follow.
  const isOnce = keyboard.some((row) => row.some(({ contact }) => contact));
  return isOnce
    ? { keyboard: rows, resize_keyboard: true, one_time_keyboard: true }
    : { keyboard: rows, resize_keyboard: true, is_persistent: true };
};
