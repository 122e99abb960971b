import { expect, it } from 'vitest';
import { endOf } from './duration.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');

it.each([
  ['hour', '2026-11-21T13:00:00.000Z'],
  ['day', '2026-11-22T12:00:00.000Z'],
  ['week', '2026-11-28T12:00:00.000Z'],
  ['month', '2026-12-21T12:00:00.000Z'],
] as const)('a block for a %s ends at %s', (duration, end) => {
  expect(endOf(duration, '', NOW)?.toISOString()).toBe(end);
});

it('a block without an end has none', () => {
  expect(endOf('forever', '2026-11-22T10:00', NOW)).toBeNull();
});

it('a block until a moment ends then, by the clock of whoever sets it', () => {
  expect(endOf('until', '2026-11-22T10:00', NOW)).toEqual(new Date(2026, 10, 22, 10, 0));
});

it.each(['', 'tomorrow', '2026-13-01T00:00'])('%j is no moment', (moment) => {
  expect(endOf('until', moment, NOW)).toBeUndefined();
});
