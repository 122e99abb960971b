import type { PriceChange } from '../queries.ts';

/** The price from a moment on; null: none was known. */
export interface PricePoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly price: number | null;
}

/** Milliseconds before the first change known, so that the price before it is seen as well. */
const BEFORE_MS = 86_400_000;

/** Changes, newest first, as points of a stepped line up to now; changes of one moment are the last of them. */
export const pointsOf = (
  changes: readonly Pick<PriceChange, 'at' | 'before' | 'after'>[],
  now: number,
): readonly PricePoint[] => {
  const oldestFirst = changes.toReversed();
  const [first] = oldestFirst;
  const last = oldestFirst.at(-1);
  if (!first || !last) return [];
  const points = new Map<number, number | null>();
  if (first.before !== null) points.set(Date.parse(first.at) - BEFORE_MS, Number(first.before));
  for (const { at, after } of oldestFirst) points.set(Date.parse(at), numberOf(after));
  points.set(Math.max(now, Date.parse(last.at)), numberOf(last.after));
  return [...points].map(([at, price]) => ({ at, price }));
};

const numberOf = (price: string | null): number | null => (price === null ? null : Number(price));
