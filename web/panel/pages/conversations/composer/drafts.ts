import type { Store } from '../../../../chat/store.ts';

/** What an operator began to write, by conversation; outlives the page. */
export interface Drafts {
  read(conversationId: string): string;
  write(conversationId: string, text: string): void;
  subscribe(listener: () => void): () => void;
}

const PREFIX = 'kontora.panel.draft.';
/** A draft nobody came back to in a month is forgotten. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** The drafts of one operator; those of another one of the same browser stay theirs. */
export const openDrafts = (store: Store, operatorId: string, now = Date.now()): Drafts => {
  const listeners = new Set<() => void>();
  const texts = new Map<string, string>();
  const keyOf = (conversationId: string): string => `${PREFIX}${operatorId}.${conversationId}`;
  for (const key of store.keys())
    if (key.startsWith(PREFIX) && now - (readOne(store.get(key))?.at ?? 0) > KEPT_MS) store.remove(key);
  return {
    read(conversationId) {
      const known = texts.get(conversationId) ?? readOne(store.get(keyOf(conversationId)))?.text ?? '';
      texts.set(conversationId, known);
      return known;
    },
    write(conversationId, text) {
      texts.set(conversationId, text);
      if (text.trim() === '') store.remove(keyOf(conversationId));
      else store.set(keyOf(conversationId), JSON.stringify({ text, at: Date.now() }));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const readOne = (stored: string | null): { text: string; at: number } | undefined => {
  try {
    const value = JSON.parse(stored ?? 'null');
    return typeof value?.text === 'string' && typeof value.at === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
};
