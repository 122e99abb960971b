import type { Locale } from '#kernel/locale.ts';
import { backoff } from '#kernel/time.ts';
import { type ChatApi, ChatProblem } from './chat-api.ts';
import { type ChatAction, type ChatState, initialState, lastPositionOf, reduce } from './chat-state.ts';
import type { ChatMessage, LiveEvent } from './contract.ts';
import { createFileCache, type FileCache } from './file-cache.ts';
import { type Live, listen } from './live.ts';
import { createNudge } from './nudge.ts';
import type { Store } from './store.ts';
import { type Outbox, openOutbox, orphanUnsent, type Unsent } from './unsent.ts';

/** The chat behind the page: its state and what a person can do. */
export interface Conversation {
  state(): ChatState;
  subscribe(listener: () => void): () => void;
  readonly files: FileCache;
  /** What was being written, kept over a reload. */
  draft(): string;
  keepDraft(text: string): void;
  say(text: string): void;
  /** Sends files one by one; the caption goes with the first. */
  sendFiles(files: readonly File[], caption: string): void;
  press(messageId: string, button: number): void;
  retry(id: string): void;
  discard(id: string): void;
  loadOlder(): Promise<void>;
  /** All that is loaded has been seen. */
  see(): void;
  /** Reconnects and retries at once instead of waiting: by hand. */
  nudge(): void;
  /** The same when the page or the line is back, but never sooner than the server asked. */
  wake(): void;
  /** A new session after the old one is over. */
  restart(): void;
  close(): void;
}

export const TOKEN_KEY = 'kontora.chat.token';
const SEEN_KEY = 'kontora.chat.seen';
const DRAFT_KEY = 'kontora.chat.draft';
/** A button is free again when nothing has answered it for so long. */
const PRESS_MS = 20_000;

