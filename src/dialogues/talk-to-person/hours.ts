import type { Locale } from '#kernel/locale.ts';
import type { Opening } from '#modules/settings/index.ts';
import { texts, type Weekday } from './texts.ts';

/** What an opening means to people, in the time of the office. */
export const hoursInWords = (opening: Opening, now: Date, timeZone: string, locale: Locale): string => {
  const words = texts[locale];
  const when = (at: Date): string => {
    const time = format(at, locale, timeZone, { timeStyle: 'short' });
    const day = (of: Date) => format(of, 'en', timeZone, { dateStyle: 'short' });
    if (day(at) === day(now)) return opening.open ? time : words.today(time);
    const weekday = format(at, 'en', timeZone, { weekday: 'short' }) as Weekday;
    const date = format(at, locale, timeZone, { day: 'numeric', month: 'long' });
    return words.at((opening.open ? words.untilDay : words.onDay)[weekday], date, time);
  };
  if (opening.open) return opening.closesAt ? words.openUntil(when(opening.closesAt)) : words.always;
  return opening.opensAt ? words.closedUntil(when(opening.opensAt)) : words.closed;
};

const format = (at: Date, locale: Locale, timeZone: string, shape: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...shape }).format(at);
