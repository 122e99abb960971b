import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, engineOf } from './testing.ts';

const engine = engineOf(
  'Вентиль угловой 1/2"',
  'Кран шаровой 20 мм | Краны',
  'VX-900/12 [хром] % _ \\',
  '😀 \ud800 \u0000',
);
engine.setSynonyms([
  ['кран', 'вентиль'],
  ['', '\ud800', '%'],
]);

describe('any text at all', () => {
  it.each([
    'к',
    'кран '.repeat(800),
    'я'.repeat(4_000),
    '1'.repeat(4_000),
    '/'.repeat(4_000),
    '1/2 '.repeat(1_000),
    '((('.repeat(1_000),
    'dtynbkm ghzvjq '.repeat(300),
    'abc123 '.repeat(600),
    "';[],.".repeat(700),
    String.raw`.*+?^$|()[]{}\d`,
    "' & | ! <-> :*",
    '\u200b\u200d\ufeff',
    '\ud800\udc00\ud800',
    'constructor __proto__ toString',
  ])('is answered: %#', (text) => {
    const answer = ask(engine, text);
    expect(answer.hits.length).toBeLessThanOrEqual(4);
    expect(answer.empty && answer.hits.length > 0).toBe(false);
  });

  it('is answered within bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const { share, coverage, score } of ask(engine, text).hits) {
          expect(score).toBeGreaterThan(0);
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(coverage).toBeGreaterThanOrEqual(0);
          expect(coverage).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('may be a title', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ unit: 'binary' }),
        (title, context) => {
          const own = engineOf('Вентиль');
          own.put({ id: 2, title, context, hidden: false });
          expect(ask(own, 'вентиль').hits.length).toBeGreaterThan(0);
          own.remove(2);
          expect(own.size.documents).toBe(1);
        },
      ),
      { numRuns: 50 },
    );
  });
});
