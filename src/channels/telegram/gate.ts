import type { Clock } from '#kernel/time.ts';
import type { Log } from '#platform/log/log.ts';
import type { Client } from './client.ts';
import { failureOf } from './errors.ts';
import type { Reading } from './hear.ts';
import { CLOSED } from './texts.ts';

/** Refusals told: every one of a person's, but a crowd must not use up the bot's own allowance. */
const EACH = { burst: 5, perSecond: 1 };
const ALL = { burst: 20, perSecond: 5 };

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
  const all = createBucket(ALL, clock);
  const each = new Map<string, Bucket>();
  let silentUntil = 0;

  const mayTell = (chat: string): boolean => {
    if (clock.now() < silentUntil || all.left() < 1) return false;
    for (const [known, bucket] of each) if (bucket.left() === EACH.burst) each.delete(known);
    const own = each.get(chat) ?? createBucket(EACH, clock);
    if (own.left() < 1) return false;
    each.set(chat, own);
    own.take();
    all.take();
    return true;
  };

  return {
    admits: (chat: string): boolean => allowed.size === 0 || allowed.has(chat),
    /** Tells a stranger that the bot is closed, where there is something to answer. */
    deny: async ({ chat, callback, event }: Reading): Promise<void> => {
      log.info(
        { update: event?.type ?? 'callback' },
        'refused a chat that is not on TELEGRAM_ALLOWED_CHAT_IDS',
      );
      const told = callback !== undefined || event?.type === 'message';
      if (!told || !mayTell(chat)) return;
      try {
        if (callback === undefined) await api.sendMessage({ chat_id: Number(chat), text: CLOSED });
        else await api.answerCallbackQuery({ callback_query_id: callback, text: CLOSED, show_alert: true });
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'limited') silentUntil = clock.now() + failure.afterMs;
        log.debug({ reason: failure.reason }, 'a refusal could not be told');
      }
    },
  };
};

export type Gate = ReturnType<typeof createGate>;

type Bucket = ReturnType<typeof createBucket>;

/** A full bucket that refills steadily. */
const createBucket = ({ burst, perSecond }: { burst: number; perSecond: number }, clock: Clock) => {
  let held = burst;
  let at = clock.now();
  const left = (): number => {
    const now = clock.now();
    held = Math.min(burst, held + (Math.max(0, now - at) / 1_000) * perSecond);
    at = now;
    return held;
  };
  return {
    left,
    take: (): void => {
      held = left() - 1;
    },
  };
};
