import { useLocale } from '../../locale/locale.tsx';

/** A day in words; it is no moment, and has no time zone. */
export const useDay = (month: 'short' | 'long' = 'long'): ((iso: string) => string) => {
  const locale = useLocale();
  const shown = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month, timeZone: 'UTC' });
  return (iso) => shown.format(new Date(`${iso}T00:00:00Z`));
};
