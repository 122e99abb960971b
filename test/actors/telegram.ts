import { expect, vi } from 'vitest';
import type { TelegramControl } from '#test/fakes/telegram/control.ts';
import { PATIENCE } from '#test/patience.ts';
import { type Actor, unheard } from './actor.ts';

/** Somebody with a Telegram account. */
export interface TelegramActor extends Actor {
  readonly userId: number;
  readonly phone: string;
}

/** A new user of the fake Telegram who talks to its bot. */
export const telegramActor = async (
  control: TelegramControl,
  { name, phone, language, id }: { name: string; phone: string; language: string; id?: number },
): Promise<TelegramActor> => {
  const [first = name, last] = name.split(' ');
  const user = await control.users({
    first_name: first,
    ...(last === undefined ? {} : { last_name: last }),
    phone,
    language_code: language,
    ...(id === undefined ? {} : { id }),
  });
  const chat_id = user.id;
  const spoken = await control.outbox();
  let heardUpTo = spoken.at(-1)?.sequence ?? 0;

  return {
    channel: 'telegram',
    userId: user.id,
    phone,
    says: async (text) => void (await control.message({ user_id: user.id, text })),
    presses: async (label) => {
      const { messages, reply_keyboard } = await control.chat(chat_id);
      const shown = messages.findLast(({ deleted, buttons }) => !deleted && buttons.flat().includes(label));
      const key = reply_keyboard?.keyboard
        .flat()
        .some((button) => (typeof button === 'string' ? button : button.text) === label);
      if (shown) await control.callback({ user_id: user.id, chat_id, message_id: shown.message_id, label });
      else if (key) await control.press({ user_id: user.id, label });
      else throw new Error(`there is no button "${label}" in\n${await control.chatText(chat_id)}`);
    },
    sharesPhone: async () => void (await control.contact({ user_id: user.id, phone_number: phone })),
    sends: async ({ name: file_name, content, caption }) => {
      const content_base64 = Buffer.from(content).toString('base64');
      const document = { file_name, content_base64 };
      await control.message({ user_id: user.id, document, ...(caption === undefined ? {} : { caption }) });
    },
    repeats: async () => void (await control.again()),
    hears: async (pattern) => {
      const since: string[] = [];
      const deadline = performance.now() + PATIENCE.timeout;
      for (;;) {
        const left = Math.max(1, Math.round(deadline - performance.now()));
        const call = await control.wait({ chat_id, after: heardUpTo, timeout_ms: left });
        if (!call) throw unheard(pattern, since);
        heardUpTo = call.sequence;
        const { media } = call.parameters as { media?: { caption?: string } };
        const text = String(call.parameters.text ?? call.parameters.caption ?? media?.caption ?? '');
        if (pattern.test(text)) return text;
        since.push(text);
      }
    },
    gets: async (name) => {
      const id = await vi.waitFor(async () => {
        const { messages } = await control.chat(chat_id);
        const sent = messages.findLast(
          ({ by, message }) => by === 'bot' && message.document?.file_name === name,
        );
        return sent?.message.document?.file_id ?? expect.fail(`there is no file ${name}`);
      }, PATIENCE);
      return control.files(id);
    },
    heard: async () => {
      const { messages } = await control.chat(chat_id);
      return messages.filter(({ by }) => by === 'bot').map(({ text }) => text);
    },
    sees: async () => {
      const { messages } = await control.chat(chat_id);
      const newest = messages.findLast(({ by, deleted }) => by === 'bot' && !deleted);
      if (!newest) throw new Error('the office has said nothing');
      const { text = '', caption = text, photo } = newest.message;
      return { text: caption, picture: photo !== undefined, buttons: newest.buttons };
    },
    keys: async () => {
      const { reply_keyboard } = await control.chat(chat_id);
      return reply_keyboard?.keyboard.flat().map((key) => (typeof key === 'string' ? key : key.text)) ?? [];
    },
  };
};
