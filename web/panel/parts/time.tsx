import { useEffect, useState } from 'react';
import { useLocale } from '../locale/locale.tsx';
import { agoIn } from './ago.ts';

type Moment = string | number | Date;

/** Milliseconds between looks at the clock. */
const TICK_MS = 20_000;

const listeners = new Set<(at: number) => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** The present as all parts see it together; moves every 20 s. */
export const useNow = (): number => {
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    listeners.add(setAt);
    ticking ??= setInterval(tick, TICK_MS);
    return () => {
      listeners.delete(setAt);
      if (listeners.size > 0) return;
      clearInterval(ticking);
      ticking = undefined;
    };
  }, []);
  return at;
};

/** How long ago or ahead, as in `5 minutes ago`; the exact time by pointer and for screen readers. */
export const TimeAgo = ({ at }: { readonly at: Moment }) => {
  const locale = useLocale();
  const present = useNow();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatIn(locale, EXACT, date)} className="time">
      {agoIn(locale, date.getTime(), present)}
    </time>
  );
};

/** A day and a time of day, as in `21 Nov 2026, 14:05`. */
export const DateTime = ({ at }: { readonly at: Moment }) => {
  const locale = useLocale();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatIn(locale, EXACT, date)} className="time">
      {formatIn(locale, SHORT, date)}
    </time>
  );
};

/** A time of day, as in `14:05`. */
export const ClockTime = ({ at }: { readonly at: Moment }) => {
  const locale = useLocale();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatIn(locale, EXACT, date)} className="time">
      {formatIn(locale, CLOCK, date)}
    </time>
  );
};

const EXACT: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'long' };
const SHORT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
const CLOCK: Intl.DateTimeFormatOptions = { timeStyle: 'short' };
const formats = new Map<string, Intl.DateTimeFormat>();

/** A date in the language and the time zone of the browser; formats are dear, so they are kept. */
const formatIn = (locale: string, options: Intl.DateTimeFormatOptions, date: Date): string => {
  const key = `${locale} ${options.dateStyle} ${options.timeStyle}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format.format(date);
};

const tick = (): void => {
  const at = Date.now();
  for (const listener of listeners) listener(at);
};
