const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

const SECONDS = { second: 1, minute: 60, hour: 3_600, day: 86_400, month: 2_629_800, year: 31_557_600 };

/** How long before (or after) `now` a moment is, in words of the language; less than a minute is `now`. */
export const agoIn = (locale: string, at: number, now: number): string => {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = (at - now) / 1_000;
  if (Math.abs(seconds) < 60) return words.format(0, 'second');
  const [unit] =
    STEPS.find(([name, most]) => Math.abs(seconds) / SECONDS[name] < most) ?? (['year'] as const);
  return words.format(Math.trunc(seconds / SECONDS[unit]), unit);
};
