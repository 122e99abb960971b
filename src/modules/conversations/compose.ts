import type { Locale } from '#kernel/locale.ts';
import { cleanText, shorten, splitText } from '#kernel/text.ts';
import type { Capabilities } from './channel.ts';
import type { Reply } from './dialogue.ts';
import type { Button, Content, Key } from './schema.ts';
import { texts } from './texts.ts';

/** A message as it will be queued. */
export interface Composed {
  readonly content: Content;
  readonly replace: boolean;
  readonly inDoubt: 'repeat' | 'once';
}

/**
 * Turns replies into messages that the channel can show: long text is split (under a picture cut), buttons
 * become a numbered list and pictures are left out where there are none. `keyboard` is put on the last message that can carry it; `keyboardShown`
 * tells whether one could.
 */
export const compose = (
  replies: readonly Reply[],
  {
    capabilities,
    locale,
    keyboard,
  }: {
    capabilities: Capabilities;
    locale: Locale;
    /** The persistent keyboard to bring up, when it differs from the one shown. */
    keyboard: readonly (readonly Key[])[] | undefined;
  },
): { readonly messages: readonly Composed[]; readonly keyboardShown: boolean } => {
  const messages = replies.flatMap((reply) => composeOne(reply, capabilities, locale));
  const carrier = keyboard && messages.findLastIndex(({ content, replace }) => !content.buttons && !replace);
  if (!keyboard || carrier === undefined || carrier < 0) return { messages, keyboardShown: false };
  const shown = keyboard.length === 0 ? 'none' : keyboard.map((row) => [...row]);
  return {
    messages: messages.map((message, index) =>
      index === carrier ? { ...message, content: { ...message.content, keyboard: shown } } : message,
    ),
    keyboardShown: true,
  };
};

const composeOne = (reply: Reply, capabilities: Capabilities, locale: Locale): Composed[] => {
  const buttons = reply.buttons?.filter((row) => row.length > 0) ?? [];
  const listed = buttons.length > 0 && !capabilities.buttons;
  const text = cleanText(listed ? `${reply.text}\n\n${numbered(buttons.flat(), locale)}` : reply.text);
  const { maxText, maxCaption } = capabilities;
  // A list that is cut would lose choices: then rather without the picture.
  const pictured = maxCaption !== undefined && !(listed && text.length > maxCaption);
  const photo = pictured ? reply.photo : undefined;
  const parts = photo ? [shorten(text, maxCaption ?? maxText)] : splitText(text, maxText);
  return parts.map((part, index) => ({
    content: {
      text: part,
      ...(photo ? { photo: { id: photo.id, title: cleanText(photo.title) } } : {}),
      ...(index === parts.length - 1 && buttons.length > 0 && !listed
        ? { buttons: buttons.map((row) => row.map(({ label, value }) => ({ label, value }))) }
        : {}),
      ...(reply.secret ? { secret: true } : {}),
    },
    replace: reply.replace === true && capabilities.edits && parts.length === 1,
    inDoubt: reply.inDoubt ?? 'repeat',
  }));
};

const numbered = (buttons: readonly Button[], locale: Locale): string =>
  [texts[locale].chooseNumber, ...buttons.map(({ label }, index) => `${index + 1}. ${label}`)].join('\n');
