import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';

it.each([
  ['ventil', 'ventil', 0],
  ['ventil', 'vintil', 1],
  ['ventil', 'vetnil', 1],
  ['ventil', 'ventill', 1],
  ['ventil', 'vntil', 1],
  ['ventil', 'vnitil', 2],
  ['ventil', 'kran', 3],
  ['', 'ab', 2],
])('%s and %s are %i edits apart', (one, other, edits) => expect(editDistance(one, other, 2)).toBe(edits));

it('is the same both ways, and never more than one above the bound', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 70 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
      const edits = editDistance(one, other, most);
      expect(edits).toBe(editDistance(other, one, most));
      expect(edits).toBeLessThanOrEqual(most + 1);
    }),
  );
});
