import { expect, it } from 'vitest';
import { durationIn } from './duration.ts';

it.each([
  [0, '0 мс', '0 ms'],
  [0.3456, '346 мс', '346 ms'],
  [1.25, '1,3 с', '1.3 s'],
  [59.9, '59,9 с', '59.9 s'],
  [90, '1,5 мин', '1.5 min'],
  [7_200, '2 ч', '2 h'],
])('%d seconds are said as %s and %s', (seconds, ru, en) => {
  expect([durationIn('ru', seconds), durationIn('en', seconds)]).toEqual([ru, en]);
});
