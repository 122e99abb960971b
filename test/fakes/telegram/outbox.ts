import type { RefusalParameters } from './refusal.ts';

/** One call of a bot, refused ones included. */
export interface Call {
  /** Grows by one; given when the call is settled. */
  readonly sequence: number;
  /** Virtual milliseconds since 1970. */
  readonly at: number;
  readonly bot_id: number | undefined;
  readonly method: string;
  readonly chat_id: number | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error?: {
    readonly error_code: number;
    readonly description: string;
    readonly parameters?: RefusalParameters | undefined;
  };
  /** The fault that struck. */
  readonly fault?: string | undefined;
  /** `webhook` for a call that stood in the answer to an update. */
  readonly via?: 'webhook' | undefined;
}

export interface CallFilter {
  readonly chat_id?: number | undefined;
  /** Method names in any case; by default every method. */
  readonly methods?: readonly string[] | undefined;
  /** Only calls with a greater sequence. */
  readonly since?: number | undefined;
}

/** Everything the bots did, in order. */
export interface Outbox {
  record(call: Omit<Call, 'sequence'>): Call;
  find(filter: CallFilter): Call[];
  /** The first successful call past `since` that fits; undefined after `timeoutMs` of real time. */
  wait(filter: CallFilter, timeoutMs: number): Promise<Call | undefined>;
  last(): number;
  clear(): void;
}

/** Calls by which a chat gets or changes content: what `wait` looks for unless told otherwise. */
const CONTENT = /^(send(?!chataction)|edit|copy|forward)/;

interface Waiter {
  readonly filter: CallFilter;
  resolve(call: Call | undefined): void;
}

/** Remembers at least the last `keep` calls. */
export function createOutbox(keep: number): Outbox {
  let calls: Call[] = [];
  let byChat = new Map<number, Call[]>();
  let sequence = 0;
  /** By the chat they watch; undefined watches all. */
  const waiters = new Map<number | undefined, Set<Waiter>>();

  const index = (call: Call) => {
    if (call.chat_id === undefined) return;
    const list = byChat.get(call.chat_id);
    if (list) list.push(call);
    else byChat.set(call.chat_id, [call]);
  };

  const wake = (call: Call, chatId: number | undefined) => {
    for (const waiter of waiters.get(chatId) ?? []) if (isAwaited(call, waiter.filter)) waiter.resolve(call);
  };

  const listFor = ({ chat_id }: CallFilter) => (chat_id === undefined ? calls : (byChat.get(chat_id) ?? []));

  return {
    record(fields) {
      const call: Call = { sequence: ++sequence, ...fields };
      calls.push(call);
      index(call);
      if (calls.length > keep * 2) {
        calls = calls.slice(-keep);
        byChat = new Map();
        for (const kept of calls) index(kept);
      }
      wake(call, undefined);
      if (call.chat_id !== undefined) wake(call, call.chat_id);
      return call;
    },
    find(filter) {
      const methods = filter.methods?.map((method) => method.toLowerCase());
      return listFor(filter)
        .slice(firstAfter(listFor(filter), filter.since ?? 0))
        .filter((call) => !methods || methods.includes(call.method.toLowerCase()));
    },
    wait(filter, timeoutMs) {
      const list = listFor(filter);
      for (let at = firstAfter(list, filter.since ?? 0); at < list.length; at++) {
        const call = list[at];
        if (call && isAwaited(call, filter)) return Promise.resolve(call);
      }
      const group = waiters.get(filter.chat_id) ?? new Set<Waiter>();
      waiters.set(filter.chat_id, group);
      return new Promise((resolve) => {
        const waiter: Waiter = {
          filter,
          resolve(call) {
            clearTimeout(timer);
            group.delete(waiter);
            if (group.size === 0) waiters.delete(filter.chat_id);
            resolve(call);
          },
        };
        const timer = setTimeout(() => waiter.resolve(undefined), timeoutMs);
        group.add(waiter);
      });
    },
    last: () => sequence,
    clear() {
      calls = [];
      byChat = new Map();
      for (const group of waiters.values()) for (const waiter of group) waiter.resolve(undefined);
    },
  };
}

function isAwaited(call: Call, { chat_id, methods, since = 0 }: CallFilter): boolean {
  if (!call.ok || call.sequence <= since) return false;
  if (chat_id !== undefined && call.chat_id !== chat_id) return false;
  const method = call.method.toLowerCase();
  return methods ? methods.some((wanted) => wanted.toLowerCase() === method) : CONTENT.test(method);
}

/** The place of the first call whose sequence is greater; the list is ordered. */
function firstAfter(list: readonly Call[], since: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.sequence ?? 0) > since) high = middle;
    else low = middle + 1;
  }
  return low;
}
