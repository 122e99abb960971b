import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPostings } from './postings.ts';

it('keeps every list in its order, however they grow among each other', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3_000 }), (terms) => {
      const postings = createPostings();
      const lists = new Map<number, number[]>();
      for (const [document, term] of terms.entries()) {
        postings.append(term, document);
        lists.set(term, [...(lists.get(term) ?? []), document]);
      }
      for (let term = 0; term <= 7; term++) expect([...postings.listOf(term)]).toEqual(lists.get(term) ?? []);
    }),
    { numRuns: 30 },
  );
});
