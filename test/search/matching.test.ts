import { describe, expect, it } from 'vitest';
import { syntheticCatalogue } from './catalogue/catalogue.ts';
import { isWrong, type JudgedLine, judgedOver, judgedWithoutThem } from './matching.ts';
import { generateQueries } from './queries/generate.ts';

const PER_CLASS = 40;

/** Bounds of what becomes of wanted lines. */
const BOUNDS = {
  /** Of lines that name one product: taken, and wrongly. */
  leastSure: 0.88,
  mostWrong: 0.005,
  /** Of the doubtful ones: the right one is among those offered. */
  leastOffered: 0.9,
};

describe.each([1, 2])('what an order of words comes to, in the synthetic catalogue of seed %i', (seed) => {
  const items = syntheticCatalogue(seed);
  const queries = generateQueries(items, { seed, perClass: PER_CLASS });

  it('names of goods are taken, hardly one wrongly; whatever is asked about is offered', () => {
    const lines = judgedOver(items, queries);
    const sure = lines.filter(({ state }) => state === 'sure');
    const doubtful = lines.filter(({ state }) => state === 'doubtful');
    expect(sure.length / lines.length).toBeGreaterThanOrEqual(BOUNDS.leastSure);
    expect(sure.filter(isWrong).map(told).length / lines.length).toBeLessThanOrEqual(BOUNDS.mostWrong);
    const offered = doubtful.filter(({ offers }) => offers.some(Boolean));
    expect(offered.length / Math.max(1, doubtful.length)).toBeGreaterThanOrEqual(BOUNDS.leastOffered);
  });

  it('what is not sold is not replaced by its neighbour', () => {
    const lines = judgedWithoutThem(items, queries);
    const taken = lines.filter(isWrong);
    expect(taken.length / lines.length, taken.map(told).join('\n')).toBeLessThanOrEqual(BOUNDS.mostWrong);
  });
});

const told = ({ query, first }: JudgedLine): string => `${query.class} | ${query.text} | ${first}`;
