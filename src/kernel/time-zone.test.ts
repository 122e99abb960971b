import { expect, it } from 'vitest';
import { isTimeZone, wallClock } from './time-zone.ts';

it.each([
  ['Europe/Moscow', true],
  ['Etc/GMT+3', true],
  ['UTC', true],
  ['+03:00', false],
  ['Europe/Nowhere', false],
  ['', false],
])('%j is a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});

it.each([
  ['UTC', '2026-03-10T12:20:05.700Z', '2026-03-10T12:20:05.000Z'],
  ['Europe/Moscow', '2026-03-10T22:30:00Z', '2026-03-11T01:30:00.000Z'],
  ['Asia/Kathmandu', '2026-12-31T18:15:00Z', '2027-01-01T00:00:00.000Z'],
  ['America/New_York', '2026-03-08T06:59:59Z', '2026-03-08T01:59:59.000Z'],
  ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00.000Z'],
])('the clock of %s shows at %s: %s', (zone, at, shown) => {
  expect(new Date(wallClock(zone)(Date.parse(at))).toISOString()).toBe(shown);
});
