import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#test/any-text.ts';
import { cleanText, shorten, splitText } from './text.ts';

const anything = anyText(300);
/** Well-formed text with many borders: spaces, lines, paragraphs, emoji, Cyrillic. */
const prose = fc
  .array(
    fc.constantFrom('труба', 'x', '20мм', ' ', '  ', '\n', '\n\n', '\t', '😀', '👩‍🔧', 'é', '', '\u200f'),
    {
      maxLength: 120,
    },
  )
  .map((words) => words.join(''));
const limits = fc.integer({ min: 2, max: 60 });

const withoutSpace = (text: string): string => text.replace(/\s/g, '');

describe('cleaning', () => {
  it('leaves no NUL, no lone surrogate, no carriage return', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\u0000\r]/);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it.each([
    ['a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a\u0000b', 'ab'],
    ['\ud83d!', '\ufffd!'],
    ['Привет 👋\t\u202eabc', 'Привет 👋\t\u202eabc'],
    ['', ''],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });
});

describe('shortening', () => {
  it('never exceeds the length, never cuts a pair, keeps the beginning', () => {
    fc.assert(
      fc.property(prose, fc.integer({ min: 1, max: 80 }), (text, length) => {
        const short = shorten(text, length);
        expect(short.length).toBeLessThanOrEqual(length);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= length) expect(short).toBe(text);
        else expect(text.startsWith(short.slice(0, -1)) && short.endsWith('…')).toBe(true);
      }),
    );
  });

  it.each([
    ['четыре', 6, 'четыре'],
    ['четыре', 5, 'четы…'],
    ['ab😀cd', 4, 'ab…'],
    ['ab😀cd', 5, 'ab😀…'],
    ['', 1, ''],
  ])('%j to %i is %j', (text, length, short) => {
    expect(shorten(text, length)).toBe(short);
  });
});

describe('splitting', () => {
  it('makes parts within the limit that hold everything but white space, in order', () => {
    fc.assert(
      fc.property(prose, limits, (text, limit) => {
        const parts = splitText(text, limit);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).not.toBe('');
          expect(part.isWellFormed()).toBe(true);
        }
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text));
      }),
      { numRuns: 500 },
    );
  });

  it('loses white space only at the borders of parts', () => {
    fc.assert(
      fc.property(prose, limits, (text, limit) => {
        let at = 0;
        for (const part of splitText(text, limit)) {
          const next = text.indexOf(part, at);
          expect(next).toBeGreaterThanOrEqual(at);
          expect(text.slice(at, next).trim()).toBe('');
          at = next + part.length;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  it('keeps to the limit for ill-formed text, too', () => {
    fc.assert(
      fc.property(anything, limits, (text, limit) => {
        for (const part of splitText(text, limit)) expect(part.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it.each<[string, number, string[]]>([
    ['', 10, []],
    ['short', 10, ['short']],
    ['exactly ten', 11, ['exactly ten']],
    ['one two three', 8, ['one two', 'three']],
    ['para one\n\npara two', 12, ['para one', 'para two']],
    // A border in the first half would waste the message: the word is cut.
    ['a bbbbbbbbbbbbbb', 10, ['a bbbbbbbb', 'bbbbbb']],
    ['line one\nline two x', 12, ['line one', 'line two x']],
    ['😀😀😀', 3, ['😀', '😀', '😀']],
    ['aaaaa      bbbbb', 6, ['aaaaa', 'bbbbb']],
  ])('%j by %i', (text, limit, parts) => {
    expect(splitText(text, limit)).toEqual(parts);
  });
});
