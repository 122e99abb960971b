import { backoff } from '#kernel/time.ts';
import type { MessagePage } from '../schema.ts';
import { aroundOf, holds, newestOf, PAGE, type Window, withChanges, withNewer, withOlder } from './window.ts';

/** Pages of one conversation: before a position, or changed after a change; the latest when neither is said. */
export type ReadMessages = (query: {
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}) => Promise<MessagePage>;

type Loading = 'idle' | 'loading' | 'failed';

export interface ThreadState {
  /** Null until the first page is there. */
  readonly window: Window | null;
  /** Why there is none. */
  readonly problem: unknown;
  readonly older: Loading;
  readonly newer: Loading;
  /** The place that was asked for last; `asked` counts, so that asking for it again is seen. */
  readonly target: { readonly position: number; readonly asked: number } | null;
}

/** The messages of one conversation, as far as they are loaded, kept up to date. */
export interface Thread {
  state(): ThreadState;
  subscribe(listener: () => void): () => void;
  /** Shows the newest end, or the surroundings of a position. Also the way to try again. */
  open(position?: number): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** Fetches what changed, and goes on trying until it has; calls while it is under way are answered by one more round. */
  catchUp(): Promise<void>;
  close(): void;
}

/** Opens nothing by itself: the first `open` does. `backoffMs`: the wait after the first failure to catch up. */
export const createThread = (read: ReadMessages, backoffMs = 1000): Thread => {
  const listeners = new Set<() => void>();
  let state: ThreadState = { window: null, problem: null, older: 'idle', newer: 'idle', target: null };
  /** Raised whenever another part of the conversation is shown: answers for the part before are dropped. */
  let part = 0;
  let asked = 0;
  let catching = false;
  let behind = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const set = (change: Partial<ThreadState>): void => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const update = (next: (window: Window) => Window, change: Partial<ThreadState> = {}): void =>
    set({ ...change, window: state.window && next(state.window) });

  const open = async (position?: number): Promise<void> => {
    asked += 1;
    const target = position === undefined ? null : { position, asked };
    if (state.window && position !== undefined && holds(state.window, position)) return set({ target });
    part += 1;
    const mine = part;
    set({ problem: null, older: 'idle', newer: 'idle' });
    try {
      const latest = newestOf(await read({ limit: PAGE }));
      const window =
        position === undefined || holds(latest, position) ? latest : await around(position, latest);
      if (mine !== part) return;
      set({ window, target });
      if (behind) void catchUp();
    } catch (problem) {
      if (mine === part) set({ problem });
    }
  };

  const around = async (position: number, latest: Window): Promise<Window> => {
    const before = position + PAGE / 2;
    return aroundOf(await read({ before, limit: PAGE }), before, latest);
  };

  const loadOlder = async (): Promise<void> => {
    const { window } = state;
    const before = window?.messages[0]?.position;
    if (!window?.older || before === undefined || state.older === 'loading') return;
    const mine = part;
    set({ older: 'loading' });
    try {
      const page = await read({ before, limit: PAGE });
      if (mine === part) update((now) => withOlder(now, page), { older: 'idle' });
    } catch {
      if (mine === part) set({ older: 'failed' });
    }
  };

  const loadNewer = async (): Promise<void> => {
    const { window } = state;
    if (!window?.newer || state.newer === 'loading') return;
    const mine = part;
    // Every position of the page is asked for, so that none is jumped over.
    const before = window.covered + 1 + PAGE;
    set({ newer: 'loading' });
    try {
      const page = await read({ before, limit: PAGE });
      if (mine === part) update((now) => withNewer(now, page, before), { newer: 'idle' });
    } catch {
      if (mine === part) set({ newer: 'failed' });
    }
  };

  const catchUp = async (): Promise<void> => {
    behind = true;
    clearTimeout(retry);
    if (catching || !state.window) return;
    catching = true;
    while (behind) {
      behind = false;
      try {
        await fetchChanges();
        failures = 0;
      } catch {
        failures += 1;
        retry = setTimeout(catchUp, backoff(failures, backoffMs, 30_000));
        break;
      }
    }
    catching = false;
  };

  const fetchChanges = async (): Promise<void> => {
    for (let more = true; more && state.window; ) {
      const mine = part;
      const { cursor } = state.window;
      const page = await read({ after: cursor, limit: PAGE });
      if (mine !== part) return;
      update((now) => withChanges(now, page));
      more = page.more && page.cursor > cursor;
    }
  };

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open,
    loadOlder,
    loadNewer,
    catchUp,
    close() {
      part += 1;
      clearTimeout(retry);
      listeners.clear();
    },
  };
};
