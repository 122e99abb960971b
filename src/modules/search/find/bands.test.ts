import { expect, it } from 'vitest';
import { bandsOf } from './bands.ts';

it.each([
  [[], []],
  [
    [1, 1, 1],
    [0, 0, 0],
  ],
  [
    [1, 0.995, 0.985, 0.98, 0.5],
    [0, 0, 1, 1, 2],
  ],
  [
    [0, 0],
    [0, 0],
  ],
])('hits with the scores %j are in the bands %j', (scores, bands) => {
  expect(bandsOf(scores.map((score) => ({ score })))).toEqual(bands);
});
