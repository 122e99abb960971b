import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  fitsNumeric,
  multiplyDecimals,
  readDecimal,
  roundDecimal,
  shortDecimal,
} from './decimal.ts';

const value = (input: unknown): string | undefined => {
  const read = readDecimal(input);
  return read.ok ? read.value : read.reason;
};

it.each([
  [150.5, '150.5'],
  ['150.5 руб', '150.5'],
  ['150.5 руб.', '150.5'],
  ['1 234,50', '1234.5'],
  ['1\u00a0234,50', '1234.5'],
  ['1\u202f234,50', '1234.5'],
  ["1'234,50", '1234.5'],
  ['1.234,50', '1234.5'],
  ['1,234.50', '1234.5'],
  ['1,234', '1.234'],
  ['1.234.567', '1234567'],
  ['1,234,567', '1234567'],
  ['1,234,567.8', '1234567.8'],
  ['₽ 99', '99'],
  ['руб. 99', '99'],
  ['$5', '5'],
  ['12 шт', '12'],
  ['12,', '12'],
  [',5', '0.5'],
  ['-1', '-1'],
  ['−1,5', '-1.5'],
  ['+3', '3'],
  ['-0', '0'],
  ['007', '7'],
  ['1e3', '1000'],
  ['1.5e-2', '0.015'],
  [1e-7, '0.0000001'],
  [0.1, '0.1'],
  [1.005, '1.005'],
])('%j is %s', (input, expected) => expect(value(input)).toBe(expected));

it.each(['', ' ', '-', '—', null, undefined])('%j says nothing', (input) => {
  expect(value(input)).toBeUndefined();
});

it.each([
  'abc',
  '10-15',
  '>10',
  '1,2,3',
  '1,23.456.7',
  '12 по 5',
  '.',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  {},
  [],
  '9'.repeat(500),
])('%j is no number', (input) => expect(value(input)).toBe('not_a_number'));

it('rounds half away from zero, and says so', () => {
  expect(roundDecimal('1.005', 2)).toEqual({ value: '1.01', rounded: true });
  expect(roundDecimal('-1.005', 2)).toEqual({ value: '-1.01', rounded: true });
  expect(roundDecimal('1.004', 2)).toEqual({ value: '1.00', rounded: true });
  expect(roundDecimal('-0.004', 2)).toEqual({ value: '0.00', rounded: true });
  expect(roundDecimal('1.5', 2)).toEqual({ value: '1.50', rounded: false });
  expect(roundDecimal('2.5', 0)).toEqual({ value: '3', rounded: true });
});

it('knows what a column can hold', () => {
  expect(fitsNumeric('9999999999.99', 12, 2)).toBe(true);
  expect(fitsNumeric('9999999999.995', 12, 2)).toBe(false);
  expect(fitsNumeric(readDecimal('1e40').ok ? String(value('1e40')) : '', 12, 2)).toBe(false);
});

it('any exact decimal is read as it is, however it is written', () => {
  const grouping = fc.constantFrom(' ', '\u00a0', '\u202f', "'", '');
  const mark = fc.constantFrom('.', ',');
  fc.assert(
    fc.property(
      fc.bigInt(0n, 999_999_999_999n),
      fc.integer({ min: 0, max: 999 }),
      grouping,
      mark,
      (whole, part, gap, comma) => {
        const decimals = String(part).padStart(3, '0');
        const written = String(whole).replace(/\B(?=(\d{3})+$)/g, gap) + comma + decimals;
        expect(value(written)).toBe(shortDecimal(`${whole}.${decimals}`));
      },
    ),
  );
});

it('never throws', () => {
  fc.assert(fc.property(fc.anything(), (input) => void readDecimal(input)));
});

it('adds and compares exactly, however numbers are written', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3');
  expect(addDecimals('0.3', '-1')).toBe('-0.7');
  expect(compareDecimals('1.50', '1.5')).toBe(0);
  expect(compareDecimals('-2', '1')).toBeLessThan(0);
  expect(compareDecimals('10', '9.99')).toBeGreaterThan(0);
});

it('multiplies exactly', () => {
  expect(multiplyDecimals('1.50', '10')).toBe('15');
  expect(multiplyDecimals('0.1', '-0.2')).toBe('-0.02');
  expect(multiplyDecimals('0', '-5')).toBe('0');
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt(), (a, b) => {
      expect(multiplyDecimals(String(a), String(b))).toBe(String(a * b));
    }),
  );
});
