import { afterEach, expect, vi } from 'vitest';
import { createTelegramControl } from './control.ts';
import { startFakeTelegram } from './server.ts';
import type { TelegramOptions } from './telegram.ts';

/** What a call answered. */
export interface Answer {
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error_code?: number;
  readonly description?: string;
  readonly parameters?: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
}

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** Resolves as soon as the assertion holds. */
export const eventually = <T>(assertion: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertion, { timeout: 10_000, interval: 2 });

/** A running fake with a bot, and Anna who has pressed Start; stopped after the test. */
export async function createRig(options: TelegramOptions = {}) {
  const fake = await startFakeTelegram(options);
  running.push(fake.stop);
  const control = createTelegramControl(fake.url);
  const bot = await control.bots({ username: 'kontora_test_bot', first_name: 'Kontora' });
  const anna = await control.users({ first_name: 'Anna', phone: '+79001234567', started: true });

  const call = async (method: string, parameters: object = {}, token = bot.token): Promise<Answer> => {
    const response = await fetch(`${fake.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
    });
    return (await response.json()) as Answer;
  };

  /** The result of a call that must succeed. */
  const ok = async <T = { message_id: number }>(method: string, parameters: object = {}): Promise<T> => {
    const answer = await call(method, parameters);
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
    return answer.result as T;
  };

  return {
    url: fake.url,
    telegram: fake.telegram,
    control,
    bot,
    anna,
    call,
    ok,
    /** Code and description of a call that must be refused. */
    async refusal(method: string, parameters: object = {}): Promise<string> {
      const answer = await call(method, parameters);
      if (answer.ok) throw new Error(`${method} was not refused`);
      return `${answer.error_code} ${answer.description}`;
    },
    /** Sends a text to Anna. */
    send: (text: string, more: object = {}) => ok('sendMessage', { chat_id: anna.id, text, ...more }),
    /** Resolves once the bot has made `count` polls in all and the last one waits. */
    pollWaits: (count = 1) =>
      eventually(() =>
        expect(fake.telegram.botOf(bot.id).polling.state()).toEqual({ waiting: true, made: count }),
      ),
    /** Updates that wait, by a short poll. */
    updates: (offset?: number) => ok<WaitingUpdate[]>('getUpdates', offset === undefined ? {} : { offset }),
  };
}

/** The parts of updates that tests look at. */
export interface WaitingUpdate {
  readonly update_id: number;
  readonly message?: {
    readonly message_id: number;
    readonly text?: string;
    readonly chat: { readonly id: number };
    readonly document?: { readonly file_id: string };
    readonly [field: string]: unknown;
  };
  readonly [kind: string]: unknown;
}

/** An inline keyboard of one row. */
export const inline = (...buttons: object[]) => ({ inline_keyboard: [buttons] });
/** A reply keyboard of one row. */
export const keyboard = (...buttons: (string | object)[]) => ({ keyboard: [buttons] });

/** A valid PNG header of the given size, padded with zeros to `bytes`. */
export function png(width: number, height: number, bytes = 64): Buffer<ArrayBuffer> {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32BE(0x89504e47, 0);
  buffer.writeUInt32BE(0x0d0a1a0a, 4);
  buffer.writeUInt32BE(width, 16);
  buffer.writeUInt32BE(height, 20);
  return buffer;
}
