import { expect, it } from 'vitest';
import { greeted } from './greeting.ts';

it.each([
  ['Здравствуйте, {name}!', 'Анна', 'Здравствуйте, Анна!'],
  ['Здравствуйте, {name}!', '', 'Здравствуйте!'],
  ['{name}, добрый день.\n{name}', '', 'добрый день.'],
  ['Hi {name}, and {name} again', '', 'Hi, and again'],
  ['Hi {name}', '$& {name}', 'Hi $& {name}'],
  ['Просто текст', 'Анна', 'Просто текст'],
])('%s for "%s"', (greeting, name, words) => {
  expect(greeted(greeting, name)).toBe(words);
});
