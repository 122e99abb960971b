import type { Store } from '../../../../chat/store.ts';
import type { Conversation } from '../schema.ts';

/** Up to when an operator has seen each conversation, in this browser. */
export interface Seen {
  /** The operator looks at it, and the person was last heard in it at this time. */
  see(conversationId: string, at: string): void;
  /** The person needs a human, has said something new to this operator, and no operator has answered since. */
  unread(conversation: Conversation): boolean;
  subscribe(listener: () => void): () => void;
  /** Grows with every change, for those who draw. */
  version(): number;
}

const KEY = 'kontora.panel.seen.';
/** More than an operator works on in days; the oldest are forgotten. */
const KEPT = 500;

export const openSeen = (store: Store, operatorId: string): Seen => {
  const key = KEY + operatorId;
  const listeners = new Set<() => void>();
  let seen = readAll(store.get(key));
  let version = 0;
  return {
    see(conversationId, at) {
      const before = seen.get(conversationId);
      if (before !== undefined && before >= at) return;
      seen = new Map(
        [...[...seen].filter(([id]) => id !== conversationId), [conversationId, at] as const].slice(-KEPT),
      );
      store.set(key, JSON.stringify([...seen]));
      version += 1;
      for (const listener of listeners) listener();
    },
    unread({ id, last, heard_at: heard, queued_at: queued, operator }) {
      const concerns = operator?.id === operatorId || queued !== null;
      return concerns && last?.from !== 'operator' && heard !== null && heard > (seen.get(id) ?? '');
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
};

const readAll = (stored: string | null): ReadonlyMap<string, string> => {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return new Map(Array.isArray(value) ? value.filter(isPair) : []);
  } catch {
    return new Map();
  }
};

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
