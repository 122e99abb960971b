import { z } from 'zod';

/** What PostgreSQL and every calendar understand, whatever the time zone. */
const FIRST = Date.UTC(1970, 0, 1);
const END = Date.UTC(9999, 0, 1);

const isInReach = (text: string): boolean => {
  const at = Date.parse(text);
  return at >= FIRST && at < END;
};
const REACH = 'must be of the years 1970 to 9998';

/** A day such as `2026-11-21`, of the years 1970 to 9998. */
export const Day = z.iso.date({ abort: true }).refine(isInReach, REACH);

/** A time in ISO 8601 with `Z` or an offset, of the years 1970 to 9998. */
export const Moment = z.iso.datetime({ offset: true, abort: true }).refine(isInReach, REACH);

/** A day as it is written, or a time as a Date. */
export const DayOrTime = z.union([Day, Moment.transform((text) => new Date(text))]);
