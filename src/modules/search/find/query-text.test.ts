import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queryText } from './query-text.ts';

describe('the text of a query', () => {
  it.each([
    ['  труба \t\n 20мм ', 'труба 20мм'],
    ['тру\u0000ба', 'труба'],
    ['тру\u200bба\ufeff', 'труба'],
    ['a\ud800b', 'ab'],
    ['a\u0007b', 'a b'],
    ['\u0000\u200b \r\n', ''],
  ])('of %j is %j', (typed, text) => {
    expect(queryText(typed)).toBe(text);
  });

  it('is its beginning: three hundred characters, however many units they have', () => {
    expect(queryText('😀'.repeat(400))).toBe('😀'.repeat(300));
    expect(queryText(`${'а'.repeat(299)} б`)).toBe('а'.repeat(299));
    expect(queryText('я'.repeat(1_000_000))).toHaveLength(300);
  });

  it('is one clean line that stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const text = queryText(typed);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\p{Cc}]|^\s|\s$|\s\s/u);
        expect(queryText(text)).toBe(text);
      }),
    );
  });
});
