import { assert, bigInt, option, property } from 'fast-check';
import { expect, it } from 'vitest';
import { compareDecimals } from '#kernel/decimal.ts';
import { readQty, roundUp, sumOf } from './amount.ts';

const thousandths = (least: bigint) =>
  bigInt(least, 10n ** 9n).map((n) => `${n / 1_000n}.${String(n % 1_000n).padStart(3, '0')}`);
const scaled = (text: string) => BigInt(Math.round(Number(text) * 1_000));

it('the amount that is sold is the least that is enough, a multiple, and no less than the minimum', () => {
  assert(
    property(
      thousandths(1n),
      option(thousandths(1n)),
      option(thousandths(1n)),
      (qty, orderMin, orderMultiple) => {
        const rounded = roundUp(qty, { orderMin, orderMultiple });
        const enough = scaled(orderMin && compareDecimals(orderMin, qty) > 0 ? orderMin : qty);
        const step = orderMultiple === null ? 1n : scaled(orderMultiple);
        expect(scaled(rounded) >= enough).toBe(true);
        expect(scaled(rounded) - step < enough).toBe(true);
        if (orderMultiple !== null) expect(scaled(rounded) % step).toBe(0n);
        expect(roundUp(rounded, { orderMin, orderMultiple })).toBe(rounded);
      },
    ),
  );
});

it('money is exact', () => {
  assert(
    property(bigInt(1n, 10n ** 9n), bigInt(0n, 10n ** 10n), (qty, price) => {
      const written = (n: bigint, places: number) => {
        const digits = n.toString().padStart(places + 1, '0');
        return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
      };
      const exact = (qty * price + 500n) / 1_000n;
      expect(sumOf(written(qty, 3), written(price, 2))).toBe(written(exact, 2));
    }),
  );
});

it.each([
  ['10', '10'],
  ['2,5', '2.5'],
  ['1 000', '1000'],
  ['0.0005', '0.001'],
  ['1000000', '1000000'],
  ['1000000.001', undefined],
  ['0', undefined],
  ['-3', undefined],
  ['-', undefined],
  ['ten', undefined],
])('the amount %j is %j', (written, read) => {
  expect(readQty(written)).toBe(read);
});
