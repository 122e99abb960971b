import { z } from 'zod';
import { isBlank } from '#kernel/text.ts';
import { isTimeZone } from '#kernel/time-zone.ts';
import { Day } from '#platform/http/moment.ts';
import { words } from '#platform/http/words.ts';

/**
 * A text in every language, with placeholders such as `{name}` only of those `allowed`. Unless it is `needed`, an
 * empty one leaves the choice to the product.
 */
export const localText = (
  longest: number,
  { allowed = [], needed = false }: { allowed?: readonly string[]; needed?: boolean } = {},
) => {
  const text = words(longest)
    .refine((said) => (!needed && said === '') || !isBlank(said), 'a text is needed')
    .refine((said) => unknownPlaceholder(said, allowed) === undefined, {
      error: ({ input }) => `unknown placeholder {${unknownPlaceholder(String(input), allowed)}}`,
    });
  return z.strictObject({ ru: text, en: text });
};

const unknownPlaceholder = (text: string, allowed: readonly string[]): string | undefined =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).find((name) => !allowed.includes(name));

const BAD_TIME = { error: 'a time of day as HH:MM is needed', abort: true };

/** A time of day, `HH:MM`. */
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, BAD_TIME);
/** A time of day at which something ends: `24:00` is the end of the day. */
const endTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, BAD_TIME);

const day = z
  .array(
    z
      .strictObject({ from: time, to: endTime })
      .refine(({ from, to }) => from < to, { error: 'the end must be later than the start', path: ['to'] }),
  )
  .max(6)
  .transform((intervals) => intervals.toSorted((a, b) => (a.from < b.from ? -1 : 1)))
  .refine(
    (intervals) => intervals.every(({ from }, at) => at === 0 || (intervals[at - 1]?.to ?? '') <= from),
    {
      error: 'the times overlap',
    },
  );

const MOST_HOLIDAYS = 366;

/** When the office is open: times of each weekday in its IANA time zone, and the days it stays closed. */
export const workingHours = z.strictObject({
  time_zone: z.string().max(64).refine(isTimeZone, 'an IANA time zone is needed'),
  weekly: z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
  holidays: z
    .array(Day)
    .max(MOST_HOLIDAYS)
    .transform((dates) => [...new Set(dates)].sort()),
});
export type WorkingHours = z.output<typeof workingHours>;

/** When the office does not write first: every day from a time to another, perhaps past midnight. */
export const quietHours = z
  .strictObject({ on: z.boolean(), from: time, to: time })
  .refine(({ from, to }) => from !== to, { error: 'the end must differ from the start', path: ['to'] });
export type QuietHours = z.output<typeof quietHours>;

/** Days that something is kept; null: for ever. */
export const days = z.int().min(1).max(36_500).nullable();
