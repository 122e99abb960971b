import { sql } from 'kysely';
import { pause } from '#kernel/time.ts';
import type { Database } from '#platform/db/database.ts';

const LOOK_EVERY_MS = 100;

/** How far the office is, as its database says. */
export interface Snapshot {
  /** Turns done in all conversations. */
  readonly turns: number;
  /** Turns done in one conversation whose every message has reached its end, by address. */
  readonly settled: ReadonlyMap<string, number>;
}

export interface Progress {
  now(): Snapshot;
  /** Resolves at the first look at which this is true; false when patience or the watch ends before. */
  until(isTrue: (snapshot: Snapshot) => boolean, patienceMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

/** Looks at the database again and again; while it is down, nothing has happened. */
export const watchProgress = (db: Database): Progress => {
  let snapshot: Snapshot = { turns: 0, settled: new Map() };
  const waiting = new Set<() => void>();
  const stopping = new AbortController();

  const look = async (): Promise<void> => {
    const { rows } = await sql<{ address: string; said: number; settled: boolean }>`
      select c.address, c.said, c.heard = c.said and not exists (
        select from messages m where m.conversation_id = c.id and m.delivery in ('queued', 'sending')
      ) as settled
      from conversations c
    `.execute(db);
    snapshot = {
      turns: rows.reduce((sum, { said }) => sum + said, 0),
      settled: new Map(rows.flatMap((row) => (row.settled ? [[row.address, row.said]] : []))),
    };
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch(() => {});
      for (const check of waiting) check();
      await pause(LOOK_EVERY_MS, stopping.signal);
    }
  };
  const watching = watch();

  return {
    now: () => snapshot,
    until: (isTrue, patienceMs) =>
      new Promise((resolve) => {
        const done = (answer: boolean) => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve(answer);
        };
        const check = () => {
          if (isTrue(snapshot)) done(true);
          else if (stopping.signal.aborted) done(false);
        };
        const timer = setTimeout(() => done(false), patienceMs);
        waiting.add(check);
        check();
      }),
    stop: async () => {
      stopping.abort();
      await watching;
      for (const check of waiting) check();
    },
  };
};
