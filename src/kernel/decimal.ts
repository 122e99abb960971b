import { ok, type Result, refuse } from './result.ts';

/** Longer texts are no numbers, and larger exponents no quantities. */
const LONGEST = 400;

/** Exactly a number of JSON or JavaScript: sign, digits, fraction, exponent. */
const MACHINE = /^([-+]?)(\d+)(?:\.(\d*))?(?:[eE]([-+]?\d{1,6}))?$/;
/** White space (U+00A0 and U+202F too) and apostrophes between the digits. */
const GROUPING = /[\s'’ʼ`´]/gu;
/** Every dash that people take for a minus. */
const MINUS = /[−‒–—]/gu;
/** A sign or code of a currency, or "rub." in Russian, before the number. */
const PREFIX = /^(?:\p{Sc}|RU[BR]|USD|EUR|KZT|BYN|CNY|\u0440(?:\u0443\u0431)?\.?)\s*(?=[-+.,\d])/iu;
/** A currency or a unit after it, such as "EUR", "₽", "kg." or "EUR/pcs". */
const SUFFIX = /(?<=[\d.,]\s*)(?:\p{Sc}|\p{L}[\p{L}²³]{0,11}\.?)(?:\s*\/\s*\p{L}[\p{L}²³]{0,11}\.?)?$/u;

/**
 * A number as people and 1C write it, as exact decimal text without needless zeros, e.g. `-1234.5`; undefined
 * for nothing (null, "", "-"). Spaces, apostrophes, currency and unit are dropped; the last of `.` and `,` is
 * the decimal mark, so a single comma is one (`1,234` is 1.234); a mark that occurs several times groups
 * thousands (`1,234,567`, `1.234.567`). Refuses all else: words, dates, NaN, Infinity, booleans, objects.
 */
export const readDecimal = (value: unknown): Result<string | undefined, 'not_a_number'> => {
  if (value === undefined || value === null) return ok(undefined);
  if (typeof value === 'number' || typeof value === 'bigint') return fromMachine(String(value));
  if (typeof value !== 'string' || value.length > LONGEST) return refuse('not_a_number');
  const plain = fromMachine(value);
  return plain.ok ? plain : fromPeople(value.replace(MINUS, '-').trim());
};

/** Rounds half away from zero to exactly `scale` decimals; tells whether anything but zeros was lost. */
export const roundDecimal = (
  decimal: string,
  scale: number,
): { readonly value: string; readonly rounded: boolean } => {
  const { negative, whole, fraction } = partsOf(decimal);
  const lost = fraction.slice(scale);
  const kept = whole + fraction.slice(0, scale).padEnd(scale, '0');
  const digits = (BigInt(kept) + (lost >= '5' ? 1n : 0n)).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const value = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return { value: negative && /[1-9]/.test(digits) ? `-${value}` : value, rounded: /[1-9]/.test(lost) };
};

/** Whether `numeric(precision, scale)` of SQL holds the decimal, once rounded to its scale. */
export const fitsNumeric = (decimal: string, precision: number, scale: number): boolean =>
  partsOf(roundDecimal(decimal, scale).value).whole.length <= precision - scale;

/** Below zero when `a` is less than `b`, 0 when both are the same number, however written. */
export const compareDecimals = (a: string, b: string): number => {
  const [x, y] = onOneScale(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
};

/** The exact sum, without needless zeros. */
export const addDecimals = (a: string, b: string): string => {
  const [x, y, scale] = onOneScale(a, b);
  const sum = x + y;
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return canonical(sum < 0n, digits.slice(0, cut), digits.slice(cut));
};

/** The exact product, without needless zeros. */
export const multiplyDecimals = (a: string, b: string): string => {
  const [x, y] = [partsOf(a), partsOf(b)];
  const scale = x.fraction.length + y.fraction.length;
  const digits = (BigInt(x.whole + x.fraction) * BigInt(y.whole + y.fraction))
    .toString()
    .padStart(scale + 1, '0');
  const cut = digits.length - scale;
  return canonical(x.negative !== y.negative, digits.slice(0, cut), digits.slice(cut));
};

/** The same number without needless zeros: `12.500` is `12.5`. */
export const shortDecimal = (decimal: string): string => {
  const { negative, whole, fraction } = partsOf(decimal);
  return canonical(negative, whole, fraction);
};

const fromMachine = (text: string): Result<string, 'not_a_number'> => {
  const match = MACHINE.exec(text);
  if (!match) return refuse('not_a_number');
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (Math.abs(shift) > LONGEST) return refuse('not_a_number');
  const digits = '0'.repeat(Math.max(0, -shift)) + whole + fraction + '0'.repeat(Math.max(0, shift));
  const point = Math.max(0, -shift) + whole.length + shift;
  return ok(canonical(sign === '-', digits.slice(0, point), digits.slice(point)));
};

const fromPeople = (text: string): Result<string | undefined, 'not_a_number'> => {
  if (/^-*$/.test(text)) return ok(undefined);
  const bare = text.replace(PREFIX, '').replace(SUFFIX, '').replace(GROUPING, '');
  const match = /^([-+]?)([\d.,]*\d[\d.,]*)$/.exec(bare);
  const parts = splitAtMark(match?.[2] ?? '');
  return parts === undefined ? refuse('not_a_number') : ok(canonical(match?.[1] === '-', ...parts));
};

/** Whole and fraction of digits with marks; undefined when the marks make no sense, as in dates. */
const splitAtMark = (text: string): readonly [whole: string, fraction: string] | undefined => {
  if (text === '') return undefined;
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (at < 0) return [text, ''];
  const mark = text.charAt(at);
  const once = text.indexOf(mark) === at;
  if (once) return [text.slice(0, at).replace(/[.,]/g, ''), text.slice(at + 1)];
  return /^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/.test(text)
    ? [text.replace(/[.,]/g, ''), '']
    : undefined;
};

const canonical = (negative: boolean, whole: string, fraction: string): string => {
  const left = whole.replace(/^0+/, '') || '0';
  const right = fraction.replace(/0+$/, '');
  const text = right === '' ? left : `${left}.${right}`;
  return negative && text !== '0' ? `-${text}` : text;
};

const partsOf = (decimal: string) => {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.slice(negative ? 1 : 0).split('.');
  return { negative, whole, fraction };
};

const onOneScale = (a: string, b: string): readonly [bigint, bigint, number] => {
  const scale = Math.max(partsOf(a).fraction.length, partsOf(b).fraction.length);
  const scaled = (decimal: string): bigint => {
    const { negative, whole, fraction } = partsOf(decimal);
    const size = BigInt(whole + fraction.padEnd(scale, '0'));
    return negative ? -size : size;
  };
  return [scaled(a), scaled(b), scale];
};
