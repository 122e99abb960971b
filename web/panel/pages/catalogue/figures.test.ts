import { describe, expect, it } from 'vitest';
import { isBelowZero, moneyIn, moveIn, quantityIn } from './figures.ts';

const plain = (text: string | undefined) => text?.replace(/\s/g, ' ');

describe('figures of goods', () => {
  it.each([
    ['1234.50', '1 234,50 ₽'],
    ['1500.00', '1 500 ₽'],
    ['0.05', '0,05 ₽'],
    ['9999999999.99', '9 999 999 999,99 ₽'],
  ])('money %s is %s', (amount, shown) => {
    expect(plain(moneyIn('ru', amount))).toBe(shown);
  });

  it.each([
    ['12.000', '12'],
    ['0.250', '0,25'],
    ['-3.5', '-3,5'],
    ['999999999999.125', '999 999 999 999,125'],
  ])('quantity %s is %s', (quantity, shown) => {
    expect(plain(quantityIn('ru', quantity))).toBe(shown);
  });

  it.each([
    ['100.00', '112.50', '+12,5 %'],
    ['100.00', '50.00', '-50 %'],
    ['0.00', '10.00', undefined],
    [null, '10.00', undefined],
    ['10.00', null, undefined],
  ])('from %s to %s moves by %s', (before, after, shown) => {
    expect(plain(moveIn('ru', before, after))).toBe(shown);
  });

  it.each([
    ['-0.001', true],
    ['0.000', false],
    ['-0.000', false],
    ['3', false],
  ])('%s is below zero: %s', (quantity, below) => {
    expect(isBelowZero(quantity)).toBe(below);
  });
});