/** Opens the chat: a session when there is none, the history, the unsent, and then live. */
export const openConversation = (options: {
  readonly api: ChatApi;
  readonly store: Store;
  readonly locale: Locale;
  /** Asked once the chat is open: words that the page was opened with, to be said at once. */
  readonly opening?: () => string | undefined;
}): Conversation => {
  const { api, store } = options;
  const listeners = new Set<() => void>();
  const localFiles = new Map<string, File>();
  const files = createFileCache((id) => api.bytes(id));
  const nudge = createNudge();
  let state = initialState(options.locale, Number(store.get(SEEN_KEY) ?? 0));
  let live: Live | undefined;
  let outbox: Outbox | undefined;
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let pressEnds: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let usedToken: string | null = null;

  const dispatch = (action: ChatAction): void => {
    const next = reduce(state, action);
    if (next === state || closed) return;
    state = next;
    for (const listener of listeners) listener();
  };

  const open = async (): Promise<void> => {
    for (let tries = 1; !closed; tries += 1) {
      try {
        if (store.get(TOKEN_KEY) === null) {
          store.set(TOKEN_KEY, (await api.startSession(state.locale)).token);
        }
        usedToken = store.get(TOKEN_KEY);
        const snapshot = await api.snapshot();
        if (closed) return;
        dispatch({ type: 'opened', snapshot });
        goLive(snapshot.cursor);
        const words = options.opening?.();
        if (words !== undefined) outbox?.add({ kind: 'text', text: words });
        return;
      } catch (error) {
        if (error instanceof ChatProblem && error.expired) return expire();
        dispatch({ type: 'unreachable' });
        const asked = error instanceof ChatProblem ? error.retryAfterMs : undefined;
        await nudge.pause(backoff(tries, 1000, 30_000), asked);
      }
    }
  };

  const goLive = (cursor: string): void => {
    live = listen({
      cursor,
      connect: api.events,
      onEvent: hear,
      onLink: (link) => dispatch({ type: 'link', link }),
      onExpired: expire,
    });
    outbox = openOutbox({
      store,
      deliver,
      onChange: (unsent) => dispatch({ type: 'unsent', unsent }),
      onDelivered: delivered,
      onFailed(unsent) {
        if (unsent.kind !== 'choice') return;
        outbox?.discard(unsent.id);
        dispatch({ type: 'released', refused: true });
      },
      onExpired: expire,
    });
  };

  const hear = (event: LiveEvent): void => {
    if (event.type === 'typing') {
      dispatch({ type: 'typing', on: true });
      clearTimeout(typingEnds);
      typingEnds = setTimeout(() => dispatch({ type: 'typing', on: false }), event.seconds * 1000);
    } else {
      dispatch(event);
    }
  };

  const deliver = async (unsent: Unsent): Promise<ChatMessage> => {
    const { id } = unsent;
    if (unsent.kind === 'text') return api.say({ id, text: unsent.text });
    if (unsent.kind === 'choice') {
      return api.say({ id, choice: { message_id: unsent.messageId, button: unsent.button } });
    }
    const fileId = unsent.file.id ?? (await upload(unsent.id));
    return api.say({ id, file_id: fileId, ...(unsent.text === '' ? {} : { text: unsent.text }) });
  };

  const upload = async (id: string): Promise<string> => {
    const bytes = localFiles.get(id);
    if (bytes === undefined) throw new Error('the bytes of the file are gone');
    const file = await api.upload(bytes);
    files.keep(file.id, bytes);
    outbox?.uploaded(id, file);
    return file.id;
  };

  const delivered = (unsent: Unsent, message: ChatMessage): void => {
    localFiles.delete(unsent.id);
    dispatch({ type: 'message', message });
    if (unsent.kind !== 'choice') return;
    clearTimeout(pressEnds);
    pressEnds = setTimeout(() => dispatch({ type: 'released', refused: false }), PRESS_MS);
  };

  const expire = (): void => {
    live?.stop();
    outbox?.stop();
    dispatch({ type: 'expired' });
  };

  void open();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    files,
    draft: () => store.get(DRAFT_KEY) ?? '',
    keepDraft: (text) => (text === '' ? store.remove(DRAFT_KEY) : store.set(DRAFT_KEY, text)),
    say: (text) => void outbox?.add({ kind: 'text', text }),
    sendFiles(chosen, caption) {
      for (const [index, bytes] of chosen.entries()) {
        const mime = bytes.type || 'application/octet-stream';
        const file = { id: null, name: bytes.name, mime, size: bytes.size };
        const unsent = outbox?.add({ kind: 'file', file, text: index === 0 ? caption : '' });
        if (unsent === undefined) return;
        localFiles.set(unsent.id, bytes);
        files.keep(unsent.id, bytes);
      }
    },
    press(messageId, button) {
      if (state.pressed) return;
      clearTimeout(pressEnds);
      dispatch({ type: 'pressed', press: { messageId, button } });
      outbox?.add({ kind: 'choice', messageId, button });
    },
    retry: (id) => outbox?.retry(id),
    discard(id) {
      localFiles.delete(id);
      outbox?.discard(id);
    },
    async loadOlder() {
      const first = state.messages[0];
      if (first === undefined || state.older === 'none' || state.older === 'loading') return;
      dispatch({ type: 'older_asked' });
      try {
        dispatch({ type: 'older_came', history: await api.history(first.position) });
      } catch (error) {
        if (error instanceof ChatProblem && error.expired) return expire();
        dispatch({ type: 'older_failed' });
      }
    },
    see() {
      dispatch({ type: 'seen', position: lastPositionOf(state) });
      store.set(SEEN_KEY, String(state.seen));
    },
    nudge() {
      nudge.now();
      live?.nudge();
      outbox?.retry();
    },
    wake() {
      nudge.wake();
      live?.wake();
      outbox?.wake();
    },
    restart() {
      if (store.get(TOKEN_KEY) === usedToken) store.remove(TOKEN_KEY);
      store.remove(SEEN_KEY);
      orphanUnsent(store);
      dispatch({ type: 'restarted' });
      void open();
    },
    close() {
      closed = true;
      clearTimeout(typingEnds);
      clearTimeout(pressEnds);
      live?.stop();
      outbox?.stop();
      nudge.now();
    },
  };
};
