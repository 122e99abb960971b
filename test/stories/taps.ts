import { randomUUID } from 'node:crypto';
import type { Actor } from '#test/actors/actor.ts';
import type { TestOffice } from '#test/actors/office.ts';
import type { TelegramActor } from '#test/actors/telegram.ts';
import type { WebchatActor } from '#test/actors/webchat.ts';

/** A button as it goes over the wire: anybody can send the same bytes, as often as they like. */
export interface Tap {
  /** Pressed by somebody of the same channel, whether they were shown the button or not. */
  by(actor: Actor): Promise<void>;
}

/** The newest button with this label that the actor was shown. */
export const tapOn = async (office: TestOffice, actor: Actor, label: string): Promise<Tap> => {
  if (isTelegram(actor)) return telegramTap(office, actor, label);
  if (isWebchat(actor)) return webchatTap(office, actor, label);
  throw new Error(`nobody taps on ${actor.channel}`);
};

const isTelegram = (actor: Actor): actor is TelegramActor => actor.channel === 'telegram';
const isWebchat = (actor: Actor): actor is WebchatActor => actor.channel === 'webchat';

const telegramTap = async (office: TestOffice, { userId }: TelegramActor, label: string): Promise<Tap> => {
  const calls = await office.telegram.outbox({ chat_id: userId });
  for (const { parameters, result } of calls.toReversed()) {
    const { reply_markup: markup } = parameters as {
      reply_markup?: { inline_keyboard?: { text: string; callback_data?: string }[][] };
    };
    const data = markup?.inline_keyboard?.flat().find(({ text }) => text === label)?.callback_data;
    if (data === undefined) continue;
    const { message_id } = result as { message_id: number };
    return {
      by: async (actor) => {
        if (!isTelegram(actor)) return;
        // Telegram vouches for who presses in which chat; the data is whatever the program of the person sends.
        const mine = actor.userId === userId ? message_id : await lastMessage(office, actor);
        await office.telegram.callback({ user_id: actor.userId, message_id: mine, data, force: true });
      },
    };
  }
  throw new Error(`nothing has a button "${label}"`);
};

const lastMessage = async (office: TestOffice, { userId }: TelegramActor): Promise<number> => {
  const { messages } = await office.telegram.chat(userId);
  return messages.findLast(({ by, deleted }) => by === 'bot' && !deleted)?.message_id ?? 0;
};

const webchatTap = async (office: TestOffice, { token }: WebchatActor, label: string): Promise<Tap> => {
  const answer = await fetch(`${office.base()}/api/v1/chat`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { messages } = (await answer.json()) as {
    messages: { id: string; buttons: { label: string; button: number }[][] | null }[];
  };
  for (const { id, buttons } of messages.toReversed()) {
    const found = buttons?.flat().find((one) => one.label === label);
    if (!found) continue;
    return {
      by: async (actor) => {
        if (!isWebchat(actor)) return;
        const pressed = await fetch(`${office.base()}/api/v1/chat/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${actor.token}` },
          body: JSON.stringify({ id: randomUUID(), choice: { message_id: id, button: found.button } }),
        });
        // Whoever taps too fast is asked to wait.
        if (pressed.status !== 202 && pressed.status !== 429)
          throw new Error(`the office answered ${pressed.status}`);
      },
    };
  }
  throw new Error(`nothing has a button "${label}"`);
};
