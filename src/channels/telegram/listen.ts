import type { Update } from 'grammy/types';
import { backoff, pause } from '#kernel/time.ts';
import type { Channel } from '#modules/conversations/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { Client } from './client.ts';
import { type Failure, failureOf } from './errors.ts';
import type { Receive } from './receive.ts';

/** Milliseconds to wait after each kind of trouble. */
export interface Patience {
  /** Doubles from the first to the second. */
  readonly failure: readonly [first: number, longest: number];
  /** Another poller is at work. */
  readonly conflict: number;
  /** The token is refused: nothing will change by itself. */
  readonly unauthorized: number;
}

export const PATIENCE: Patience = { failure: [500, 30_000], conflict: 10_000, unauthorized: 300_000 };

/**
 * Asks for updates in a loop until the signal aborts. A batch is confirmed by the next poll, and only
 * after all of it is stored; when storing fails, the same batch is asked for again.
 */
export const createListener = ({
  client,
  receive,
  mayRemoveWebhook,
  log,
  patience,
}: {
  client: Client;
  receive: Receive;
  /** Polling was asked for in so many words: a webhook may be removed for it. */
  mayRemoveWebhook: boolean;
  log: Log;
  patience: Patience;
}): NonNullable<Channel['listen']> => {
  let webhookTold = false;

  /** Reacts to a failed poll; answers how long to wait. */
  const react = async (failure: Failure, failures: number): Promise<number> => {
    const { reason } = failure;
    if (failure.kind === 'unauthorized') return patience.unauthorized;
    if (failure.kind === 'limited') {
      log.warn({ reason, wait_ms: failure.afterMs }, 'polling too fast');
      return failure.afterMs;
    }
    if (failure.kind === 'conflict' && failure.webhook && !mayRemoveWebhook) {
      if (!webhookTold)
        log.error(
          'the bot has a webhook, so polling gets nothing: set TELEGRAM_MODE=polling to remove the webhook, ' +
            'or TELEGRAM_MODE=webhook with PUBLIC_URL to receive by it; until then it is left alone',
        );
      webhookTold = true;
      return backoff(1, patience.conflict, patience.conflict);
    }
    if (failure.kind === 'conflict' && failure.webhook) {
      log.warn('a webhook was set although TELEGRAM_MODE is polling: removing it');
      await client.api.deleteWebhook({ drop_pending_updates: false });
      return backoff(1, ...patience.failure);
    }
    if (failure.kind === 'conflict') {
      log.warn({ reason }, 'another process polls with the same token; only one may');
      return backoff(1, patience.conflict, patience.conflict);
    }
    const wait = backoff(failures, ...patience.failure);
    log.warn({ reason, failures, wait_ms: Math.round(wait) }, 'updates could not be asked for');
    return wait;
  };

  return async (hear, signal) => {
    let offset = 0;
    let failures = 0;
    while (!signal.aborted) {
      let updates: readonly Update[];
      try {
        updates = await client.poll(offset, signal);
        webhookTold = false;
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        const wait = await react(failureOf(error), failures).catch(() =>
          backoff(failures, ...patience.failure),
        );
        await pause(wait, signal);
        continue;
      }
      try {
        await receive(updates, hear);
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
        failures = 0;
      } catch (error) {
        failures += 1;
        log.error(
          { reason: failureOf(error).reason, failures, updates: updates.length },
          'updates could not be stored',
        );
        await pause(backoff(failures, ...patience.failure), signal);
      }
    }
  };
};
