import { wallClock } from '#kernel/time-zone.ts';
import type { Traffic } from './schema.ts';

/** A while cut into hours or days of a time zone; times are milliseconds since 1970. */
export interface Span {
  readonly unit: 'hour' | 'day';
  /** Where each hour or day begins; the first is the begin of the span. */
  readonly starts: readonly number[];
  /** The last hour or day is cut off here. */
  readonly to: number;
}

const HOUR_MS = 3_600_000;
const PERIODS = {
  '24h': { unit: 'hour', count: 24 },
  '7d': { unit: 'day', count: 7 },
  '30d': { unit: 'day', count: 30 },
} as const;

/**
 * The period that ends now, in whole hours or days of the time zone but for the last, and the one of the same
 * length just before, which ends at the same time of day.
 */
export const spansOf = (
  period: Traffic['period'],
  tz: string,
  now: number,
): { readonly current: Span; readonly previous: Span } => {
  const { unit, count } = PERIODS[period];
  const ahead = aheadIn(tz);
  const back = unit === 'hour' ? hoursBack(ahead, now) : daysBack(ahead, now);
  const starts = Array.from({ length: count * 2 }, (_, index) => back(count * 2 - 1 - index));
  const current = { unit, starts: starts.slice(count), to: now };
  const begun = now - back(0);
  const previous = { unit, starts: starts.slice(0, count), to: back(count) + begun };
  return { current, previous };
};

/** Milliseconds that the clocks of a time zone are ahead of UTC at a moment. */
type Ahead = (at: number) => number;

const hoursBack = (ahead: Ahead, now: number): ((hours: number) => number) => {
  const past = (now + ahead(now)) % HOUR_MS;
  return (hours) => now - past - hours * HOUR_MS;
};

const daysBack = (ahead: Ahead, now: number): ((days: number) => number) => {
  const today = new Date(now + ahead(now));
  return (days) => {
    const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() - days);
    // The clocks may have changed since: what counts is how far they are ahead at the midnight itself.
    return midnight - ahead(midnight - ahead(midnight));
  };
};

const aheadIn = (timeZone: string): Ahead => {
  const wallAt = wallClock(timeZone);
  return (at) => wallAt(at) - Math.floor(at / 1_000) * 1_000;
};
