/** Seconds as people say them: `45 sec`, `15 min`; minutes are rounded up. */
export const durationIn = (locale: string, seconds: number): string => {
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
};
