import type { Locale } from '#kernel/locale.ts';

/** Numbers as people read them, in the language of the panel. */
export const figuresIn = (locale: Locale) => {
  const number = new Intl.NumberFormat(locale);
  const rough = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const unit = (value: number, name: string, digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);

  return {
    count: (value: number): string => number.format(value),
    rough: (value: number): string => rough.format(value),
    percent: (share: number): string => percent.format(share),
    /** In the largest unit that leaves at least one, and never with more figures than help. */
    duration: (ms: number): string => {
      const [name, size] = DURATIONS.find(([, size]) => ms >= size) ?? (['millisecond', 1] as const);
      const value = ms / size;
      const isSmall = value < (name === 'millisecond' ? 1 : 10);
      return unit(value, name, isSmall ? 1 : 0);
    },
    /** In whole seconds, minutes, hours or days that have passed. */
    wait: (ms: number): string => {
      const [name, size] = DURATIONS.find(([, size]) => ms >= size) ?? (['second', 1_000] as const);
      return unit(Math.max(0, Math.floor(ms / size)), name, 0);
    },
    bytes: (bytes: number): string => {
      const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), BYTES.length - 1);
      const value = bytes / 1024 ** power;
      return unit(value, BYTES[power] ?? 'byte', power > 0 && value < 10 ? 1 : 0);
    },
  };
};

export type FigureWords = ReturnType<typeof figuresIn>;

const DURATIONS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;
const BYTES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** How much more than before, as a share; undefined when there is nothing to compare with. */
export const changeOf = (now: number | null, before: number | null): number | undefined =>
  now === null || before === null || before === 0 ? undefined : now / before - 1;
