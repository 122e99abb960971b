import type { Found } from '../queries.ts';

type Judged = Pick<Found, 'unsure'> & {
  readonly items: readonly Pick<Found['items'][number], 'position' | 'missed'>[];
};

/**
 * Why the first hit is not simply the answer: every hit lacks something that was typed, or others have all of it, too.
 * Undefined where there is no doubt, and on pages that do not have the first hit.
 */
export const doubtOf = ({ unsure, items }: Judged): 'partly' | 'alike' | undefined => {
  const [first, second] = items;
  if (first?.position !== 1) return undefined;
  if (items.every(({ missed }) => missed.length > 0)) return 'partly';
  return unsure && first.missed.length === 0 && second?.missed.length === 0 ? 'alike' : undefined;
};
