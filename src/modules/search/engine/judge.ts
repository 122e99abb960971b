import type { IndexHit } from '../contract.ts';
import type { Explanation } from './explain.ts';

type Judged = Pick<IndexHit, 'share' | 'coverage'> &
  Pick<Explanation, 'lacksType' | 'hasType' | 'lacksNumber'>;

const LEAST_SHARE = 0.4;
const LEAST_COVERAGE = 0.3;
const AS_GOOD = 0.97;

/** Hits without the junk: those far below the best one, and those that cover almost nothing of what was typed, not even its kind. */
export const worthShowing = <Hit extends Judged>(hits: readonly Hit[]): readonly Hit[] =>
  hits.filter((hit) => hit.share >= LEAST_SHARE && (hit.coverage >= LEAST_COVERAGE || hit.hasType));

/** Whether the best hit must not be taken without asking: its kind or a number is missed, or another is as good. */
export const isUnsure = (hits: readonly Judged[]): boolean => {
  const [best, second] = hits;
  if (best === undefined) return false;
  return best.lacksType || best.lacksNumber || (second !== undefined && second.share >= AS_GOOD);
};
