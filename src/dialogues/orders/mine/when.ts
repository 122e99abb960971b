import type { Locale } from '#kernel/locale.ts';

interface Where {
  readonly locale: Locale;
  readonly timeZone: string;
}

/** A day without its year, in the time zone of the office. */
export const dateIn = (at: Date, { locale, timeZone }: Where): string =>
  new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' }).format(at);

/** A day and the time of it. */
export const momentIn = (at: Date, { locale, timeZone }: Where): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
