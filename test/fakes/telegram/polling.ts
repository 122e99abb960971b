import type { VirtualClock } from './clock.ts';
import { conflict, type Refusal } from './refusal.ts';
import type { UpdateQueue, WireUpdate } from './updates.ts';

export interface PollOptions {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Seconds, capped at 50. */
  readonly timeout?: number | undefined;
}

/** `getUpdates` of one bot. */
export interface Polling {
  /** Answers at once or when an update comes; `gone` aborts when the client has hung up. */
  poll(options: PollOptions, gone: AbortSignal): Promise<WireUpdate[]>;
  /** Ends a waiting poll because a webhook was set. */
  endForWebhook(): void;
  /** Ends a waiting poll because the bot is gone. */
  end(refusal: Refusal): void;
  /** Whether a poll waits now, and how many were made. */
  state(): { readonly waiting: boolean; readonly made: number };
}

interface Waiting {
  limit: number;
  resolve(updates: WireUpdate[]): void;
  reject(refusal: Refusal): void;
  cancelTimeout(): void;
}

const MAX_TIMEOUT_S = 50;
const OTHER_POLLER =
  'terminated by other getUpdates request; make sure that only one bot instance is running';
const WEBHOOK_ACTIVE =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** Long polls with the server's rules: one waiting poller, slow repeats, delayed conflicts. */
export function createPolling(clock: VirtualClock, queue: UpdateQueue, hasWebhook: () => boolean): Polling {
  let waiting: Waiting | undefined;
  let previous: { offset: number; at: number } | undefined;
  let nextConflictAt = 0;
  let made = 0;

  /** The second conflict within 3 s is told only after 3 s. */
  const refuse = (text: string, reject: (refusal: Refusal) => void) => {
    if (clock.now() < nextConflictAt) {
      clock.after(3000, () => reject(conflict(text)));
      return;
    }
    nextConflictAt = clock.now() + 3000;
    reject(conflict(text));
  };

  const takeWaiting = (): Waiting | undefined => {
    const taken = waiting;
    waiting = undefined;
    taken?.cancelTimeout();
    return taken;
  };

  const endByConflict = (text: string) => {
    const ended = takeWaiting();
    if (ended) refuse(text, ended.reject);
  };

  const answer = () => {
    const answered = takeWaiting();
    answered?.resolve(queue.peek(answered.limit));
  };

  queue.onAdd(answer);

  return {
    poll({ offset = 0, limit = 100, timeout = 0 }, gone) {
      made += 1;
      return new Promise((resolve, reject) => {
        if (hasWebhook()) return refuse(WEBHOOK_ACTIVE, reject);
        const sinceSame = previous?.offset === offset ? clock.now() - previous.at : Number.POSITIVE_INFINITY;
        const seconds = Math.min(sinceSame < 3000 ? Math.max(timeout, 3) : timeout, MAX_TIMEOUT_S);
        const count = sinceSame < 500 ? 1 : limit;
        previous = { offset, at: clock.now() };

        endByConflict(OTHER_POLLER);
        queue.confirm(offset);
        const updates = queue.peek(count);
        if (updates.length > 0 || seconds <= 0) return resolve(updates);

        const poll: Waiting = {
          limit: count,
          resolve,
          reject,
          cancelTimeout: clock.after(seconds * 1000, answer),
        };
        waiting = poll;
        gone.addEventListener('abort', () => {
          if (waiting === poll) waiting = undefined;
          poll.cancelTimeout();
          resolve([]);
        });
      });
    },
    endForWebhook: () => endByConflict('terminated by setWebhook request'),
    end: (refusal) => takeWaiting()?.reject(refusal),
    state: () => ({ waiting: waiting !== undefined, made }),
  };
}
