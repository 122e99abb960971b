import { expect, it } from 'vitest';
import { durationIn } from './duration.ts';

it.each([
  ['en', 1, '1 sec'],
  ['en', 89, '89 sec'],
  ['en', 90, '2 min'],
  ['en', 120, '2 min'],
  ['en', 121, '3 min'],
  ['en', 900, '15 min'],
  ['ru', 30, '30 с'],
  ['ru', 900, '15 мин'],
])('%s: %i s is %s', (locale, seconds, words) => {
  expect(durationIn(locale, seconds)).toBe(words);
});
