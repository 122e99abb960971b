import { expect, it } from 'vitest';
import { clashOf, cut, fitting, joined, refusedOf } from './groups.ts';

const group = (id: number, ...phrases: string[]) => ({
  id,
  phrases,
  changed_at: '2026-11-21T09:00:00.000Z',
});
const groups = [group(1, 'ппр', 'полипропилен'), group(2, 'котёл', 'бойлер'), group(3, 'ведро', 'кадка')];

it('finds groups by a part of a phrase, whatever its capitals', () => {
  expect(fitting(groups, 'ПРОП').map(({ id }) => id)).toEqual([1]);
  expect(fitting(groups, 'котел').map(({ id }) => id)).toEqual([2]);
  expect(fitting(groups, ' ').map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(fitting(groups, 'труба')).toEqual([]);
});

it('tells which group has a phrase already', () => {
  expect(clashOf(groups, ['труба', 'ППР '], undefined)).toMatchObject({ phrase: 'ППР ', group: { id: 1 } });
  expect(clashOf(groups, ['ппр', 'труба'], 1)).toBeUndefined();
  expect(clashOf(groups, ['труба'], undefined)).toBeUndefined();
});

it('cuts lists into phrases, each once', () => {
  expect(cut(['ппр, полипропилен;  труба ппр ', 'ППР', ' ', ',;\n'])).toEqual([
    'ппр',
    'полипропилен',
    'труба ппр',
  ]);
});

it('joins two groups without saying a thing twice', () => {
  expect(joined(['ппр', 'полипропилен'], ['ППР', 'пп'])).toEqual(['ппр', 'полипропилен', 'пп']);
});

it.each([
  [{ fields: { 'phrases.1': 'too long' } }, 'бойлер'],
  [{ fields: { 'body.phrases.0': 'no word in it' } }, 'котёл'],
  [{ fields: {}, detail: 'the phrase «бойлер» is in another group' }, 'бойлер'],
  [{ fields: {}, detail: 'the phrase "котёл газовый" is in another group' }, 'котёл газовый'],
  [{ fields: {}, detail: 'no' }, undefined],
  [{ fields: {} }, undefined],
])('%j is about %s', (problem, phrase) => {
  expect(refusedOf({ detail: undefined, ...problem }, ['котёл', 'бойлер', 'котёл газовый'])).toBe(phrase);
});
