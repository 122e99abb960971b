import type { Message, MessagePage } from '../schema.ts';

/** A part of a conversation without holes: what the middle of the page shows. */
export interface Window {
  /** By position, each id once, the latest version of each. */
  readonly messages: readonly Message[];
  /** There is something before the first. */
  readonly older: boolean;
  /** There is something after the last: live messages are not shown until the window reaches them. */
  readonly newer: boolean;
  /** Every position up to this one has been asked for. */
  readonly covered: number;
  /** The newest position known, shown or not. */
  readonly newest: number;
  /** The last change that is in the window. */
  readonly cursor: number;
}

/** How many messages are asked for at once. */
export const PAGE = 50;

/** The newest end of a conversation. */
export const newestOf = (page: MessagePage): Window => {
  const newest = page.items.at(-1)?.position ?? 0;
  return {
    messages: merged([], page.items),
    older: page.more,
    newer: false,
    covered: newest,
    newest,
    cursor: page.cursor,
  };
};

/**
 * The surroundings of a place further up: `page` was asked for as everything before `before`, `latest` is the
 * newest end, asked for first. Positions have holes, so only what was asked for tells where a page ends.
 */
export const aroundOf = (page: MessagePage, before: number, latest: Window): Window => ({
  messages: merged([], page.items),
  older: page.more,
  newer: before <= latest.newest,
  covered: before - 1,
  newest: latest.newest,
  cursor: Math.min(page.cursor, latest.cursor),
});

/** With an older page before it. */
export const withOlder = (window: Window, page: MessagePage): Window => ({
  ...window,
  messages: merged(window.messages, page.items),
  older: page.more,
});

/** With a newer page after it, which was asked for as everything before `before`. */
export const withNewer = (window: Window, page: MessagePage, before: number): Window => {
  const fresh = page.items.filter(({ position }) => position > window.covered);
  const newest = Math.max(window.newest, fresh.at(-1)?.position ?? 0);
  const newer = before <= newest;
  return {
    ...window,
    messages: merged(window.messages, fresh),
    newer,
    covered: newer ? before - 1 : newest,
    newest,
  };
};

/** With what changed since its cursor: new messages at its open end, new versions of those it shows. */
export const withChanges = (window: Window, page: MessagePage): Window => {
  const first = window.older ? (window.messages[0]?.position ?? Infinity) : 0;
  const last = window.newer ? window.covered : Infinity;
  const fitting = page.items.filter(({ position }) => position >= first && position <= last);
  const newest = Math.max(window.newest, ...page.items.map(({ position }) => position));
  return {
    ...window,
    messages: fitting.length === 0 ? window.messages : merged(window.messages, fitting),
    newest,
    covered: window.newer ? window.covered : newest,
    cursor: Math.max(window.cursor, page.cursor),
  };
};

/** Whether a place is inside, so that it can be shown without asking. */
export const holds = (window: Window, position: number): boolean =>
  (!window.older || position >= (window.messages[0]?.position ?? Infinity)) &&
  (!window.newer || position <= window.covered);

/** One version of each message, the one of the later change, by position. */
const merged = (known: readonly Message[], found: readonly Message[]): readonly Message[] => {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of found) {
    const before = byId.get(message.id);
    if (before === undefined || message.change >= before.change) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.position - b.position);
};
