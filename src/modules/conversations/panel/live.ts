import { messageOf } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { EventStream } from '#platform/http/sse.ts';
import type { Log } from '#platform/log/log.ts';
import type { Typist } from '../announce.ts';
import { CHANGES_CHANNEL } from '../transcript.ts';
import { type ConversationCounts, countConversations } from './conversation-rows.ts';

/** The NOTIFY channel that tells of messages that reached an end; the payload is the id of the conversation. */
export const ENDINGS_CHANNEL = 'kontora_endings';
/** The NOTIFY channel that tells of operators who write; the payload is a `Typist` as JSON. */
export const TYPING_CHANNEL = 'kontora_typing';

/** Streams of one person at the same time, in each process. */
const MOST_OF_ONE = 8;
/** Milliseconds between two events of the same conversation, and between two looks at the counts. */
const MERGE_MS = 250;
const COUNT_EVERY_MS = 1_000;
/** How long somebody who typed counts as typing. */
const TYPING_MS = 6_000;

export type Live = ReturnType<typeof createLive>;

/** What happens in all conversations right now, for the panels that this process serves. Make it before `run`. */
export const createLive = ({
  db,
  notifications,
  log,
}: {
  db: Database;
  notifications: Notifications;
  log: Log;
}) => {
  const watchers = new Set<{ readonly stream: EventStream; readonly operatorId: string; told: string }>();
  const typists = new Map<string, Typist & { readonly until: number }>();

  const tellAll = (event: string, data: unknown): void => {
    for (const { stream } of watchers) stream.send({ event, data });
  };

  const changed = paced(MERGE_MS, (id: string) => tellAll('changed', { id }));

  const tellCounts = paced(COUNT_EVERY_MS, async () => {
    if (watchers.size === 0) return;
    const countsOf = await countConversations(db);
    for (const watcher of watchers) {
      const counts: ConversationCounts = countsOf(watcher.operatorId);
      const told = JSON.stringify(counts);
      if (told !== watcher.told) watcher.stream.send({ event: 'counts', data: counts });
      watcher.told = told;
    }
  });

  const look = (id: string): void => {
    if (watchers.size === 0) return;
    changed(id);
    tellCounts('');
  };
  /** Whoever watches has missed something: the panel reads everything anew when it connects again. */
  const missed = (): void => {
    for (const { stream } of watchers) stream.close();
  };
  notifications.on(CHANGES_CHANNEL, { heard: look, missed });
  notifications.on(ENDINGS_CHANNEL, { heard: changed, missed: () => {} });
  notifications.on(TYPING_CHANNEL, {
    heard: (payload) => {
      const typist = JSON.parse(payload) as Typist;
      typists.set(`${typist.conversation_id} ${typist.operator.id}`, {
        ...typist,
        until: performance.now() + TYPING_MS,
      });
      tellAll('typing', typist);
    },
    missed: () => {},
  });

  return {
    /** Shows everything that happens on a stream, beginning with the counts; of too many of one person the oldest ends. */
    watch: (by: Actor & { readonly personId: string }, stream: EventStream): void => {
      assertMay(by, 'conversations.read');
      const watcher = { stream, operatorId: by.personId, told: '' };
      watchers.add(watcher);
      const own = [...watchers].filter(({ operatorId }) => operatorId === by.personId);
      for (const old of own.slice(0, -MOST_OF_ONE)) {
        watchers.delete(old);
        old.stream.close();
      }
      stream.closed.addEventListener('abort', () => watchers.delete(watcher));
      tellCounts('');
    },
    /** Operators who have just typed in a conversation. */
    typing: (conversationId: string): readonly Typist['operator'][] => {
      const now = performance.now();
      for (const [key, { until }] of typists) if (until < now) typists.delete(key);
      return [...typists.values()]
        .filter(({ conversation_id }) => conversation_id === conversationId)
        .map(({ operator }) => operator);
    },
    watching: () => watchers.size,
  };

  /** Does it at once for the first call of a key, and for all that come within `ms` once more after them; over failures. */
  function paced(ms: number, act: (key: string) => void | Promise<void>): (key: string) => void {
    const resting = new Map<string, boolean>();
    const run = (key: string): void => {
      if (resting.has(key)) return void resting.set(key, true);
      resting.set(key, false);
      Promise.resolve(act(key))
        .catch((error) => {
          log.warn({ reason: messageOf(error) }, 'the panel was not told, it will be tried again');
          resting.set(key, true);
        })
        .finally(() =>
          setTimeout(() => {
            const again = resting.get(key);
            resting.delete(key);
            if (again) run(key);
          }, ms).unref(),
        );
    };
    return run;
  }
};
