import { describe, expect, it } from 'vitest';
import { isUnsure, worthShowing } from './judge.ts';

const hit = { share: 1, coverage: 1, lacksType: false, hasType: false, lacksNumber: false };

describe('the best hit', () => {
  it.each([
    [[], false],
    [[hit], false],
    [[{ ...hit, coverage: 0.4 }], false],
    [[hit, { ...hit, share: 0.8 }], false],
    [[hit, { ...hit, share: 0.99 }], true],
    [[{ ...hit, lacksType: true }], true],
    [[{ ...hit, lacksNumber: true }], true],
    [[hit, { ...hit, share: 0.8, lacksNumber: true }], false],
  ])('of %j is unsure: %s', (hits, unsure) => expect(isUnsure(hits)).toBe(unsure));
});

it('junk is not shown', () => {
  const fair = { ...hit, share: 0.5, coverage: 0.5 };
  const ofTheType = { ...hit, coverage: 0.01, hasType: true };
  expect(worthShowing([hit, fair, ofTheType, { ...hit, share: 0.05 }, { ...hit, coverage: 0.01 }])).toEqual([
    hit,
    fair,
    ofTheType,
  ]);
});
