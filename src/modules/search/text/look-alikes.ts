import { CYRILLIC_LOOK_ALIKES, LATIN_LOOK_ALIKES, LATIN_OF_CYRILLIC } from './texts.ts';

const isLatin = (letter: string): boolean => letter >= 'a' && letter <= 'z';
const isCyrillic = (letter: string): boolean => letter in LATIN_OF_CYRILLIC;

const redraw = (word: string, letters: Readonly<Record<string, string>>): string =>
  Array.from(word, (letter) => letters[letter] ?? letter).join('');

/** The word as it looks, in Latin letters: `HP` has one skeleton in both alphabets. Expects small letters. */
export const skeleton = (word: string): string => {
  let bones = '';
  for (const letter of word) bones += CYRILLIC_LOOK_ALIKES[letter] ?? LATIN_OF_CYRILLIC[letter] ?? letter;
  return bones;
};

/** Whether every letter has a twin in the other alphabet, so that nobody can tell which one was typed. */
export const looksLikeBoth = (word: string): boolean =>
  Array.from(word).every((letter) => letter in CYRILLIC_LOOK_ALIKES || letter in LATIN_LOOK_ALIKES);

/** Which alphabets the letters of a word belong to, and how many of each could be the other one. */
const census = (word: string) => {
  const count = { cyrillic: 0, latin: 0, cyrillicTwins: 0, latinTwins: 0 };
  for (const letter of word) {
    if (isCyrillic(letter)) {
      count.cyrillic++;
      if (letter in CYRILLIC_LOOK_ALIKES) count.cyrillicTwins++;
    } else if (isLatin(letter)) {
      count.latin++;
      if (letter in LATIN_LOOK_ALIKES) count.latinTwins++;
    }
  }
  return count;
};

/** A word of mixed alphabets in one of them, the one its unmistakable letters speak for; others as they are. */
export const inOneAlphabet = (word: string): string => {
  const { cyrillic, latin, cyrillicTwins, latinTwins } = census(word);
  if (cyrillic === 0 || latin === 0) return word;
  if (latinTwins === latin && (cyrillicTwins < cyrillic || cyrillic >= latin))
    return redraw(word, LATIN_LOOK_ALIKES);
  if (cyrillicTwins === cyrillic) return redraw(word, CYRILLIC_LOOK_ALIKES);
  return word;
};

/** Whether a word in one alphabet, or most of it, is Cyrillic. */
export const isMostlyCyrillic = (word: string): boolean => {
  const { cyrillic, latin } = census(word);
  return isCyrillic(word.charAt(0)) || cyrillic > latin;
};
