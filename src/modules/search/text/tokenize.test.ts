import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TermKind } from './token.ts';
import { isSearchable, queryTokens, titleTokens } from './tokenize.ts';

const keysOf = (text: string, ...kinds: TermKind[]): string[] =>
  titleTokens(text)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ key }) => key);

const sameKeys = (one: string, other: string, ...kinds: TermKind[]): void =>
  expect(keysOf(one, ...kinds)).toEqual(keysOf(other, ...kinds));

describe('words', () => {
  it.each([
    ['Ёршик', 'ершик'],
    ['вентиль', 'вентиля'],
    ['крючок', 'крючка'],
    ['угловая', 'угловой'],
    ['Бош', 'BOSCH'],
    ['грохе', 'grohe'],
    ['труба', 'truba'],
    ['щётка', 'schetka'],
    ['Schäfer', 'Schafer'],
    ['вен\u00adтиль', 'вентиль'],
    ['вен\u200bтиль', 'вентиль'],
    ['и\u0306од', 'йод'],
    ['вентиль™', 'вентиль'],
  ])('%s is %s', (one, other) => sameKeys(one, other, 'word'));

  it('are repaired where an alphabet was mixed in', () => {
    sameKeys('вeнтиль', 'вентиль', 'word');
    sameKeys('Маякoвкa', 'Маяковка', 'word');
    sameKeys('рак0вина', 'раковина', 'word');
  });

  it('that look alike in both alphabets share a skeleton', () => {
    sameKeys('НР', 'HP', 'skeleton');
    expect(keysOf('НР', 'skeleton')).toEqual(['hp']);
  });

  it('differ where their stems do', () => {
    expect(keysOf('кран', 'word')).not.toEqual(keysOf('бак', 'word'));
  });
});

describe('numbers', () => {
  it.each([
    ['2,50', ['2.5']],
    ['007', ['7']],
    ['0,5', ['0.5']],
    ['3х2,5', ['3', '2.5']],
    ['3 × 2.5', ['3', '2.5']],
    ['3,5 на 45', ['3.5', '45']],
    ['1/2', ['1/2']],
    ['1 1/2"', ['1+1/2']],
    ['1½', ['1+1/2']],
    ['½', ['1/2']],
    ['75.150.90', ['75', '150', '90']],
    ['16 мм2', ['16']],
    ['16 мм²', ['16']],
  ])('%s gives %j', (text, numbers) => expect(keysOf(text, 'number')).toEqual(numbers));

  it('have units aside, glued or not', () => {
    sameKeys('вал 20мм', 'вал 20 мм', 'number', 'unit', 'word');
    expect(keysOf('20мм', 'unit')).toEqual(['mm']);
    expect(keysOf('20 мм', 'code')).toEqual([]);
  });

  it.each(['d20', 'ф20', 'Ø20', 'Ø 20', 'ду20'])('%s is a diameter', (text) => {
    expect(keysOf(text, 'number', 'unit')).toEqual(['d', '20']);
  });

  it('multiplied are a size whatever the sign', () => {
    for (const text of ['3х2,5', '3x2.5', '3*2,5', '3 × 2,50', '3 на 2,5']) {
      expect(keysOf(text, 'size')).toEqual(['3x2.5']);
    }
  });

  it('after a letter are no measure of it', () => {
    expect(keysOf('винт 20 М10', 'unit')).toEqual([]);
    expect(keysOf('винт 20 М10', 'code')).toContain('m10');
  });
});

describe('codes', () => {
  it.each([
    ['К7-120/5', 'k71205'],
    ['k7-120-5', 'k71205'],
    ['VX.900-A', 'vx900a'],
  ])('%s is found as %s', (text, code) => expect(keysOf(text, 'code')).toContain(code));

  it('that begin like a diameter have more digits', () => {
    sameKeys('D07048', 'D07-048', 'code');
    expect(keysOf('D0704', 'code')).toEqual([]);
  });

  it('typed with spaces are read as one', () => {
    const keys = queryTokens('k7 120 5')
      .filter(({ kind }) => kind === 'code')
      .map(({ key }) => key);
    expect(keys).toContain('k71205');
  });

  it('cut by a space in a title are read as one', () => {
    expect(keysOf('фильтр VX 900', 'code')).toContain('vx900');
  });
});

describe('queries', () => {
  it.each(['здравствуйте', 'есть?', 'почём', '', ' ', '!?', '%', '_', '\u0000', '\u200b', '😀', '\ud800'])(
    '%j has nothing to look for',
    (text) => expect(isSearchable(text)).toBe(false),
  );

  it.each(['кран', '20', 'м', 'есть кран?', 'pvc'])('%j has something to look for', (text) =>
    expect(isSearchable(text)).toBe(true),
  );

  it('count the places of their words', () => {
    const words = queryTokens('кран 20 угол').filter(({ kind }) => kind === 'word' || kind === 'number');
    expect(words.map(({ typed, place }) => [typed, place])).toEqual([
      ['кран', 1],
      ['20', 2],
      ['угол', 3],
    ]);
  });

  it('take a unit without its number for a unit, too', () => {
    expect(queryTokens('кабель кг').some(({ kind, key }) => kind === 'unit' && key === 'kg')).toBe(true);
  });

  it('are read up to a bound', () => {
    expect(queryTokens('кран '.repeat(10_000)).length).toBeLessThan(100);
    expect(queryTokens('я'.repeat(10_000))[0]?.key.length).toBeLessThan(100);
  });

  it('never throw, and weigh from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        for (const { weight } of [...queryTokens(text), ...titleTokens(text)]) {
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
