import type { Locale } from '#kernel/locale.ts';
import type { ChatFile, ChatMessage, History, Saying, Snapshot } from './contract.ts';

/** The HTTP API of the web chat; every method rejects with ChatProblem. */
export interface ChatApi {
  startSession(locale: Locale): Promise<{ readonly token: string; readonly locale: Locale }>;
  snapshot(): Promise<Snapshot>;
  /** The part of the history before a position. */
  history(before: number): Promise<History>;
  say(saying: Saying): Promise<ChatMessage>;
  upload(file: File): Promise<ChatFile>;
  bytes(fileId: string): Promise<Blob>;
  /** The open event stream after a cursor. */
  events(cursor: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** A call that failed: `status` as in HTTP, 0 when no answer came. */
export class ChatProblem extends Error {
  override readonly name = 'ChatProblem';
  readonly status: number;
  /** Milliseconds the server asked us to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(status: number, options: { retryAfterMs?: number | undefined; cause?: unknown } = {}) {
    super(`chat call failed: ${status}`, { cause: options.cause });
    this.status = status;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** True when the same call may succeed later. */
  get passing(): boolean {
    return [0, 408, 425, 429].includes(this.status) || this.status >= 500;
  }

  /** True when the token is unknown to the server. */
  get expired(): boolean {
    return this.status === 401;
  }
}

const CALL_MS = 30_000;
const FILE_MS = 300_000;

/** A client of the chat at `origin` (no slash at the end); the token is read anew for every call. */
export const createChatApi = (origin: string, token: () => string | null): ChatApi => {
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    const bearer = token();
    if (bearer !== null) headers.set('authorization', `Bearer ${bearer}`);
    const response = await fetch(`${origin}/api/v1/chat${path}`, { ...init, headers }).catch((cause) => {
      throw new ChatProblem(0, { cause });
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new ChatProblem(response.status, { retryAfterMs: retryAfterOf(response) });
  };
  const json = async <T>(path: string, init: RequestInit = {}, ms = CALL_MS): Promise<T> => {
    const response = await call(path, { ...init, signal: AbortSignal.timeout(ms) });
    return response.json().catch((cause) => {
      throw new ChatProblem(0, { cause });
    });
  };
  const post = <T>(path: string, body: object): Promise<T> =>
    json(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  return {
    startSession: (locale) => post('/sessions', { locale }),
    snapshot: () => json(''),
    history: (before) => json(`/messages?before=${before}&limit=50`),
    say: async (saying) => (await post<{ message: ChatMessage }>('/messages', saying)).message,
    upload(file) {
      const body = new FormData();
      body.set('file', file);
      return json('/files', { method: 'POST', body }, FILE_MS);
    },
    async bytes(fileId) {
      const path = `/files/${encodeURIComponent(fileId)}`;
      const response = await call(path, { signal: AbortSignal.timeout(FILE_MS) });
      return response.blob().catch((cause) => {
        throw new ChatProblem(0, { cause });
      });
    },
    async events(cursor, signal) {
      const headers = { accept: 'text/event-stream', 'last-event-id': cursor };
      const response = await call('/events', { headers, signal, cache: 'no-store' });
      if (response.body === null) throw new ChatProblem(0);
      return response.body;
    },
  };
};

/** Retry-After in milliseconds: a number of seconds or an HTTP date (RFC 9110 §10.2.3). */
const retryAfterOf = (response: Response): number | undefined => {
  const value = response.headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
};
