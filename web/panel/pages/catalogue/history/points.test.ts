import { describe, expect, it } from 'vitest';
import { pointsOf } from './points.ts';

const day = (of: number) => Date.UTC(2026, 10, of);
const change = (of: number, before: string | null, after: string | null) => ({
  at: new Date(day(of)).toISOString(),
  before,
  after,
});

describe('the points of a price history', () => {
  it('go from the price before the first change to now', () => {
    const changes = [change(5, '120.00', '90.50'), change(3, '100.00', '120.00')];
    expect(pointsOf(changes, day(9))).toEqual([
      { at: day(2), price: 100 },
      { at: day(3), price: 120 },
      { at: day(5), price: 90.5 },
      { at: day(9), price: 90.5 },
    ]);
  });

  it('begin with the first price of a new product, and have a gap where none was known', () => {
    const changes = [change(5, null, '7.00'), change(4, '5.00', null), change(3, null, '5.00')];
    expect(pointsOf(changes, day(6)).map(({ price }) => price)).toEqual([5, null, 7, 7]);
  });

  it('are none without changes', () => {
    expect(pointsOf([], day(1))).toEqual([]);
  });
});
