import { expect, it } from 'vitest';
import { moved } from './moved.ts';

const list = [...'abcd'].map((id) => ({ id }));

it.each([
  ['a', 2, 'bcad'],
  ['d', 0, 'dabc'],
  ['b', 1, 'abcd'],
  ['b', -1, 'abcd'],
  ['b', 4, 'abcd'],
  ['x', 0, 'abcd'],
])('%s moved to %i: %s', (id, to, order) => {
  expect(
    moved(list, id, to)
      .map((one) => one.id)
      .join(''),
  ).toBe(order);
});
