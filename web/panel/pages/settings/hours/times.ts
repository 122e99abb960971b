import type { WorkingHours } from '#modules/settings/index.ts';
import { WEEKDAYS, type Weekday } from '#modules/settings/week.ts';

export { WEEKDAYS, type Weekday };
export type Weekly = WorkingHours['weekly'];
export type Interval = Weekly[Weekday][number];

const USUAL: Interval = { from: '09:00', to: '18:00' };
/** What a day can have at most. */
const MOST_INTERVALS = 6;

/** The times of a day that has just become a working day. */
export const usualDay = (): Weekly[Weekday] => [USUAL];

/** A further time after those of a day: an hour later, for as long as the day goes; undefined: it is full. */
export const nextInterval = (day: Weekly[Weekday]): Interval | undefined => {
  const last = day.at(-1);
  if (!last) return USUAL;
  const start = Number(last.to.slice(0, 2)) + 1;
  if (day.length >= MOST_INTERVALS || !(start < 24)) return undefined;
  return { from: clock(start), to: clock(Math.min(start + 4, 24)) };
};

/** Whether a day is open from its beginning to its end. */
export const isWholeDay = (day: Weekly[Weekday]): boolean =>
  day.length === 1 && day[0]?.from === '00:00' && day[0].to === '24:00';

/** The days after Monday up to Friday get Monday's times. */
export const likeMonday = (weekly: Weekly): Weekly => ({
  ...weekly,
  tue: weekly.mon,
  wed: weekly.mon,
  thu: weekly.mon,
  fri: weekly.mon,
});

const clock = (hours: number): string => `${String(hours).padStart(2, '0')}:00`;
