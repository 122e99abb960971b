import type { Locale } from '#kernel/locale.ts';
import type { Traffic } from '../queries.ts';

/** An hour or a day of a chart: `short` for the axis, `long` for tables and sentences. */
export const slotWords = (locale: Locale, unit: Traffic['unit']) => {
  const short = new Intl.DateTimeFormat(locale, unit === 'hour' ? { timeStyle: 'short' } : DAY);
  const long = new Intl.DateTimeFormat(
    locale,
    unit === 'hour' ? { ...DAY, hour: 'numeric', minute: '2-digit' } : DATE,
  );
  const words = (format: Intl.DateTimeFormat) => (iso: string) =>
    iso === '' ? '' : format.format(new Date(iso));
  return { short: words(short), long: words(long) };
};

const DAY = { day: 'numeric', month: 'short' } as const;
const DATE = { weekday: 'short', day: 'numeric', month: 'long' } as const;
