import type { KeyboardButton, Message } from '@grammyjs/types';
import { ControlError } from './control-error.ts';

/** The label of a reply button. */
export const labelOf = (button: string | KeyboardButton): string =>
  typeof button === 'string' ? button : button.text;

/** What a reply button does beside sending its text. */
export const actionOf = (button: string | KeyboardButton): string | undefined =>
  typeof button === 'string'
    ? undefined
    : Object.entries(button).find(
        ([name, value]) => (name.startsWith('request_') || name === 'web_app') && value !== false,
      )?.[0];

/** The data of an inline button of a message, found by its label or by the data itself; 409 when absent. */
export function buttonData(
  message: Message,
  wanted: { readonly label?: string | undefined; readonly data?: string | undefined },
): string {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
  const button = buttons.find((one) =>
    wanted.label === undefined ? dataOf(one) === wanted.data : one.text === wanted.label,
  );
  const data = button && dataOf(button);
  if (data !== undefined) return data;
  const what = wanted.label === undefined ? `data "${wanted.data}"` : `label "${wanted.label}"`;
  throw new ControlError(409, `message ${message.message_id} has no callback button with the ${what}`);
}

const dataOf = (button: object): string | undefined =>
  'callback_data' in button && typeof button.callback_data === 'string' ? button.callback_data : undefined;
