import { expect, it } from 'vitest';
import { doubtOf } from './doubt.ts';

/** Hits that lack these words each, from a place on. */
const hits = (missed: readonly (readonly string[])[], from = 1) =>
  missed.map((words, at) => ({ position: from + at, missed: [...words] }));

it.each([
  ['each lacks something', [['бош'], ['бош', '125']], 'partly'],
  ['the only one lacks something', [['бош']], 'partly'],
  ['several have everything', [[], [], ['бош']], 'alike'],
  ['one has everything', [[], ['бош']], undefined],
  ['the first one lacks what a later one has', [['бош'], []], undefined],
  ['there is none', [], undefined],
] as const)('tells a doubt when %s: %j', (_, missed, doubt) => {
  expect(doubtOf({ unsure: true, items: hits(missed) })).toBe(doubt);
});

it('tells of a sure answer only what it lacks, and nothing on a later page', () => {
  expect(doubtOf({ unsure: false, items: hits([['бош'], ['бош']]) })).toBe('partly');
  expect(doubtOf({ unsure: false, items: hits([[], []]) })).toBeUndefined();
  expect(doubtOf({ unsure: true, items: hits([['бош'], ['бош']], 26) })).toBeUndefined();
});
