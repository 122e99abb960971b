import { wallClock } from '#kernel/time-zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A day of the calendar, as the milliseconds of its midnight in UTC. */
export type Day = number;

const clocks = new Map<string, ReturnType<typeof wallClock>>();

const wallAt = (zone: string, at: number): number => {
  const clock = clocks.get(zone) ?? wallClock(zone);
  clocks.set(zone, clock);
  return clock(at);
};

/** The day that it is in a time zone. */
export const dayAt = (zone: string, at: Date): Day => {
  const wall = wallAt(zone, at.getTime());
  return wall - (wall % DAY_MS);
};

/** The day `count` days later. */
export const daysAfter = (day: Day, count: number): Day => day + count * DAY_MS;

/** `YYYY-MM-DD`. */
export const dateOf = (day: Day): string => new Date(day).toISOString().slice(0, 10);

/** The weekday, 0 for Monday. */
export const weekdayOf = (day: Day): number => (new Date(day).getUTCDay() + 6) % 7;

/**
 * When the clock of a time zone first shows a time (`HH:MM` up to `24:00`) of a day, in milliseconds since
 * 1970; for a time that it skips, when it skips.
 */
export const instantOf = (zone: string, day: Day, time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = day + (hours * 60 + minutes) * MINUTE_MS;
  // No zone is further than a day from UTC: the offsets around are those before and after any change near.
  const before = wallAt(zone, wall - DAY_MS) - (wall - DAY_MS);
  const after = wallAt(zone, wall + DAY_MS) - (wall + DAY_MS);
  const found = [wall - before, wall - after].filter((at) => wallAt(zone, at) === wall);
  return found.length > 0 ? Math.min(...found) : firstPast(zone, wall, wall - after, wall - before);
};

/** The first instant between two at which the clock has passed a reading, to the second. */
const firstPast = (zone: string, wall: number, low: number, high: number): number => {
  let [early, late] = [low, high];
  while (late - early > 1_000) {
    const middle = early + Math.floor((late - early) / 2_000) * 1_000;
    if (wallAt(zone, middle) >= wall) late = middle;
    else early = middle;
  }
  return late;
};
