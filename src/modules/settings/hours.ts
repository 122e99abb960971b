import type { QuietHours, WorkingHours } from './schema.ts';
import { WEEKDAYS } from './week.ts';
import { dateOf, dayAt, daysAfter, instantOf, weekdayOf } from './zone.ts';

/** Whether the office is open, and when that ends. */
export type Opening =
  /** `closesAt` null: it stays open for the next two weeks at least. */
  | { readonly open: true; readonly closesAt: Date | null }
  /** `opensAt` null: nobody knows, not within the next year. */
  | { readonly open: false; readonly opensAt: Date | null };

const OPEN_DAYS_READ = 14;
const CLOSED_DAYS_READ = 366;

/** Whether the office is open now by its working hours, and until when. */
export const openingAt = (hours: WorkingHours, now: Date): Opening => {
  const at = now.getTime();
  const today = dayAt(hours.time_zone, now);
  let closes: number | undefined;
  for (let ahead = -1; ahead <= CLOSED_DAYS_READ; ahead += 1) {
    if (closes !== undefined && ahead > OPEN_DAYS_READ) return { open: true, closesAt: null };
    for (const { from, to } of spansOf(hours, daysAfter(today, ahead))) {
      if (to <= at || from >= to) continue;
      if (closes === undefined && from > at) return { open: false, opensAt: new Date(from) };
      if (closes !== undefined && from > closes) return { open: true, closesAt: new Date(closes) };
      closes = Math.max(closes ?? to, to);
    }
  }
  return closes === undefined ? { open: false, opensAt: null } : { open: true, closesAt: new Date(closes) };
};

/** When the quiet hours of now end; null: it is not quiet. `zone` is that of the working hours. */
export const quietUntil = ({ on, from, to }: QuietHours, zone: string, now: Date): Date | null => {
  if (!on) return null;
  const at = now.getTime();
  const today = dayAt(zone, now);
  for (const day of [daysAfter(today, -1), today]) {
    const ends = instantOf(zone, from < to ? day : daysAfter(day, 1), to);
    if (instantOf(zone, day, from) <= at && at < ends) return new Date(ends);
  }
  return null;
};

/** The open times of a day, in milliseconds since 1970. */
const spansOf = ({ time_zone, weekly, holidays }: WorkingHours, day: number) => {
  const weekday = WEEKDAYS[weekdayOf(day)];
  if (!weekday || holidays.includes(dateOf(day))) return [];
  return weekly[weekday].map(({ from, to }) => ({
    from: instantOf(time_zone, day, from),
    to: instantOf(time_zone, day, to),
  }));
};
