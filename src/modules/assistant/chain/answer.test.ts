import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals } from '#kernel/decimal.ts';
import { linesOf, MOST_ANSWERED, MOST_ANSWERED_QTY } from './answer.ts';

const PIPE = { title: 'Труба ПВХ 20мм', qty: '3', unit: null };
const PIPE_JSON = '[{"title":"Труба ПВХ 20мм","qty":3}]';

describe('S3-30: an answer', () => {
  it.each([
    ['a bare array', PIPE_JSON],
    ['a fenced one', `\`\`\`json\n${PIPE_JSON}\n\`\`\``],
    ['a fence without a name', `\`\`\`\n${PIPE_JSON}\n\`\`\``],
    ['words before it', `Вот ответ: ${PIPE_JSON}`],
    ['words around a fence', `Вот ваш заказ:\n\`\`\`json\n${PIPE_JSON}\n\`\`\`\nОбращайтесь!`],
    ['words with brackets in strings', `Готово. ${PIPE_JSON} (итого [1])`],
    ['an object', `{"items":${PIPE_JSON}}`],
    ['words with brackets before it', `По списку [всё учтено], {см. ниже} и [1]: ${PIPE_JSON}`],
    ['words with a quotation mark before it', `Труба 1/2": ${PIPE_JSON}`],
    ['an object in words', `Ответ: {"items":${PIPE_JSON}} — всё.`],
    ['spaces around', `  \n${PIPE_JSON}\n `],
    ['an array that is no text', [{ title: 'Труба ПВХ 20мм', qty: 3 }]],
    ['an object that is no text', { items: [{ title: ' Труба  ПВХ 20мм ', qty: '3' }] }],
  ])('%s is read', (_, answer) => {
    expect(linesOf(answer)).toEqual([PIPE]);
  });

  it.each([
    ['an error', '{"error":"no"}'],
    ['another key', '[{"name":"x"}]'],
    ['cut-off JSON', '[{"title":"Труба","qty":3},{"title":"Му'],
    ['cut-off JSON after words', 'Вот [список]: [{"title":"Труба","qty":3},{"title":"Му'],
    ['a cut-off object', '{"items":[{"title":"Труба"}],"x":'],
    ['nothing', ''],
    ['words', 'Извините, не могу помочь.'],
    ['a number', '42'],
    ['null', 'null'],
    ['an empty title', '[{"title":"  "}]'],
    ['a title that is none', '[{"title":5}]'],
    ['HTML', '<html><body>Ошибка</body></html>'],
    ['undefined', undefined],
  ])('%s is none', (_, answer) => {
    expect(linesOf(answer)).toBeUndefined();
  });

  it('an empty array is one, without lines', () => {
    expect(linesOf('[]')).toEqual([]);
    expect(linesOf({ items: [] })).toEqual([]);
  });

  it.each([
    [null, null],
    [undefined, null],
    ['2,5', '2.5'],
    ['2.50', '2.5'],
    [0.1, '0.1'],
    [1e-9, null],
    [0, null],
    [-4, null],
    ['много', null],
    [true, null],
    [{ value: 3 }, null],
    [99_999_999, MOST_ANSWERED_QTY],
    [1e30, MOST_ANSWERED_QTY],
    ['10 шт', '10'],
  ])('the amount %j is %j', (qty, read) => {
    expect(linesOf([{ title: 'Труба', qty }])).toEqual([{ title: 'Труба', qty: read, unit: null }]);
  });

  it('has only units that there are', () => {
    const items = ['pack', 'metre', 'упаковка', 'PACK', 7].map((unit) => ({ title: 'Труба', unit }));
    expect(linesOf({ items })?.map(({ unit }) => unit)).toEqual(['pack', 'metre', null, null, null]);
  });

  it('loses ids, prices and whatever else a model adds', () => {
    const items = [{ title: 'Труба', qty: 1, id: 7, price: '0.01', product_id: 9 }];
    expect(linesOf({ items, role: 'administrator' })).toEqual([{ title: 'Труба', qty: '1', unit: null }]);
  });

  it('has at most so many lines, and titles of at most 255 characters', () => {
    const items = Array.from({ length: 80 }, (_, at) => ({ title: `${at} ${'я'.repeat(400)}` }));
    const lines = linesOf({ items });
    expect(lines).toHaveLength(MOST_ANSWERED);
    expect(lines?.[0]?.title).toHaveLength(255);
  });

  it('whatever it holds, lines are whole and nothing is thrown', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.anything(),
      fc.array(fc.record({ title: fc.anything(), qty: fc.anything(), unit: fc.anything() })),
      fc.json().map((json) => `\`\`\`json\n${json}\n\`\`\``),
    );
    fc.assert(
      fc.property(anything, (answer) => {
        for (const { title, qty } of linesOf(answer) ?? []) {
          expect(title.trim()).toBe(title);
          expect(title.length).toBeGreaterThan(0);
          expect(title.length).toBeLessThanOrEqual(255);
          expect(title.isWellFormed()).toBe(true);
          if (qty === null) continue;
          expect(qty).toMatch(/^\d+(\.\d{1,3})?$/);
          expect(compareDecimals(qty, '0')).toBeGreaterThan(0);
          expect(compareDecimals(qty, MOST_ANSWERED_QTY)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in a fence, among words, and as an object', () => {
    const item = fc.record({
      title: fc.string({ minLength: 1 }),
      qty: fc.option(fc.integer({ min: 1, max: 999 })),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), fc.stringMatching(/^[а-я .]{0,20}$/), (items, words) => {
        const json = JSON.stringify(items);
        const bare = linesOf(json);
        expect(linesOf(`\`\`\`json\n${json}\n\`\`\``)).toEqual(bare);
        expect(linesOf(`${words} ${json} ${words}`)).toEqual(bare);
        expect(linesOf(JSON.stringify({ items }))).toEqual(bare);
      }),
    );
  });
});
