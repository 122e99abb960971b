import { backoff } from '#kernel/time.ts';
import { createNudge } from '../../../../chat/nudge.ts';
import type { Store } from '../../../../chat/store.ts';

/** Why an answer will not be sent as it is. */
export type UnsentProblem = 'not_yours' | 'refused';

/** A file that is with the office already, as the bubble shows it. */
export interface UnsentFile {
  readonly id: string;
  readonly name: string;
}

/** An answer that an operator gave and the conversation does not show yet; it is posted under `id`. */
export interface Unsent {
  readonly id: string;
  readonly conversationId: string;
  /** Empty with a file. */
  readonly text: string;
  /** An upload that goes instead of words. */
  readonly file?: UnsentFile;
  /** ISO time of answering. */
  readonly at: string;
  /** `accepted`: the office has it, the conversation is about to show it as `messageId`. */
  readonly state: 'waiting' | 'sending' | 'accepted' | 'failed';
  readonly messageId: number | null;
  /** Attempts that failed for a passing reason. */
  readonly tries: number;
  readonly problem: UnsentProblem | null;
}

/** Sends answers in order until the office has them; outlives the page, and no answer is given twice. */
export interface Outbox {
  list(): readonly Unsent[];
  subscribe(listener: () => void): () => void;
  add(conversationId: string, said: string | UnsentFile): void;
  /** Tries again now: what waits, and the failed answer of this id. */
  retry(id?: string): void;
  discard(id: string): void;
  /** These messages are shown: the answers that became them are forgotten. */
  shown(messageIds: ReadonlySet<number>): void;
  stop(): void;
}

interface OutboxOptions {
  readonly store: Store;
  /** Whose answers: another operator of the same browser has their own. */
  readonly operatorId: string;
  readonly deliver: (unsent: Unsent) => Promise<{ readonly id: number }>;
  /** Null: the reason passes, try again. */
  readonly problemOf: (error: unknown) => UnsentProblem | null;
  readonly onAccepted: (unsent: Unsent) => void;
  readonly newId: () => string;
  readonly backoffMs?: number;
}

const PREFIX = 'kontora.panel.unsent.';

/** Opens what an earlier page left unsent and goes on sending it. */
export const openOutbox = (options: OutboxOptions): Outbox => {
  const { store, operatorId, deliver, problemOf, onAccepted, newId, backoffMs = 1000 } = options;
  const prefix = `${PREFIX}${operatorId}.`;
  const listeners = new Set<() => void>();
  const nudge = createNudge();
  let list = readAll(store, prefix);
  let busy = false;
  let stopped = false;

  const show = (next: readonly Unsent[]): void => {
    list = next;
    for (const listener of listeners) listener();
  };
  const keep = (unsent: Unsent): void => {
    if (unsent.state === 'accepted') store.remove(prefix + unsent.id);
    else store.set(prefix + unsent.id, JSON.stringify(unsent));
    show(list.map((known) => (known.id === unsent.id ? unsent : known)));
  };

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let next = firstWaiting(list); next && !stopped; next = firstWaiting(list)) await send(next);
    busy = false;
  };

  const send = async (unsent: Unsent): Promise<void> => {
    keep({ ...unsent, state: 'sending' });
    try {
      const { id } = await deliver(unsent);
      if (stopped) return;
      keep({ ...unsent, state: 'accepted', messageId: id });
      onAccepted(unsent);
    } catch (error) {
      if (stopped || !list.some(({ id }) => id === unsent.id)) return;
      const problem = problemOf(error);
      if (problem !== null) return keep({ ...unsent, state: 'failed', problem });
      const tries = unsent.tries + 1;
      keep({ ...unsent, state: 'waiting', tries });
      await nudge.pause(backoff(tries, backoffMs, 30_000));
    }
  };

  void pump();
  return {
    list: () => list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(conversationId, said) {
      const unsent: Unsent = {
        id: newId(),
        conversationId,
        ...(typeof said === 'string' ? { text: said } : { text: '', file: said }),
        at: new Date().toISOString(),
        state: 'waiting',
        messageId: null,
        tries: 0,
        problem: null,
      };
      list = [...list, unsent];
      keep(unsent);
      void pump();
    },
    retry(id) {
      const failed = list.find((unsent) => unsent.id === id && unsent.state === 'failed');
      if (failed) keep({ ...failed, state: 'waiting', tries: 0, problem: null });
      nudge.now();
      void pump();
    },
    discard(id) {
      store.remove(prefix + id);
      show(list.filter((unsent) => unsent.id !== id));
    },
    shown(messageIds) {
      const rest = list.filter(({ messageId }) => messageId === null || !messageIds.has(messageId));
      if (rest.length < list.length) show(rest);
    },
    stop() {
      stopped = true;
      nudge.now();
    },
  };
};

const firstWaiting = (list: readonly Unsent[]): Unsent | undefined =>
  list.find(({ state }) => state === 'waiting');

/** What was being sent when the page went away may or may not have arrived: under its id it is sent again. */
const readAll = (store: Store, prefix: string): readonly Unsent[] =>
  store
    .keys()
    .filter((key) => key.startsWith(prefix))
    .flatMap((key) => readOne(store.get(key)))
    .map((unsent): Unsent => (unsent.state === 'sending' ? { ...unsent, state: 'waiting' } : unsent))
    .sort((a, b) => a.at.localeCompare(b.at));

const readOne = (text: string | null): readonly Unsent[] => {
  try {
    const value = JSON.parse(text ?? 'null');
    return typeof value?.id === 'string' && typeof value.text === 'string' ? [value] : [];
  } catch {
    return [];
  }
};
