import { expect, it } from 'vitest';
import { Id } from './id.ts';
import { Day, DayOrTime, Moment } from './moment.ts';
import { visibleWords, words } from './words.ts';

it('an id is the same in capitals', () => {
  const id = '0199c0de-7a1b-7c3d-8e4f-5a6b7c8d9e0f';
  expect(Id.parse(id.toUpperCase())).toBe(id);
  expect(Id.safeParse('x').success).toBe(false);
});

it('words are clean before they are measured', () => {
  expect(words(3).parse(' a\u0000b\ud800 ')).toBe('ab\ufffd');
  expect(words(3).parse('\u0000 ')).toBe('');
  expect(words(3).safeParse('abcd').success).toBe(false);
});

it.each(['', ' \n', '\u0000', '\u200b', '\ufeff\u2060', '\u00ad\u200d', '\u202e'])(
  '%j shows nothing',
  (text) => {
    expect(visibleWords(100).safeParse(text).success).toBe(false);
  },
);

it.each(['a', '\u200ba', '👩\u200d🚀', '.'])('%j can be seen', (text) => {
  expect(visibleWords(100).parse(text)).toBe(text);
});

it.each([
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '9998-12-31T23:59:59-23:59',
  '2026-02-30T00:00:00Z',
  'yesterday',
])('%s is out of reach', (text) => {
  expect(Moment.safeParse(text).success).toBe(false);
  expect(DayOrTime.safeParse(text).success).toBe(false);
  expect(Day.safeParse(text.slice(0, 10)).success).toBe(text.startsWith('9998'));
});

it('a day stays as it is written, a time becomes one', () => {
  expect(DayOrTime.parse('2026-11-21')).toBe('2026-11-21');
  expect(DayOrTime.parse('2026-11-21T03:00:00+03:00')).toEqual(new Date('2026-11-21T00:00:00Z'));
  expect(Moment.parse('1970-01-01T00:00:00Z')).toBe('1970-01-01T00:00:00Z');
});
