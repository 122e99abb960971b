import { messageOf } from '#kernel/errors.ts';
import { type Clock, pause } from '#kernel/time.ts';
import { theOffice } from '#modules/access/index.ts';
import type { Log } from '#platform/log/log.ts';
import type { Pull } from './pull.ts';

/** The first pull comes so soon after the start, and at most so much later. */
const FIRST_MS = 2_000;
const JITTER_MS = 3_000;
const MINUTE_MS = 60_000;
/** Between pulls that take longer than the interval. */
const LEAST_MS = 5_000;

/** Pulls soon after the start and then at intervals, measured from start to start; no failure ends it. */
export const pullAtIntervals = async ({
  pull,
  intervalMinutes,
  clock,
  log,
  signal,
  wait = pause,
}: {
  pull: Pick<Pull, 'start'>;
  intervalMinutes: number;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  /** Given by tests that own the time. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Promise<void> => {
  await wait(FIRST_MS + Math.random() * JITTER_MS, signal);
  while (!signal.aborted) {
    const began = clock.now();
    try {
      const started = await pull.start(theOffice, signal);
      if (started.ok) await started.value.end;
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'a pull from 1C could not be started');
    }
    await wait(Math.max(LEAST_MS, began + intervalMinutes * MINUTE_MS - clock.now()), signal);
  }
};
