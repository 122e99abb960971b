import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it.each([
  ['Анна Каренина', 'АК'],
  ['Лев Николаевич Толстой', 'ЛТ'],
  ['madonna', 'M'],
  ['  — ', '?'],
  ['', '?'],
  [null, '?'],
  ['😀 Вася', 'В'],
])('%s is %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});
