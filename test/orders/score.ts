import { compareDecimals, readDecimal } from '#kernel/decimal.ts';
import type { ExpectedLine, JudgedOrder } from './judged-orders.ts';

/** What a parser read of one text. */
export interface ReadLine {
  readonly title: string;
  readonly qty: string | null;
  readonly unit: string | null;
  readonly again?: boolean;
}

/** How one text was read. */
export interface Score {
  readonly order: JudgedOrder;
  readonly read: readonly ReadLine[];
  /** Expected lines with the right title, amount, and unit where one is expected. */
  readonly right: number;
  /** Expected lines whose title was not read. */
  readonly missed: number;
  /** Lines read with a title that nobody expects. */
  readonly tooMany: number;
  /** Words of titles that the text has not. */
  readonly invented: readonly string[];
  readonly whole: boolean;
}

/** A title without case, `ё`, signs and white space that make no difference. */
export const titleKey = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Judges what was read; every expected line is met by one read line at most. */
export const scored = (order: JudgedOrder, read: readonly ReadLine[]): Score => {
  const left = [...read];
  let right = 0;
  for (const expected of order.lines) {
    const at = left.findIndex((line) => isRight(expected, line));
    if (at < 0) continue;
    left.splice(at, 1);
    right += 1;
  }
  const missed = unmet(
    order.lines.map(({ title }) => titleKey(title)),
    read.map(({ title }) => titleKey(title)),
  );
  const tooMany = unmet(
    read.map(({ title }) => titleKey(title)),
    order.lines.map(({ title }) => titleKey(title)),
  );
  const known = new Set(titleKey(order.text).split(' '));
  const invented = read
    .flatMap(({ title }) => titleKey(title).split(' '))
    .filter((word) => word && !known.has(word) && !order.text.toLowerCase().includes(word));
  return {
    order,
    read,
    right,
    missed,
    tooMany,
    invented,
    whole: right === order.lines.length && left.length === 0,
  };
};

const isRight = (expected: ExpectedLine, line: ReadLine): boolean =>
  titleKey(expected.title) === titleKey(line.title) &&
  isSameNumber(expected.qty, line.qty) &&
  (!expected.unit || expected.unit === line.unit) &&
  (expected.again === undefined || expected.again === (line.again ?? false));

const isSameNumber = (a: string | null, b: string | null): boolean => {
  if (a === null || b === null) return a === b;
  const [x, y] = [readDecimal(a), readDecimal(b)];
  return (
    x.ok && y.ok && x.value !== undefined && y.value !== undefined && compareDecimals(x.value, y.value) === 0
  );
};

/** How many of `some` have no partner among `others`. */
const unmet = (some: readonly string[], others: readonly string[]): number => {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  }).length;
};

/** Sums of several texts. */
export interface Figures {
  readonly orders: number;
  readonly lines: number;
  readonly right: number;
  readonly missed: number;
  readonly tooMany: number;
  readonly invented: number;
  readonly whole: number;
}

export const figuresOf = (scores: readonly Score[]): Figures => {
  const sum = (count: (score: Score) => number): number =>
    scores.reduce((total, score) => total + count(score), 0);
  return {
    orders: scores.length,
    lines: sum(({ order }) => order.lines.length),
    right: sum(({ right }) => right),
    missed: sum(({ missed }) => missed),
    tooMany: sum(({ tooMany }) => tooMany),
    invented: sum(({ invented }) => invented.length),
    whole: sum(({ whole }) => (whole ? 1 : 0)),
  };
};
