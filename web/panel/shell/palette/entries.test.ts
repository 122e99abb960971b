import { expect, it } from 'vitest';
import { fitting } from './entries.ts';

const entries = [
  { id: 'people', label: 'Люди' },
  { id: 'dead', label: 'Необработанное', words: 'dead letters' },
  { id: 'dark', label: 'Тёмное оформление' },
];

it.each([
  ['', ['people', 'dead', 'dark']],
  ['лю', ['people']],
  ['ЛЮДИ', ['people']],
  ['letters dead', ['dead']],
  ['оформ тём', ['dark']],
  ['люди dead', []],
])('"%s" finds %j', (typed, ids) => {
  expect(fitting(entries, typed).map(({ id }) => id)).toEqual(ids);
});
