import { describe, expect, it } from 'vitest';
import type { JudgedOrder } from './judged-orders.ts';
import { figuresOf, scored } from './score.ts';

const order: JudgedOrder = {
  id: 'one',
  class: 'plain',
  hurried: false,
  text: 'Труба 20, 10 шт, ёлка',
  lines: [
    { title: 'Труба 20', qty: '10', unit: 'piece' },
    { title: 'ёлка', qty: null, unit: null },
  ],
};

describe('the score of a reading', () => {
  it('looks past case, signs and needless zeros', () => {
    const score = scored(order, [
      { title: 'труба  20', qty: '10.0', unit: 'piece' },
      { title: 'Елка!', qty: null, unit: 'pack' },
    ]);
    expect(score).toMatchObject({ right: 2, missed: 0, tooMany: 0, invented: [], whole: true });
  });

  it('counts wrong amounts, units, missed lines, lines too many and invented words', () => {
    const score = scored(order, [
      { title: 'труба 20', qty: '10', unit: 'pack' },
      { title: 'золото', qty: '1', unit: null },
    ]);
    expect(score).toMatchObject({ right: 0, missed: 1, tooMany: 1, invented: ['золото'], whole: false });
    expect(figuresOf([score, score])).toEqual({
      orders: 2,
      lines: 4,
      right: 0,
      missed: 2,
      tooMany: 2,
      invented: 2,
      whole: 0,
    });
  });

  it('lets one read line meet one expected line only', () => {
    const twice = { ...order, lines: [order.lines[0], order.lines[0]].filter((line) => line !== undefined) };
    expect(scored(twice, [{ title: 'труба 20', qty: '10', unit: 'piece' }])).toMatchObject({
      right: 1,
      missed: 1,
    });
  });
});
