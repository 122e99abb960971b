import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksOf } from './marks.ts';
import { queryTokens, titleTokens } from './tokenize.ts';

const termsOf = (text: string): ReadonlySet<string> =>
  new Set(queryTokens(text).map(({ hash }) => String(hash)));
const marked = (title: string, query: string): string[] =>
  marksOf(title, termsOf(query)).map(([from, to]) => title.slice(from, to));

describe('marks', () => {
  it.each([
    ['Вентиль угловой, хром', 'угловая', ['угловой']],
    ['Тумба-пенал (белая)', 'пенал белый', ['пенал', 'белая']],
    ['Провод ВХ-7 2х1,5 мм', '1.5', ['1,5']],
    ['Фильтр VX-900/A "Ручей"', 'vx900a', ['VX-900/A']],
    ['Угол 1 1/2" латунь', '1 1/2', ['1 1/2']],
    ['Угол 1/2" латунь', '1 1/2', []],
    ['Вал 20 мм', '20мм', ['20', 'мм']],
    ['Вентиль', 'кран', []],
  ])('in %s for %s', (title, query, pieces) => expect(marked(title, query)).toEqual(pieces));

  it('lie inside the title, in order, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc
        .array(
          fc.constantFrom('кран', '1 1/2"', 'VX-900', '½', '3х2,5', '(', ' ', ',', 'ПЭ100', '😀', '№5'),
          { maxLength: 8 },
        )
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, text, (title, query) => {
        const terms = new Set([...queryTokens(query), ...titleTokens(title)].map(({ hash }) => String(hash)));
        let end = 0;
        for (const [from, to] of marksOf(title, terms)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(title.length);
      }),
    );
  });
});
