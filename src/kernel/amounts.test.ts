import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZero, quantity, roubles } from './amounts.ts';

/** Spaces that do not break are spaces to the reader. */
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('roubles', () => {
  it.each([
    ['1234.50', '1 234,50 ₽', '₽1,234.50'],
    ['1234.00', '1 234 ₽', '₽1,234'],
    ['0.07', '0,07 ₽', '₽0.07'],
    ['9999999999.99', '9 999 999 999,99 ₽', '₽9,999,999,999.99'],
  ])('%s', (amount, ru, en) => {
    expect(plain(roubles(amount, 'ru'))).toBe(ru);
    expect(plain(roubles(amount, 'en'))).toBe(en);
  });

  it('are exact, however many there are', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), (kopecks) => {
        const amount = `${kopecks / 100n}.${String(kopecks % 100n).padStart(2, '0')}`;
        expect(roubles(amount, 'en').replace(/[₽,]/g, '')).toBe(amount.replace(/\.00$/, ''));
      }),
    );
  });
});

it.each([
  ['12.000', '12'],
  ['320.500', '320,5'],
  ['999999999999.999', '999 999 999 999,999'],
])('a quantity of %s', (amount, ru) => {
  expect(plain(quantity(amount, 'ru'))).toBe(ru);
});

it('knows nothing when it sees it', () => {
  for (const nothing of ['0', '0.00', '0.000', '-0']) expect(isZero(nothing)).toBe(true);
  for (const something of ['0.01', '1', '10', '-1', '0.001']) expect(isZero(something)).toBe(false);
});
