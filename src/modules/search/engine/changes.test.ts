import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchDocument } from '../contract.ts';
import { createEngine, type Engine } from './engine.ts';
import { ask, engineOf } from './testing.ts';

const WORDS = [
  'вентиль',
  'вентили',
  'кран',
  'крана',
  'угл.',
  'угловой',
  'латунь',
  '20',
  '1/2"',
  '3х2,5',
  'VX-900',
  'мм',
  'bosch',
];
const QUERIES = [
  'вентиль',
  'винтиль угл',
  'кран 20',
  'rhfy',
  '3x2.5 мм',
  'vx900',
  'латунь 1/2',
  'угловая',
  'бош',
];

const title = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 })
  .map((words) => words.join(' '));
const change = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  title: fc.option(title, { freq: 4 }),
  context: fc.constantFrom('', 'Вентили', 'Краны'),
  hidden: fc.boolean(),
});

const scoresOf = (
  engine: Engine,
  text: string,
  withHidden: boolean,
): readonly (readonly [number, number])[] =>
  ask(engine, text, { withHidden }).hits.map(({ productId, score }) => [productId, score]);

describe('an index that was changed', () => {
  it('answers as one that was built anew', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const changed = createEngine();
        const last = new Map<number, SearchDocument>();
        for (const { id, title: text, context, hidden } of changes) {
          if (text === null) {
            changed.remove(id);
            last.delete(id);
          } else {
            changed.put({ id, title: text, context, hidden });
            last.set(id, { id, title: text, context, hidden });
          }
        }
        const fresh = createEngine();
        for (const document of last.values()) fresh.put(document);
        expect(changed.size.documents).toBe(last.size);
        for (const text of QUERIES) {
          for (const withHidden of [false, true]) {
            expect(scoresOf(changed, text, withHidden)).toEqual(scoresOf(fresh, text, withHidden));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not grow with replacements', () => {
    const engine = createEngine();
    const putAll = (round: number): void => {
      for (let id = 1; id <= 200; id++) {
        engine.put({
          id,
          title: `Вентиль модели QX${round}-${id} серии ${round * 1_000 + id}`,
          context: 'Вентили',
          hidden: false,
        });
      }
    };
    const most = { bytes: 0, terms: 0 };
    for (let round = 0; round < 20; round++) {
      putAll(round);
      most.bytes = Math.max(most.bytes, engine.size.bytes);
      most.terms = Math.max(most.terms, engine.size.terms);
    }
    for (let round = 20; round < 60; round++) {
      putAll(round);
      expect(engine.size.bytes).toBeLessThanOrEqual(most.bytes * 1.1);
      expect(engine.size.terms).toBeLessThanOrEqual(most.terms * 1.1);
    }
    expect(engine.size.documents).toBe(200);
    expect(ask(engine, 'QX59-7').hits.map(({ productId }) => productId)[0]).toBe(7);
    expect(ask(engine, 'QX58-7').hits.every(({ coverage }) => coverage < 1)).toBe(true);
  });

  it('takes any ids, however far apart', () => {
    const engine = createEngine();
    for (const id of [1, 90_000_000, 2_147_483_647])
      engine.put({ id, title: `Вентиль ${id}`, context: '', hidden: false });
    expect(ask(engine, 'вентиль 90000000').hits[0]?.productId).toBe(90_000_000);
    expect(engine.size.bytes).toBeLessThan(5_000_000);
  });

  it('knows nothing of what was never there', () => {
    const engine = engineOf('Вентиль');
    engine.remove(2);
    expect(engine.size.documents).toBe(1);
    engine.remove(1);
    expect(ask(engine, 'вентиль')).toMatchObject({ hits: [], unknown: ['вентиль'] });
  });
});
