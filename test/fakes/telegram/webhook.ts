import type { WebhookInfo } from '@grammyjs/types';
import type { VirtualClock } from './clock.ts';
import type { Pending, UpdateQueue } from './updates.ts';
import { type Delivery, postUpdate, type WebhookSettings } from './webhook-post.ts';

/** One try to deliver an update. */
export interface Attempt {
  readonly sequence: number;
  readonly update_id: number;
  readonly lane: string;
  /** 1 for the first try of this update. */
  readonly attempt: number;
  readonly at: number;
  readonly url: string;
  readonly status: number | undefined;
  readonly error: string | undefined;
  /** Seconds of virtual time until the next try, before compression; undefined after success. */
  readonly retry_in: number | undefined;
}

/** Delivery of one bot's updates to its own server. */
export interface Webhook {
  set(settings: WebhookSettings): void;
  remove(): void;
  active(): boolean;
  info(): WebhookInfo;
  attempts(): readonly Attempt[];
  stop(): void;
}

export interface WebhookOptions {
  /** What one second of retry delay lasts in virtual seconds. */
  readonly timeScale: () => number;
  /** How many attempts are remembered. */
  readonly keep: number;
  /** Runs a method call that the bot put into its answer. */
  readonly execute: (body: Record<string, unknown>) => void;
}

interface Lane {
  readonly entries: Pending[];
  failures: number;
  busy: boolean;
}

const GONE_LIMIT_MS = 23 * 3600_000;

/** Each lane delivers in order and waits for a 2xx; lanes run side by side up to `max_connections`. */
export function createWebhook(clock: VirtualClock, queue: UpdateQueue, options: WebhookOptions): Webhook {
  let settings: WebhookSettings | undefined;
  let lanes = new Map<string, Lane>();
  let attempts: Attempt[] = [];
  let sequence = 0;
  let inFlight = 0;
  let lastError: { date: number; message: string } | undefined;
  let goneSince: number | undefined;
  const waitingForSlot: (() => void)[] = [];
  const stopped = new AbortController();

  const enqueue = (pending: Pending) => {
    if (!settings) return;
    let lane = lanes.get(pending.lane);
    if (!lane) {
      lane = { entries: [], failures: 0, busy: false };
      lanes.set(pending.lane, lane);
    }
    lane.entries.push(pending);
    if (!lane.busy) void run(pending.lane, lane);
  };
  queue.onAdd(enqueue);

  async function run(name: string, lane: Lane): Promise<void> {
    lane.busy = true;
    const isCurrent = () => settings !== undefined && lanes.get(name) === lane && !stopped.signal.aborted;
    while (isCurrent()) {
      const pending = lane.entries[0];
      if (!pending) {
        lanes.delete(name);
        return;
      }
      if (pending.expires <= clock.now()) {
        queue.remove(pending.key);
        lane.entries.shift();
        lane.failures = 0;
        continue;
      }
      await slot();
      if (!settings || !isCurrent()) {
        release();
        return;
      }
      const delivery = await postUpdate(settings, pending.update, clock, stopped.signal);
      release();
      if (stopped.signal.aborted) return;
      const retryIn = settle(name, lane, pending, delivery);
      if (retryIn) await new Promise<void>((go) => clock.after(retryIn * options.timeScale() * 1000, go));
    }
  }

  /** Records a delivery; tells the seconds to wait before the next. */
  function settle(name: string, lane: Lane, pending: Pending, delivery: Delivery): number {
    const isDone = delivery.status !== undefined && delivery.status >= 200 && delivery.status < 300;
    const attempt = lane.failures + 1;
    lane.failures = isDone ? 0 : attempt;
    const retryIn = isDone ? undefined : (delivery.retryAfter ?? pauseAfter(lane.failures));
    attempts.push({
      sequence: ++sequence,
      update_id: pending.update.update_id,
      lane: name,
      attempt,
      at: clock.now(),
      url: settings?.url ?? '',
      status: delivery.status,
      error: delivery.error,
      retry_in: retryIn,
    });
    if (attempts.length > options.keep * 2) attempts = attempts.slice(-options.keep);
    if (isDone) {
      goneSince = undefined;
      pending.again = false;
      queue.remove(pending.key);
      lane.entries.shift();
      if (delivery.call) options.execute(delivery.call);
    } else {
      lastError = { date: clock.seconds(), message: delivery.error ?? '' };
      noteGone(delivery.status);
    }
    return retryIn ?? 0;
  }

  function noteGone(status: number | undefined): void {
    if (status !== 410) {
      goneSince = undefined;
      return;
    }
    goneSince ??= clock.now();
    if (clock.now() - goneSince >= GONE_LIMIT_MS) settings = undefined;
  }

  async function slot(): Promise<void> {
    while (inFlight >= (settings?.max_connections ?? 40)) {
      await new Promise<void>((go) => waitingForSlot.push(go));
    }
    inFlight += 1;
  }

  function release(): void {
    inFlight -= 1;
    waitingForSlot.shift()?.();
  }

  return {
    set(next) {
      settings = next;
      lanes = new Map();
      goneSince = undefined;
      for (const pending of queue.pending()) enqueue(pending);
    },
    remove() {
      settings = undefined;
      lanes = new Map();
      lastError = undefined;
    },
    active: () => settings !== undefined,
    info() {
      const allowed = queue.allowed();
      return {
        url: settings?.url ?? '',
        has_custom_certificate: settings?.certificate === true,
        pending_update_count: queue.size(),
        ...(settings ? { max_connections: settings.max_connections ?? 40 } : {}),
        ...(settings?.ip_address ? { ip_address: settings.ip_address } : {}),
        ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
        ...(allowed ? { allowed_updates: allowed as NonNullable<WebhookInfo['allowed_updates']> } : {}),
      } as WebhookInfo;
    },
    attempts: () => attempts,
    stop: () => stopped.abort(),
  };
}

/** At once, then 2, 4, 8 … seconds up to a random 60–120. */
function pauseAfter(failures: number): number {
  if (failures <= 1) return 0;
  return Math.min(2 ** (failures - 1), 60 + Math.random() * 60);
}
