const TABLE = Float64Array.from({ length: 4096 }, (_, frequency) => Math.log(frequency + 0.5));

/** Frequencies of terms are whole and mostly small; those of guesses are neither. */
const logarithm = (frequency: number): number => TABLE[frequency] ?? Math.log(frequency + 0.5);

/** What a term says by its rarity among so many products: the logarithm of the odds that a product lacks it. */
export const rarityAmong = (documents: number): ((frequency: number) => number) => {
  const all = Math.log(documents + 1);
  return (frequency) => all - logarithm(frequency);
};
