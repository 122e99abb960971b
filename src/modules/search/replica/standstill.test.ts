import { expect, it } from 'vitest';
import { createStandstill } from './standstill.ts';

const PATIENCE_MS = 60;

/** Whether it stood still at each look, given as `[documents, progress, answers]`; patience is two looks long. */
const stood = (...looks: readonly (readonly [number, number | null, boolean?])[]): readonly boolean[] => {
  let time = 0;
  const standstill = createStandstill(PATIENCE_MS, () => time);
  return looks.map(([documents, progress, answers = false]) => {
    time += PATIENCE_MS / 2;
    return standstill.at({ documents, progress, answers });
  });
};

it('stands still when nothing ever comes', () => {
  expect(stood([0, null], [0, null], [0, 0])).toEqual([false, true, true]);
});

it('does not while documents or progress come, and does when they come again and again no further', () => {
  expect(stood([1, 0], [2, 0], [2, 0.1], [2, 0.2], [2, 0])).toEqual([false, false, false, false, false]);
  expect(stood([0, 0.5], [0, 0], [0, 0.4], [0, 0.5])).toEqual([false, false, true, true]);
});

it('does not while something answers, and what is lost then may come again from nothing', () => {
  expect(stood([9, null, true], [9, null, true], [9, null, true])).toEqual([false, false, false]);
  expect(stood([9, 1, true], [1, 0], [1, 0], [1, 0])).toEqual([false, false, false, true]);
});
