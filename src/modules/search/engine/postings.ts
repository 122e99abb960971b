import { createInts } from './ints.ts';

/** Which documents have a term, by number, in the order in which they came. */
export interface Postings {
  append(term: number, document: number): void;
  /** How many documents were appended for the term, garbage included. */
  lengthOf(term: number): number;
  /** A view of the list, good until the next append. */
  listOf(term: number): Int32Array;
  readonly bytes: number;
}

const FIRST_POOL = 1 << 12;
const POOL_GROWTH = 1.3;

/** Lists of one pool; a list that is full moves to a block twice as long and leaves its own to another. */
export const createPostings = (): Postings => {
  let pool: Int32Array = new Int32Array(FIRST_POOL);
  let used = 0;
  const starts = createInts();
  const lengths = createInts();
  const capacities = createInts();
  /** Free blocks by size class: where the last one starts, plus one; its first cell leads to the next. */
  const free = createInts();

  const block = (sizeClass: number): number => {
    const reused = free.get(sizeClass);
    if (reused > 0) {
      free.set(sizeClass, pool[reused - 1] ?? 0);
      return reused - 1;
    }
    const start = used;
    used += 2 ** sizeClass;
    if (used > pool.length) {
      const bigger = new Int32Array(Math.max(used, Math.ceil(pool.length * POOL_GROWTH)));
      bigger.set(pool);
      pool = bigger;
    }
    return start;
  };

  const enlarge = (term: number, capacity: number): void => {
    const sizeClass = capacity === 0 ? 0 : Math.log2(capacity) + 1;
    const from = starts.get(term);
    const to = block(sizeClass);
    if (capacity > 0) {
      pool.copyWithin(to, from, from + capacity);
      pool[from] = free.get(sizeClass - 1);
      free.set(sizeClass - 1, from + 1);
    }
    starts.set(term, to);
    capacities.set(term, 2 ** sizeClass);
  };

  return {
    append: (term, document) => {
      const length = lengths.get(term);
      const capacity = capacities.get(term);
      if (length === capacity) enlarge(term, capacity);
      pool[starts.get(term) + length] = document;
      lengths.set(term, length + 1);
    },
    lengthOf: lengths.get,
    listOf: (term) => pool.subarray(starts.get(term), starts.get(term) + lengths.get(term)),
    get bytes() {
      return pool.byteLength + starts.bytes + lengths.bytes + capacities.bytes;
    },
  };
};
