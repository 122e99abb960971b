import { expect, it } from 'vitest';
import { agoIn } from './ago.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

it.each([
  [0, 'now'],
  [-59 * SECOND, 'now'],
  [-60 * SECOND, '1 minute ago'],
  [-59 * MINUTE, '59 minutes ago'],
  [-90 * MINUTE, '1 hour ago'],
  [-23 * HOUR, '23 hours ago'],
  [-24 * HOUR, 'yesterday'],
  [-6 * DAY, '6 days ago'],
  [-40 * DAY, 'last month'],
  [-400 * DAY, 'last year'],
  [5 * MINUTE, 'in 5 minutes'],
  [3 * DAY, 'in 3 days'],
])('%i ms from now is %s', (distance, words) => {
  expect(agoIn('en', NOW + distance, NOW)).toBe(words);
});

it('speaks Russian', () => {
  expect(agoIn('ru', NOW - 5 * MINUTE, NOW)).toBe('5 минут назад');
});
