import type { Locale } from '#kernel/locale.ts';
import { deliveryTexts } from './texts.ts';

/** How long something took, in the unit that says it best. */
export const durationIn = (locale: Locale, seconds: number): string => {
  const { duration } = deliveryTexts[locale];
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  if (seconds < 1) return duration.ms(number(seconds * 1_000, 0));
  if (seconds < 60) return duration.seconds(number(seconds, 1));
  if (seconds < 3_600) return duration.minutes(number(seconds / 60, 1));
  return duration.hours(number(seconds / 3_600, 1));
};
