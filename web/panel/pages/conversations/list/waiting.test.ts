import { describe, expect, it } from 'vitest';
import { countdown, partsOf, waitOf } from './waiting.ts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const ago = (minutes: number): string => new Date(NOON - minutes * 60_000).toISOString();
const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('a wait', () => {
  it.each([
    [0, 'short'],
    [2.9, 'short'],
    [3, 'long'],
    [14.9, 'long'],
    [15, 'late'],
    [10_000, 'late'],
  ])('of %d minutes is %s', (minutes, wait) => {
    expect(waitOf({ queued_at: null, waiting_since: ago(minutes) }, NOON)).toMatchObject({ wait });
  });

  it('counts from the first of asking and standing in the queue', () => {
    expect(waitOf({ queued_at: ago(1), waiting_since: ago(4) }, NOON)?.ms).toBe(240_000);
    expect(waitOf({ queued_at: ago(5), waiting_since: ago(4) }, NOON)?.ms).toBe(300_000);
    expect(waitOf({ queued_at: ago(5), waiting_since: null }, NOON)?.ms).toBe(300_000);
  });

  it('is none where nobody waits, and never below nothing', () => {
    expect(waitOf({ queued_at: null, waiting_since: null }, NOON)).toBeNull();
    expect(waitOf({ queued_at: ago(-2), waiting_since: null }, NOON)?.ms).toBe(0);
  });
});

describe('a span', () => {
  it.each([
    [0, '0 second'],
    [59_999, '59 second'],
    [60_000, '1 minute'],
    [HOUR - 1, '59 minute'],
    [HOUR, '1 hour'],
    [HOUR + 61 * SECOND, '1 hour 1 minute'],
    [24 * HOUR, '1 day'],
    [49 * HOUR, '2 day 1 hour'],
  ])('of %d ms is %s', (ms, expected) => {
    expect(
      partsOf(ms)
        .map(({ value, unit }) => `${value} ${unit}`)
        .join(' '),
    ).toBe(expected);
  });

  it('counts down as a clock', () => {
    expect(countdown(249_001)).toBe('4:10');
    expect(countdown(5_000)).toBe('0:05');
    expect(countdown(-1)).toBe('0:00');
  });
});
