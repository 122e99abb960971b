import { messageOf } from '#kernel/errors.ts';
import { type Actor, assertMay } from '#modules/access/index.ts';
import type { Notifications } from '#platform/db/notifications.ts';
import type { EventStream } from '#platform/http/sse.ts';
import type { Log } from '#platform/log/log.ts';
import { QUESTIONS_CHANNEL } from '../message.ts';
import type { OfficeQuestions } from './office.ts';

type Employee = Actor & { readonly personId: string };

/** Streams of one person at the same time, in each process. */
const MOST_OF_ONE = 8;
/** Milliseconds between two looks at the counts, and between two events of one question. */
const REST_MS = 500;

export type QuestionsLive = ReturnType<typeof createQuestionsLive>;

/** What happens in questions right now, for the panels that this process serves. Make it before `run`. */
export const createQuestionsLive = ({
  notifications,
  counts,
  log,
}: {
  notifications: Notifications;
  counts: OfficeQuestions['counts'];
  log: Log;
}) => {
  const watchers = new Set<{ readonly stream: EventStream; readonly by: Employee; told: string }>();
  const changed = new Set<string>();
  let resting = false;

  const tellAll = async (): Promise<void> => {
    const ids = [...changed];
    changed.clear();
    for (const { stream } of watchers) for (const id of ids) stream.send({ event: 'changed', data: { id } });
    await Promise.all([...watchers].map(tellCounts));
  };

  const tellCounts = async (watcher: { stream: EventStream; by: Employee; told: string }): Promise<void> => {
    const data = await counts(watcher.by);
    const told = JSON.stringify(data);
    if (told !== watcher.told) watcher.stream.send({ event: 'counts', data });
    watcher.told = told;
  };

  const quietly = (work: Promise<void>): Promise<void> =>
    work.catch((error) => log.warn({ reason: messageOf(error) }, 'the panel was not told of questions'));

  /** At once for the first change, together for those that come while it rests. */
  const look = (id: string): void => {
    if (watchers.size === 0) return;
    changed.add(id);
    if (resting) return;
    resting = true;
    void quietly(tellAll()).then(() =>
      setTimeout(() => {
        resting = false;
        const [next] = changed;
        if (next !== undefined) look(next);
      }, REST_MS).unref(),
    );
  };

  notifications.on(QUESTIONS_CHANNEL, {
    heard: look,
    // Whoever watches has missed something: the panel reads everything anew when it connects again.
    missed: () => {
      for (const { stream } of watchers) stream.close();
    },
  });

  return {
    /** Shows what happens on a stream, beginning with the counts; of too many of one person the oldest ends. */
    watch: (by: Employee, stream: EventStream): void => {
      assertMay(by, 'questions.read');
      const watcher = { stream, by, told: '' };
      watchers.add(watcher);
      const own = [...watchers].filter((one) => one.by.personId === by.personId);
      for (const old of own.slice(0, -MOST_OF_ONE)) {
        watchers.delete(old);
        old.stream.close();
      }
      stream.closed.addEventListener('abort', () => watchers.delete(watcher));
      void quietly(tellCounts(watcher));
    },
    watching: () => watchers.size,
  };
};
