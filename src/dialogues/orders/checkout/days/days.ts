import type { Locale } from '#kernel/locale.ts';
import { wallClock } from '#kernel/time-zone.ts';
import type { WorkingHours } from '#modules/settings/index.ts';
import { texts } from '../../texts.ts';
import { DAY_WORDS } from './texts.ts';

const DAY_MS = 86_400_000;
/** Nobody plans a delivery for later. */
const MOST_DAYS = 366;
/** A day without its year that has passed is not meant for so far ahead. */
const NEARLY_A_YEAR = 300;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A wish as it was typed: a day, as soon as possible, or no day that can be had; `also`: the time of that day. */
export type SaidDay =
  | { readonly day: string | null; readonly also?: string }
  | { readonly wrong: 'past' | 'far' | 'closed' | 'unclear' };

/** The day it is in the office, as an ISO date. */
export const todayIn = ({ time_zone }: Pick<WorkingHours, 'time_zone'>, now: number): string =>
  isoOf(wallClock(time_zone)(now));

/** The next days on which the office works, from tomorrow on. */
export const workingDays = (hours: WorkingHours, today: string, count: number): readonly string[] => {
  const ahead = Array.from({ length: 31 }, (_, days) => later(today, days + 1));
  return ahead.filter((day) => isOpen(hours, day)).slice(0, count);
};

/** A day as it was typed: "25.11", "on Friday", "tomorrow before noon"; `hours` are those of the office. */
export const readDay = (text: string, today: string, hours: WorkingHours): SaidDay => {
  const typed = text
    .toLowerCase()
    .trim()
    .replace(/[.!]+$/, '');
  const { said, also } = withoutTime(typed);
  if (also === undefined) return dayIn(typed, today, hours);
  const day = dayIn(said, today, hours);
  if ('day' in day) return { ...day, also };
  return day.wrong === 'unclear' ? dayIn(typed, today, hours) : day;
};

/** "Before noon", beside a day. */
const withoutTime = (typed: string): { readonly said: string; readonly also?: string } => {
  const [, first, rest = ''] = DAY_WORDS.timeBefore.exec(typed) ?? [];
  if (first !== undefined) return { said: rest, also: first };
  const day = DAY_WORDS.before.exec(typed)?.[0].length ?? 0;
  const at = typed.slice(day).search(DAY_WORDS.time);
  if (at <= 0) return { said: typed };
  return { said: typed.slice(0, day + at), also: typed.slice(day + at).replace(/^[\s,]+/, '') };
};

const dayIn = (typed: string, today: string, hours: WorkingHours): SaidDay => {
  const said = typed.replace(DAY_WORDS.before, '');
  if (DAY_WORDS.soon.test(said)) return { day: null };
  const day = relative(said, today) ?? weekday(said, today) ?? dated(said, today);
  if (day === undefined) return { wrong: 'unclear' };
  if (day < today) return { wrong: 'past' };
  if (day > later(today, MOST_DAYS)) return { wrong: 'far' };
  return isOpen(hours, day) ? { day } : { wrong: 'closed' };
};

/** A day in words: "tomorrow, Tuesday, 24 November". */
export const dayWords = (day: string, today: string, locale: Locale): string => {
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'long',
  }).format(Date.parse(day));
  if (day === today) return texts[locale].today(date);
  return day === later(today, 1) ? texts[locale].tomorrow(date) : date;
};

const relative = (said: string, today: string): string | undefined => {
  const days = DAY_WORDS.relative.get(said);
  if (days !== undefined) return later(today, days);
  const count = DAY_WORDS.after.exec(said)?.[1];
  return count === undefined ? undefined : later(today, Number(count));
};

/** The next such day; on a Friday that is the Friday to come. */
const weekday = (said: string, today: string): string | undefined => {
  const wanted = DAY_WORDS.weekdays.findIndex((words) => words.test(said));
  return wanted < 0 ? undefined : later(today, ((wanted - weekdayOf(today) + 6) % 7) + 1);
};

const dated = (said: string, today: string): string | undefined => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(said)) return existing(said);
  const [, day = '', month, name, year] =
    /^(\d{1,2})(?:[./-](\d{1,2})|\s+(\p{L}{3,}))(?:[./\s-]+(\d{4}|\d{2}))?(?:\s*\p{L}{0,4}\.?)?$/u.exec(
      said,
    ) ?? [];
  const named = name === undefined ? -1 : DAY_WORDS.months.findIndex((words) => words.test(name));
  const number = month === undefined ? named + 1 : Number(month);
  if (day === '' || number < 1) return undefined;
  const on = (of: number) => existing(`${of}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (year !== undefined) return on(year.length === 2 ? 2_000 + Number(year) : Number(year));
  const thisYear = Number(today.slice(0, 4));
  const [near, next] = [on(thisYear), on(thisYear + 1)];
  if (near !== undefined && near >= today) return near;
  return next !== undefined && next <= later(today, NEARLY_A_YEAR) ? next : near;
};

const isOpen = ({ weekly, holidays }: WorkingHours, day: string): boolean => {
  const name = WEEKDAYS[weekdayOf(day)];
  return name !== undefined && weekly[name].length > 0 && !holidays.includes(day);
};

/** Undefined for days that are in no calendar. */
const existing = (day: string): string | undefined => {
  const at = Date.parse(day);
  return Number.isNaN(at) || isoOf(at) !== day ? undefined : day;
};

/** The weekday, 0 for Monday. */
const weekdayOf = (day: string): number => (new Date(day).getUTCDay() + 6) % 7;
const later = (day: string, days: number): string => isoOf(Date.parse(day) + days * DAY_MS);
const isoOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
