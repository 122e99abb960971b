import { localeOf } from '#kernel/locale.ts';
import type { Clock } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import type { Client } from './client.ts';
import { failureOf } from './errors.ts';
import type { Reading } from './hear.ts';
import { texts } from './texts.ts';

/** Strangers told a second, so that a crowd of them cannot use up the bot's own allowance. */
const DENIALS_PER_SECOND = 5;

/** The outer gate: with an allow-list, nothing of any other chat comes in (S4-03, S4-10, S4-11). */
export const createGate = ({
  allowed,
  api,
  clock,
  log,
}: {
  /** Chat ids; empty: everyone is let in. */
  allowed: ReadonlySet<string>;
  api: Client['api'];
  clock: Clock;
  log: Log;
}) => {
  const told = new Set<string>();
  let second = 0;
  let silentUntil = 0;

  /** Once a second for each chat and kind of update, and only while Telegram has not told us to wait. */
  const mayTell = (key: string): boolean => {
    const now = clock.now();
    if (now - second >= 1_000) {
      second = now;
      told.clear();
    }
    if (now < silentUntil || told.size >= DENIALS_PER_SECOND || told.has(key)) return false;
    told.add(key);
    return true;
  };

  return {
    admits: (chat: string): boolean => allowed.size === 0 || allowed.has(chat),
    /** Tells a stranger that the bot is closed, where there is something to answer. */
    deny: async ({ chat, language, callback, event }: Reading): Promise<void> => {
      log.info(
        { update: event?.type ?? 'callback' },
        'refused a chat that is not on TELEGRAM_ALLOWED_CHAT_IDS',
      );
      const text = texts[localeOf(language)].closed;
      try {
        if (callback !== undefined) {
          if (mayTell(`callback ${chat}`))
            await api.answerCallbackQuery({ callback_query_id: callback, text, show_alert: true });
        } else if (event?.type === 'message' && mayTell(chat))
          await api.sendMessage({ chat_id: Number(chat), text });
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') silentUntil = clock.now() + failure.afterMs;
        log.debug({ reason: failure.reason }, 'a refusal could not be told');
      }
    },
  };
};

export type Gate = ReturnType<typeof createGate>;
