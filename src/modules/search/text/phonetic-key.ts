import { inOneAlphabet, isMostlyCyrillic } from './look-alikes.ts';
import { LATIN_OF_CYRILLIC } from './texts.ts';

type Rule = readonly [pattern: RegExp, replacement: string];

/** Sounds that take several Latin letters get one capital: S sh, C ch, J zh, Z ts. */
const SIBILANTS: readonly Rule[] = [
  [/['’`]/g, ''],
  [/shch|sch|sh/g, 'S'],
  [/tch|ch/g, 'C'],
  [/zh/g, 'J'],
  [/kh/g, 'h'],
  [/ts|tz/g, 'Z'],
];

/** How Russian ears hear the spelling of Latin brands. */
const FOREIGN_SPELLING: readonly Rule[] = [
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck/g, 'k'],
  [/qu/g, 'kv'],
  [/q/g, 'k'],
  [/ee/g, 'i'],
  [/oo/g, 'u'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/w/g, 'v'],
  [/j/g, 'J'],
];

/** Ways of writing one sound: soft vowels, doubled letters. */
const SAME_SOUND: readonly Rule[] = [
  [/dJ/g, 'J'],
  [/yo/g, 'e'],
  [/[yij]a/g, 'a'],
  [/[yij]u/g, 'u'],
  [/[yij]e/g, 'e'],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
];

/** What people mean by Latin letters when they write Russian in them; each list is one habit. */
const HABITS: readonly (readonly Rule[])[] = [
  [
    [/x/g, 'h'],
    [/c(?!h)/g, 'ts'],
    [/j/g, 'zh'],
  ],
  [
    [/j(?=[aeou])/g, 'y'],
    [/j/g, 'i'],
    [/x/g, 'h'],
    [/c(?!h)/g, 'ts'],
  ],
  [[/j/g, 'y']],
  [
    [/j(?=[aeou])/g, 'zh'],
    [/j/g, 'i'],
  ],
  [[/w/g, 'sh']],
  [[/e$/, '']],
];

const apply = (text: string, rules: readonly Rule[]): string =>
  rules.reduce((done, [pattern, replacement]) => done.replace(pattern, replacement), text);

const inLatin = (word: string): string =>
  Array.from(word, (letter) => LATIN_OF_CYRILLIC[letter] ?? letter).join('');

const ofRussian = (latin: string): string => apply(apply(latin, SIBILANTS), SAME_SOUND);
const ofForeign = (latin: string): string =>
  apply(apply(apply(latin, SIBILANTS), FOREIGN_SPELLING), SAME_SOUND);

/**
 * One spelling for Russian words, their transliteration and Latin brands as Russians hear them:
 * "bosch" has the key of its Russian spelling. Expects a word in small letters.
 */
export const phoneticKey = (word: string): string => {
  const repaired = inOneAlphabet(word);
  return isMostlyCyrillic(repaired) ? ofRussian(inLatin(repaired)) : ofForeign(inLatin(repaired));
};

/** Further keys of a Latin word that may be Russian in transliteration, likeliest first; none for others. */
export const transliterationKeys = (word: string): readonly string[] => {
  if (!/^[a-z']+$/.test(word)) return [];
  const keys = new Set(HABITS.map((habit) => ofRussian(apply(word, habit))));
  keys.delete(phoneticKey(word));
  return [...keys];
};
