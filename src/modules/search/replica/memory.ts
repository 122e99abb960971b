export const MEGABYTE = 1_000_000;

/** What a product takes in the memory of the index, all its terms and postings included, as long as nobody knows better. */
const USUAL_BYTES = 450;
/** An index that grows past its memory is given up only when it is this much too large. */
const LENIENCE = 1.1;

/** Judges what fits into the memory of the index; `memoryMb` 0: nothing. */
export const createMemoryJudge = (memoryMb: number) => {
  let bytesEach = USUAL_BYTES;
  const most = memoryMb * MEGABYTE;
  return {
    /** Whether an index of so many products will fit; `known`: the one that is there tells what a product takes. */
    fits: (products: number, known?: { bytes: number; documents: number }): boolean =>
      memoryMb > 0 && products * (known?.documents ? known.bytes / known.documents : bytesEach) <= most,
    /** Whether an index has grown too large; the next guess knows it. */
    isOutgrown: ({ bytes, documents }: { bytes: number; documents: number }): boolean => {
      if (bytes <= most * LENIENCE) return false;
      bytesEach = Math.max(bytesEach, bytes / documents);
      return true;
    },
    /** Whether there is room for the index twice. */
    fitsTwice: ({ bytes }: { bytes: number }): boolean => 2 * bytes <= most,
  };
};
