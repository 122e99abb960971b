import { expect, it } from 'vitest';
import { createMemoryJudge } from './memory.ts';

it('guesses what a catalogue takes, and learns from one that took more', () => {
  const judge = createMemoryJudge(1);
  expect([judge.fits(2_000), judge.fits(3_000)]).toEqual([true, false]);
  expect(judge.isOutgrown({ bytes: 1_050_000, documents: 2_000 })).toBe(false);
  expect(judge.isOutgrown({ bytes: 1_200_000, documents: 2_000 })).toBe(true);
  expect([judge.fits(2_000), judge.fits(1_600)]).toEqual([false, true]);
  expect([judge.fitsTwice({ bytes: 500_000 }), judge.fitsTwice({ bytes: 500_001 })]).toEqual([true, false]);
});

it('takes nothing into no memory', () => {
  expect(createMemoryJudge(0).fits(0)).toBe(false);
});
