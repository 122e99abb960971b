/** How long a block lasts: for a time from now, until a moment, or until somebody ends it. */
export const DURATIONS = ['hour', 'day', 'week', 'month', 'until', 'forever'] as const;
export type Duration = (typeof DURATIONS)[number];

const HOUR = 3_600_000;
const LENGTHS: Readonly<Partial<Record<Duration, number>>> = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
};

/**
 * When a block that begins `now` ends: null for never, undefined when `moment` (as a field of date and time says
 * it, in the time zone of the browser) says nothing yet.
 */
export const endOf = (duration: Duration, moment: string, now: number): Date | null | undefined => {
  if (duration === 'forever') return null;
  const length = LENGTHS[duration];
  if (length !== undefined) return new Date(now + length);
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? undefined : at;
};
