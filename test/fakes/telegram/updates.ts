import { randomInt } from 'node:crypto';
import type { VirtualClock } from './clock.ts';
import { UPDATE_KINDS } from './spec.ts';

/** An update on the wire: an id and one payload named by its kind. */
export interface WireUpdate {
  readonly update_id: number;
  readonly [kind: string]: unknown;
}

/** An update that is not confirmed yet. */
export interface Pending {
  readonly key: number;
  readonly update: WireUpdate;
  /** Webhook updates of one lane wait for each other. */
  readonly lane: string;
  readonly expires: number;
  /** Sent again on purpose: confirmed only after it was handed out once more. */
  again: boolean;
}

/** Updates of one bot between their birth and their confirmation. */
export interface UpdateQueue {
  /** Adds an update; tells its id and whether `allowed_updates` let it in. */
  add(
    kind: string,
    payload: unknown,
    lane: string,
    updateId?: number,
  ): { update_id: number; queued: boolean };
  /** Forgets everything before `offset`; a negative one keeps that many of the newest. */
  confirm(offset: number): void;
  /** The oldest `limit` updates. */
  peek(limit: number): WireUpdate[];
  remove(key: number): void;
  clear(): void;
  /** Unexpired updates, oldest first. */
  pending(): Pending[];
  size(): number;
  /** Sets the wanted kinds; an empty list means the default, undefined leaves them as they are. */
  allow(kinds: readonly string[] | undefined): void;
  /** The last explicit list. */
  allowed(): readonly string[] | undefined;
  /** The newest update, confirmed or not. */
  last(): WireUpdate | undefined;
  onAdd(listener: (pending: Pending) => void): void;
}

const KNOWN_KINDS = new Set(UPDATE_KINDS);
const DAY_MS = 24 * 3600_000;
/** Kinds that no bot gets unless it names them. */
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const LIFETIMES_MS: Readonly<Record<string, number>> = {
  callback_query: 150_000,
  shipping_query: 150_000,
  pre_checkout_query: 150_000,
  inline_query: 30_000,
  chosen_inline_result: 600_000,
};

/** An empty queue; ids start anywhere, grow by one, and jump after a week of silence. */
export function createUpdateQueue(clock: VirtualClock): UpdateQueue {
  const entries = new Map<number, Pending>();
  const listeners: ((pending: Pending) => void)[] = [];
  let nextKey = 1;
  let nextId = randomInt(100_000_000, 900_000_000);
  let lastAddedAt = clock.now();
  let last: WireUpdate | undefined;
  /** Entries that were sent again, or came with ids of their own: order of ids cannot be trusted. */
  let irregular = 0;
  let nextExpiry = Number.POSITIVE_INFINITY;
  let explicit: readonly string[] | undefined;

  const drop = (pending: Pending) => {
    if (entries.delete(pending.key) && entries.size === 0) irregular = 0;
  };

  const expire = () => {
    if (clock.now() < nextExpiry) return;
    nextExpiry = Number.POSITIVE_INFINITY;
    for (const pending of entries.values()) {
      if (pending.expires <= clock.now()) drop(pending);
      else nextExpiry = Math.min(nextExpiry, pending.expires);
    }
  };

  const wants = (kind: string) =>
    !KNOWN_KINDS.has(kind) || (explicit ? explicit.includes(kind) : !OPT_IN.has(kind));

  return {
    add(kind, payload, lane, updateId) {
      const isOld = updateId !== undefined && updateId < nextId;
      if (updateId === undefined && clock.now() - lastAddedAt > 7 * DAY_MS) {
        nextId = randomInt(100_000_000, 900_000_000);
      }
      const update_id = updateId ?? nextId;
      const update: WireUpdate = { update_id, [kind]: payload };
      nextId = Math.max(nextId, update_id + 1);
      lastAddedAt = clock.now();
      last = update;
      if (!wants(kind)) return { update_id, queued: false };

      const expires = clock.now() + (LIFETIMES_MS[kind] ?? DAY_MS);
      const pending: Pending = { key: nextKey++, update, lane, expires, again: isOld };
      if (isOld) irregular += 1;
      nextExpiry = Math.min(nextExpiry, expires);
      entries.set(pending.key, pending);
      for (const listener of listeners) listener(pending);
      return { update_id, queued: true };
    },

    confirm(offset) {
      if (offset < 0) {
        const surplus = entries.size + offset;
        for (const pending of [...entries.values()].slice(0, Math.max(0, surplus))) drop(pending);
        return;
      }
      for (const pending of entries.values()) {
        if (pending.update.update_id < offset) {
          if (!pending.again) drop(pending);
        } else if (irregular === 0) break;
      }
    },

    peek(limit) {
      expire();
      const updates: WireUpdate[] = [];
      for (const pending of entries.values()) {
        if (updates.length >= limit) break;
        pending.again = false;
        updates.push(pending.update);
      }
      return updates;
    },

    remove(key) {
      const pending = entries.get(key);
      if (pending) drop(pending);
    },
    clear() {
      entries.clear();
      irregular = 0;
    },
    pending() {
      expire();
      return [...entries.values()];
    },
    size() {
      expire();
      return entries.size;
    },
    allow(kinds) {
      if (kinds) explicit = kinds.length > 0 ? [...kinds] : undefined;
    },
    allowed: () => explicit,
    last: () => last,
    onAdd(listener) {
      listeners.push(listener);
    },
  };
}
