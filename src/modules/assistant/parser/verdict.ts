import type { Reading, WantedLine } from '../contract.ts';

/** A line with what speaks for an order. */
export interface Taken {
  readonly line: WantedLine;
  /** A word asked for goods. */
  readonly wish: boolean;
  /** Its amount cannot be a size of the thing. */
  readonly sure: boolean;
}

/** Words of a thing that is named without an amount; longer pieces are rather prose. */
const MOST_WORDS = 7;

/**
 * Whether the text orders: several things, or an amount that can be no size. "Paint 10 l" alone may as well be a
 * search for the can of ten litres, so a single measure behind a thing is only `maybe`.
 */
export const verdictOf = (taken: readonly Taken[]): Reading['order'] => {
  if (taken.some(({ sure }) => sure)) return 'certain';
  const spoken = taken.some(({ wish, line }) => wish || line.qty !== null || line.again);
  if (taken.length > 1 && (spoken || taken.every(({ line }) => line.title.split(' ').length <= MOST_WORDS)))
    return 'certain';
  return spoken ? 'maybe' : 'no';
};
