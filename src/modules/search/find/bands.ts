import type { IndexHit } from '../contract.ts';

/** Scores this close to the best of a band are as good as it. */
const NEARLY = 0.99;

/** The band of every hit, from 0: within one, stock decides who stands first. Hits come best first. */
export const bandsOf = (hits: readonly Pick<IndexHit, 'score'>[]): readonly number[] => {
  let best = hits[0]?.score ?? 0;
  let band = 0;
  return hits.map(({ score }) => {
    if (score < best * NEARLY) {
      best = score;
      band += 1;
    }
    return band;
  });
};
