import type { Locale } from '#kernel/locale.ts';
import type { ChatTexts } from './texts.ts';

/** Hours and minutes as the language writes them. */
export const timeOf = (locale: Locale, iso: string): string =>
  format(locale, { timeStyle: 'short' }).format(new Date(iso));

/** "Today", "Yesterday", or the date; the year only when it is another one. */
export const dayOf = (locale: Locale, texts: ChatTexts, iso: string, now: Date): string => {
  const day = new Date(iso);
  if (day.toDateString() === now.toDateString()) return texts.today;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === yesterday.toDateString()) return texts.yesterday;
  const date = { day: 'numeric', month: 'long' } as const;
  const sameYear = day.getFullYear() === now.getFullYear();
  return format(locale, sameYear ? date : { ...date, year: 'numeric' }).format(day);
};

/** Bytes for people: three figures at most, in powers of 1024. */
export const sizeOf = (locale: Locale, texts: ChatTexts, bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), texts.sizes.length - 1);
  const value = bytes / 1024 ** power;
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return `${digits}\u00a0${texts.sizes[power]}`;
};

const formats = new Map<string, Intl.DateTimeFormat>();

const format = (locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
};
