import { useLocale } from '../../locale/locale.tsx';

/** Figures as people read them: counts, days, and milliseconds as seconds. */
export const useFigures = () => {
  const locale = useLocale();
  const count = new Intl.NumberFormat(locale);
  const seconds = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'short',
    maximumFractionDigits: 2,
  });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    count: (value: number): string => count.format(value),
    seconds: (ms: number): string => seconds.format(Math.max(ms, 10) / 1_000),
    /** A day such as `2027-01-14` in words; anything else as it is. */
    day: (day: string): string => (/^\d{4}-\d\d-\d\d$/.test(day) ? days.format(new Date(day)) : day),
    /** An exact decimal such as `2.5`. */
    amount: (decimal: string): string => count.format(decimal as Intl.StringNumericLiteral),
  };
};
