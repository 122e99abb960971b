import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPace } from './pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that takes so long, at most one in a second soon and one in five eventually. */
const setUp = (tookMs = 0) => {
  const work = vi.fn(() => new Promise((resolve) => setTimeout(resolve, tookMs)));
  return { work, pace: createPace(work, () => ({ soon: 1_000, eventually: 5_000 })) };
};

it('works at once after a silence, then once in a while, and the last call is not lost', async () => {
  const { work, pace } = setUp();
  pace.soon();
  await vi.advanceTimersByTimeAsync(0);
  expect(work).toHaveBeenCalledTimes(1);
  for (let call = 0; call < 20; call += 1) {
    pace.soon();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work).toHaveBeenCalledTimes(3);
});

it('waits longer for what only may be stale, unless something is', async () => {
  const { work, pace } = setUp();
  pace.soon();
  await vi.advanceTimersByTimeAsync(0);
  pace.eventually();
  await vi.advanceTimersByTimeAsync(4_900);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(work).toHaveBeenCalledTimes(2);
  pace.eventually();
  pace.soon();
  await vi.advanceTimersByTimeAsync(1_100);
  expect(work).toHaveBeenCalledTimes(3);
});

it('never works twice at a time, and works again for what came meanwhile', async () => {
  const { work, pace } = setUp(3_000);
  pace.soon();
  await vi.advanceTimersByTimeAsync(10);
  pace.eventually();
  pace.soon();
  await vi.advanceTimersByTimeAsync(2_900);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1_200);
  expect(work).toHaveBeenCalledTimes(2);
  pace.stop();
  pace.soon();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work).toHaveBeenCalledTimes(2);
});
