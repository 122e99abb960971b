import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, pause, systemClock } from './time.ts';

describe('backoff', () => {
  it('doubles from the base to the cap, within a quarter of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 600_000 }),
        (attempt, base, cap) => {
          const plain = Math.min(cap, base * 2 ** (attempt - 1));
          const ms = backoff(attempt, base, cap);
          expect(ms).toBeGreaterThanOrEqual(plain * 0.75);
          expect(ms).toBeLessThanOrEqual(plain * 1.25);
        },
      ),
    );
  });

  it('differs from time to time, so that many who failed together do not return together', () => {
    expect(new Set(Array.from({ length: 50 }, () => backoff(3, 100, 10_000))).size).toBeGreaterThan(10);
  });
});

describe('a pause', () => {
  it('ends at once when its signal has aborted', async () => {
    await pause(1_000_000, AbortSignal.abort());
  });

  it('ends when its signal aborts, and leaves nothing behind', async () => {
    const stopping = new AbortController();
    const paused = Promise.all([pause(1_000_000, stopping.signal), pause(1_000_000, stopping.signal)]);
    stopping.abort(new Error('not for those who pause'));
    await paused;
  });

  it('ends by itself', async () => {
    await pause(1);
    await pause(1, new AbortController().signal);
  });
});

it('the system clock tells milliseconds since 1970', () => {
  const before = Date.now();
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
});
