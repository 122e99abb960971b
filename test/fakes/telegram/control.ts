import type { Chat, User, UserFromGetMe, WebhookInfo } from '@grammyjs/types';
import type { ActionResult, RawResult } from './actions.ts';
import type { ControlBody } from './control-schema.ts';
import type { Fault } from './faults.ts';
import type { LimitSettings } from './limits.ts';
import type { MemberResult } from './members.ts';
import type { Call } from './outbox.ts';
import type { Transcript } from './transcript.ts';
import type { WebAppData } from './webapp.ts';
import type { Attempt } from './webhook.ts';

export type BotInfo = UserFromGetMe & {
  readonly token: string;
  readonly revoked: boolean;
  readonly pending_updates: number;
  readonly webhook: boolean;
  /** A long poll waits right now. */
  readonly polling: boolean;
};

export interface CallbackInfo {
  readonly id: string;
  readonly user_id: number;
  readonly data: string;
  /** Virtual milliseconds since 1970. */
  readonly expires: number;
  readonly answered: boolean;
  readonly answered_at?: number;
  readonly answer?: { readonly text?: string; readonly show_alert?: boolean; readonly url?: string };
}

export interface StateInfo {
  readonly bots: readonly Omit<BotInfo, 'token'>[];
  readonly users: number;
  readonly chats: number;
  /** The sequence of the newest call. */
  readonly calls: number;
  readonly faults: readonly (Fault & { readonly left: number })[];
  readonly limits: LimitSettings;
  readonly now: number;
}

export interface OutboxQuery {
  /** One or more method names. */
  readonly method?: string | readonly string[];
  readonly chat_id?: number;
  /** Only calls with a greater sequence. */
  readonly since?: number;
}

export interface WaitQuery {
  readonly chat_id?: number;
  /** Without it: anything that gives a chat content (send*, edit*, copy*, forward*). */
  readonly method?: string | readonly string[];
  /** Only calls with a greater sequence. */
  readonly after?: number;
  /** Real milliseconds, 10 000 by default. */
  readonly timeout_ms?: number;
}

/** A control call that the fake refused. */
export class ControlRefused extends Error {
  override readonly name = 'ControlRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type TelegramControl = ReturnType<typeof createTelegramControl>;

/** The control API of a fake Telegram at `url`: what users do, what went out, what goes wrong. */
export function createTelegramControl(url: string) {
  const post = <T>(route: string, body: unknown = {}) => request<T>(url, 'POST', route, body);
  const put = <T>(route: string, body: unknown) => request<T>(url, 'PUT', route, body);
  const get = <T>(route: string, query: object = {}) => request<T>(url, 'GET', route + searchOf(query));

  const waitFor = async (query: WaitQuery): Promise<Call | undefined> =>
    (await get<Call | null>('wait', query)) ?? undefined;

  return {
    /** Makes a bot, or finds the one with this token. */
    bots: (body: ControlBody<'bots'> = {}) => post<BotInfo>('bots', body),
    users: (body: ControlBody<'users'> = {}) => post<User & { phone?: string }>('users', body),
    chats: (body: ControlBody<'chats'>) => post<Chat>('chats', body),

    message: (body: ControlBody<'message'>) => post<ActionResult>('message', body),
    press: (body: ControlBody<'press'>) => post<ActionResult>('press', body),
    callback: (body: ControlBody<'callback'>) =>
      post<ActionResult & { readonly callback_query_id: string }>('callback', body),
    contact: (body: ControlBody<'contact'>) => post<ActionResult>('contact', body),
    /** Queues a raw update: any kind, any id. */
    update: (body: ControlBody<'update'>) => post<RawResult>('update', body),
    /** Delivers the newest update again under the same id. */
    again: (body: ControlBody<'again'> = {}) => post<RawResult>('again', body),
    /** A user deletes a message. */
    delete: (body: ControlBody<'delete'>) => post<object>('delete', body),
    member: (body: ControlBody<'member'>) => post<MemberResult>('member', body),
    webapp: (body: ControlBody<'webapp'>) => post<WebAppData>('webapp', body),

    faults: (body: ControlBody<'faults'>) => post<object>('faults', body),
    clearFaults: () => request<object>(url, 'DELETE', 'faults'),
    limits: (body: ControlBody<'limits'>) => put<LimitSettings>('limits', body),
    /** Skips virtual time. */
    clock: (body: ControlBody<'clock'>) => put<{ readonly now: number }>('clock', body),
    options: (body: ControlBody<'options'>) =>
      put<{ readonly local: boolean; readonly webhookTimeScale: number }>('options', body),
    /** Makes a token invalid, or valid again. */
    token: (body: ControlBody<'token'>) => post<object>('token', body),
    reset: () => post<object>('reset'),

    outbox: (query: OutboxQuery = {}) => get<Call[]>('outbox', query),
    chat: (chatId: number, query: { readonly bot_id?: number } = {}) =>
      get<Transcript>(`chats/${chatId}`, query),
    /** The transcript for readable assertions. */
    chatText: (chatId: number) => get<string>(`chats/${chatId}`, { format: 'text' }),
    callbacks: (callbackQueryId: string) => get<CallbackInfo>(`callbacks/${callbackQueryId}`),
    /** The bytes of a file that a message shows. */
    files: async (fileId: string): Promise<Buffer> => {
      const response = await fetch(`${url}/_fake/files/${fileId}`);
      if (!response.ok) throw new ControlRefused(response.status, await response.text());
      return Buffer.from(await response.arrayBuffer());
    },
    webhook: (query: { readonly bot_id?: number } = {}) =>
      get<{ readonly info: WebhookInfo; readonly attempts: readonly Attempt[] }>('webhook', query),
    state: () => get<StateInfo>('state'),

    /** The first fitting successful call, as soon as it exists; undefined when time is over. */
    wait: waitFor,
    /** The same, but a call that does not come is an error. */
    async waitFor(query: WaitQuery): Promise<Call> {
      const call = await waitFor(query);
      if (!call) throw new Error(`no call came: ${JSON.stringify(query)}`);
      return call;
    },
  };
}

async function request<T>(url: string, method: string, route: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}/_fake/${route}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 204) return null as T;
  const isText = response.headers.get('content-type')?.startsWith('text/plain');
  if (isText) return (await response.text()) as T;
  const json = (await response.json()) as { error?: string };
  if (!response.ok) throw new ControlRefused(response.status, json.error ?? `status ${response.status}`);
  return json as T;
}

function searchOf(query: object): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined) as [string, unknown][];
  const search = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]));
  return entries.length === 0 ? '' : `?${search}`;
}
