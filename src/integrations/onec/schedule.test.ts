import { expect, it } from 'vitest';
import { ok, refuse } from '#kernel/result.ts';
import { silent } from '#test/database.ts';
import type { Pull, PullEnd } from './pull.ts';
import { pullAtIntervals } from './schedule.ts';

const MINUTE = 60_000;

/** Runs the schedule on a clock of its own, which jumps to the end of each pause; answers when pulls began. */
const run = async (
  start: (time: number, take: (ms: number) => void) => ReturnType<Pull['start']>,
  { intervalMinutes = 10, until = 45 * MINUTE } = {},
): Promise<number[]> => {
  const stop = new AbortController();
  const starts: number[] = [];
  let now = 0;
  const take = (ms: number): void => {
    now += ms;
  };
  await pullAtIntervals({
    pull: {
      start: (by) => {
        expect(by.personId).toBeNull();
        starts.push(now);
        return start(now, take);
      },
    },
    intervalMinutes,
    clock: { now: () => now },
    log: silent,
    signal: stop.signal,
    wait: async (ms) => {
      now += ms;
      if (now > until) stop.abort();
    },
  });
  return starts;
};

const ended = (end: PullEnd) => Promise.resolve(ok({ end: Promise.resolve(end) }));
const failure = { ok: false, failure: { reason: 'timeout' } } as const;

it('S3-52, S3-56: the first pull comes soon after the start, the second after that many minutes', async () => {
  const starts = await run((_, take) => {
    take(20_000);
    return ended(failure);
  });
  expect(starts[0]).toBeLessThanOrEqual(10_000);
  expect(starts.map((at) => Math.round(at - (starts[0] ?? 0)))).toEqual(
    [0, 10, 20, 30, 40].map((at) => at * MINUTE),
  );
});

it('S3-56: no failure stops the loop: of a pull, of the database, of one that runs already', async () => {
  const trouble = [
    () => ended(failure),
    () => Promise.reject(new Error('Connection terminated')),
    () => Promise.resolve(refuse('running')),
  ];
  let at = 0;
  const starts = await run(() => (trouble[at++ % trouble.length] as () => ReturnType<Pull['start']>)(), {
    intervalMinutes: 1,
    until: 30 * MINUTE,
  });
  expect(starts.length).toBeGreaterThanOrEqual(29);
});

it('a pull longer than the interval is followed by the next one, after a breath', async () => {
  const starts = await run(
    (_, take) => {
      take(15 * MINUTE);
      return ended(failure);
    },
    { until: 60 * MINUTE },
  );
  expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBe(15 * MINUTE + 5_000);
});
