import type { Named } from './schema.ts';

/** How long a sign of typing counts; the one who types repeats it sooner. */
const SHOWN_MS = 6_000;
/** The shortest time between two signs that are sent. */
export const TOLD_EVERY_MS = 3_000;

/** Who writes in which conversation at this moment. */
export interface Typists {
  /** Answers the same value until it changes. */
  in(conversationId: string): Named | null;
  subscribe(listener: () => void): () => void;
  heard(conversationId: string, operator: Named): void;
  /** An answer came: its writer has stopped. */
  ended(conversationId: string): void;
  close(): void;
}

export const createTypists = (shownMs = SHOWN_MS): Typists => {
  const typists = new Map<string, { operator: Named; timer: ReturnType<typeof setTimeout> }>();
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const ended = (conversationId: string): void => {
    clearTimeout(typists.get(conversationId)?.timer);
    if (typists.delete(conversationId)) tell();
  };
  return {
    in: (conversationId) => typists.get(conversationId)?.operator ?? null,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard(conversationId, operator) {
      const known = typists.get(conversationId);
      clearTimeout(known?.timer);
      const timer = setTimeout(ended, shownMs, conversationId);
      const same = known?.operator.id === operator.id;
      typists.set(conversationId, { operator: same ? known.operator : operator, timer });
      if (!same) tell();
    },
    ended,
    close() {
      for (const { timer } of typists.values()) clearTimeout(timer);
      listeners.clear();
    },
  };
};

/** Lets through the first call and then one in `everyMs`; what comes between is dropped. */
export const throttled = (work: () => void, everyMs: number, now: () => number = Date.now): (() => void) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - last < everyMs) return;
    last = now();
    work();
  };
};
