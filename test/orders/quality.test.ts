import { describe, expect, it } from 'vitest';
import { parseOrder } from '#modules/assistant/parser/parse-order.ts';
import { OWN_SET, readJudgedOrders } from './judged-orders.ts';
import { figuresOf, scored } from './score.ts';

const orders = readJudgedOrders(OWN_SET);
const scores = orders.map((order) => scored(order, parseOrder(order.text).lines));
const ratio = (hurried: boolean): number => {
  const { right, lines } = figuresOf(scores.filter(({ order }) => order.hurried === hurried));
  return right / lines;
};

describe('the judged set', () => {
  it('is large, mixed, and has every id once', () => {
    const classes = Map.groupBy(orders, (order) => order.class);
    expect(orders.length).toBeGreaterThanOrEqual(360);
    expect(Math.min(...[...classes.values()].map(({ length }) => length))).toBeGreaterThanOrEqual(12);
    expect(orders.filter(({ hurried }) => hurried).length / orders.length).toBeGreaterThan(0.4);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
    expect(new Set(orders.map(({ text }) => text)).size).toBe(orders.length);
  });

  it('expects nothing that its texts do not say', () => {
    const invented = orders.flatMap((order) =>
      scored(order, order.lines).invented.map((word) => `${order.id}: ${word}`),
    );
    expect(invented).toEqual([]);
  });
});

describe('the local parser on the judged set', () => {
  it('reads 97 % of the lines of clean texts', () => {
    expect(ratio(false)).toBeGreaterThanOrEqual(0.97);
  });

  it('reads 90 % of the lines of hurried texts', () => {
    expect(ratio(true)).toBeGreaterThanOrEqual(0.9);
  });

  it('invents no word', () => {
    expect(scores.flatMap(({ invented }) => invented)).toEqual([]);
  });

  it('takes no small talk and no question for an order', () => {
    const talk = scores.filter(({ order }) => order.lines.length === 0);
    expect(talk.length).toBeGreaterThan(40);
    expect(talk.filter(({ read }) => read.length > 0).map(({ order }) => order.text)).toEqual([]);
    expect(talk.map(({ order }) => parseOrder(order.text).order)).toEqual(talk.map(() => 'no'));
  });
});
