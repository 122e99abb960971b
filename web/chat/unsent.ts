import { backoff } from '#kernel/time.ts';
import { ChatProblem } from './chat-api.ts';
import type { ChatFile, ChatMessage } from './contract.ts';
import { createNudge } from './nudge.ts';
import type { Store } from './store.ts';

/** Why a message cannot be sent as it is. */
export type UnsentProblem = 'refused' | 'too_large' | 'file_lost' | 'session_over';

/** What a person has said and the server has not acknowledged; `id` is the id it is posted under. */
export type Unsent = {
  readonly id: string;
  /** ISO time of saying. */
  readonly at: string;
  readonly state: 'waiting' | 'sending' | 'failed';
  /** Attempts that failed for a passing reason. */
  readonly tries: number;
  readonly problem?: UnsentProblem;
} & Words;

/** The content: a file has no `id` until it is uploaded. */
export type Words =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly messageId: string; readonly button: number }
  | {
      readonly kind: 'file';
      readonly file: Omit<ChatFile, 'id'> & { readonly id: string | null };
      readonly text: string;
    };

/** Sends in order, one at a time, until the server has acknowledged; survives a reload. */
export interface Outbox {
  list(): readonly Unsent[];
  add(words: Words): Unsent;
  /** Keeps the id of an uploaded file, so that a retry does not upload it again. */
  uploaded(id: string, file: ChatFile): void;
  /** Tries again now: what waits, and the failed message of this id. */
  retry(id?: string): void;
  /** Tries again what waits, but never sooner than the server asked. */
  wake(): void;
  discard(id: string): void;
  stop(): void;
}

interface OutboxOptions {
  readonly store: Store;
  readonly deliver: (unsent: Unsent) => Promise<ChatMessage>;
  readonly onChange: (list: readonly Unsent[]) => void;
  readonly onDelivered: (unsent: Unsent, message: ChatMessage) => void;
  readonly onFailed: (unsent: Unsent) => void;
  readonly onExpired: () => void;
  readonly backoffMs?: number;
}

const PREFIX = 'kontora.chat.unsent.';

/** Opens what an earlier page left unsent and goes on sending it. */
export const openOutbox = (options: OutboxOptions): Outbox => {
  const { store, deliver, onChange, onDelivered, onFailed, onExpired, backoffMs = 1000 } = options;
  const nudge = createNudge();
  let list = readAll(store);
  let busy = false;
  let stopped = false;

  const show = (next: readonly Unsent[]): void => {
    list = next;
    onChange(list);
  };
  const keep = (unsent: Unsent): void => {
    write(store, unsent);
    show(list.map((known) => (known.id === unsent.id ? unsent : known)));
  };
  const drop = (id: string): void => {
    store.remove(PREFIX + id);
    show(list.filter((unsent) => unsent.id !== id));
  };

  const pump = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    // The caller first keeps what belongs to the new message.
    await Promise.resolve();
    for (let next = firstWaiting(list); next && !stopped; next = firstWaiting(list)) {
      await send(next);
    }
    busy = false;
  };

  const send = async (unsent: Unsent): Promise<void> => {
    keep({ ...unsent, state: 'sending' });
    try {
      const message = await deliver(unsent);
      if (stopped) return;
      drop(unsent.id);
      onDelivered(unsent, message);
    } catch (error) {
      const latest = list.find((known) => known.id === unsent.id);
      if (stopped || latest === undefined) return;
      if (error instanceof ChatProblem && error.expired) {
        stopped = true;
        keep({ ...latest, state: 'waiting' });
        onExpired();
      } else if (!(error instanceof ChatProblem) || !error.passing) {
        const failed: Unsent = { ...latest, state: 'failed', problem: problemOf(error) };
        keep(failed);
        onFailed(failed);
      } else {
        const tries = unsent.tries + 1;
        keep({ ...latest, state: 'waiting', tries });
        await nudge.pause(backoff(tries, backoffMs, 30_000), error.retryAfterMs);
      }
    }
  };

  queueMicrotask(() => {
    onChange(list);
    void pump();
  });
  return {
    list: () => list,
    add(words) {
      const unsent: Unsent = {
        ...words,
        id: newMessageId(),
        at: new Date().toISOString(),
        state: 'waiting',
        tries: 0,
      };
      list = [...list, unsent];
      keep(unsent);
      void pump();
      return unsent;
    },
    uploaded(id, file) {
      const unsent = list.find((known) => known.id === id);
      if (unsent?.kind === 'file') keep({ ...unsent, file });
    },
    retry(id) {
      const failed = list.find((unsent) => unsent.id === id && unsent.state === 'failed');
      if (failed) keep(again(failed));
      nudge.now();
      void pump();
    },
    wake: nudge.wake,
    discard: drop,
    stop() {
      stopped = true;
      nudge.now();
    },
  };
};

/** The session is over: texts stay to be sent again by hand, the rest means nothing in another one. */
export const orphanUnsent = (store: Store): void => {
  for (const unsent of readAll(store)) {
    if (unsent.kind === 'text') write(store, { ...unsent, state: 'failed', problem: 'session_over' });
    else store.remove(PREFIX + unsent.id);
  }
};

/** A new random UUID; `crypto.randomUUID` is missing on pages served without TLS. */
const newMessageId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

const write = (store: Store, unsent: Unsent): void => store.set(PREFIX + unsent.id, JSON.stringify(unsent));

const firstWaiting = (list: readonly Unsent[]): Unsent | undefined =>
  list.find((unsent) => unsent.state === 'waiting');

const again = ({ problem: _, ...unsent }: Unsent): Unsent => ({ ...unsent, state: 'waiting', tries: 0 });

const problemOf = (error: unknown): UnsentProblem =>
  error instanceof ChatProblem && error.status === 413 ? 'too_large' : 'refused';

/** Bytes do not outlive a reload, so a file that was not uploaded yet can only be chosen again. */
const readAll = (store: Store): readonly Unsent[] =>
  store
    .keys()
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => readOne(store.get(key)))
    .map((unsent): Unsent => {
      if (unsent.kind === 'file' && unsent.file.id === null)
        return { ...unsent, state: 'failed', problem: 'file_lost' };
      return unsent.state === 'sending' ? { ...unsent, state: 'waiting' } : unsent;
    })
    .sort((a, b) => a.at.localeCompare(b.at));

const readOne = (text: string | null): readonly Unsent[] => {
  try {
    const value = JSON.parse(text ?? 'null');
    return typeof value?.id === 'string' && ['text', 'choice', 'file'].includes(value.kind) ? [value] : [];
  } catch {
    return [];
  }
};
