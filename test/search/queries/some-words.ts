import type { Random } from '../random.ts';

/** A slip that made nothing is tried again so many times. */
const TRIES = 8;

/**
 * Changes `least` (one) to `most` of the fitting words, whichever chance takes; undefined where fewer could be
 * changed.
 */
export const changeSome = (
  words: readonly string[],
  random: Random,
  {
    suits,
    change,
    least = 1,
    most,
  }: {
    readonly suits: (word: string) => boolean;
    /** Undefined, or the same word: no change this time. */
    readonly change: (word: string) => string | undefined;
    readonly least?: number;
    readonly most: number;
  },
): string[] | undefined => {
  const made = [...words];
  let changes = 0;
  for (const place of random.shuffled([...words.keys()])) {
    const word = words[place] ?? '';
    if (changes === most || !suits(word)) continue;
    const other = attempt(word, change);
    if (other === undefined) continue;
    made[place] = other;
    changes += 1;
  }
  return changes < least ? undefined : made;
};

const attempt = (word: string, change: (word: string) => string | undefined): string | undefined => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const other = change(word);
    if (other !== undefined && other !== word && other !== word.toLowerCase()) return other;
  }
  return undefined;
};
