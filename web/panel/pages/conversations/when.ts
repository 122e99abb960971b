import type { Locale } from '#kernel/locale.ts';
import type { ConversationTexts } from './texts.ts';

/** Hours and minutes as the language writes them. */
export const timeOf = (locale: Locale, iso: string): string =>
  format(locale, { timeStyle: 'short' }).format(new Date(iso));

/** "Today", "Yesterday", or the date; the year only when it is another one. */
export const dayOf = (locale: Locale, texts: ConversationTexts, iso: string, now: Date): string => {
  const day = new Date(iso);
  if (day.toDateString() === now.toDateString()) return texts.today;
  if (day.toDateString() === dayBefore(now).toDateString()) return texts.yesterday;
  return format(locale, { day: 'numeric', month: 'long', ...yearUnless(day, now) }).format(day);
};

/** As short as a list wants it: the time of today, the word for yesterday, else the date. */
export const stampOf = (locale: Locale, texts: ConversationTexts, iso: string, now: Date): string => {
  const day = new Date(iso);
  if (day.toDateString() === now.toDateString()) return timeOf(locale, iso);
  if (day.toDateString() === dayBefore(now).toDateString()) return texts.yesterday.toLocaleLowerCase(locale);
  return format(locale, { day: 'numeric', month: 'short', ...yearUnless(day, now) }).format(day);
};

/** The date in full. */
export const dateOf = (locale: Locale, iso: string): string =>
  format(locale, { dateStyle: 'long' }).format(new Date(iso));

/** Date and time in full. */
export const momentOf = (locale: Locale, iso: string): string =>
  format(locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso));

/** Bytes for people: three figures at most, in powers of 1024. */
export const sizeOf = (locale: Locale, texts: ConversationTexts, bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), texts.sizes.length - 1);
  const value = bytes / 1024 ** power;
  const digits = new Intl.NumberFormat(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return `${digits}\u00a0${texts.sizes[power]}`;
};

const dayBefore = (day: Date): Date => new Date(day.getFullYear(), day.getMonth(), day.getDate() - 1);

const yearUnless = (day: Date, now: Date): Intl.DateTimeFormatOptions =>
  day.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };

const formats = new Map<string, Intl.DateTimeFormat>();

const format = (locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = locale + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
};
