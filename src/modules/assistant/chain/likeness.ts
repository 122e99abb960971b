import { phoneticKey, toRussianLayout } from '#modules/search/index.ts';

/** How much a title that a model gives has in common with what was typed. */

const WORD = /[\p{L}\p{N}]+/gu;
/** Of the letters of a word so many must be those of another, for a typing error. */
const ALIKE = 0.75;

/** A word in lower case, and how it sounds in whatever alphabet; the dots of a Cyrillic yo make no other word. */
export interface Word {
  readonly text: string;
  readonly sound: string;
}

/** Words and numbers, each once. */
export const wordsOf = (text: string): readonly Word[] => {
  const words = text.toLowerCase().replaceAll('\u0451', '\u0435').match(WORD) ?? [];
  return [...new Set(words)].map((word) => ({ text: word, sound: phoneticKey(word) }));
};

/** The words that somebody typed, and those they meant if the keyboard was switched to Latin. */
export const typedIn = (text: string): readonly Word[] => wordsOf(`${text}\n${toRussianLayout(text)}`);

/** Whether any word of the title was typed, in whatever form or with whatever error. */
export const isGrounded = (title: string, typed: readonly Word[]): boolean =>
  wordsOf(title).some((word) => word.text.length > 1 && typed.some((other) => isSame(word, other)));

/** Which part of the words of the title stands among the others, 0 to 1. */
export const shareIn = (title: string, others: readonly Word[]): number => {
  const words = wordsOf(title);
  const found = words.filter((word) => others.some((other) => isSame(word, other)));
  return words.length === 0 ? 0 : found.length / words.length;
};

const isSame = (a: Word, b: Word): boolean => isAlike(a.text, b.text) || isAlike(a.sound, b.sound);

/** The same word in another form, with a typing error, or glued to another one. */
const isAlike = (a: string, b: string): boolean => {
  if (a === b) return true;
  if (/\d/.test(a) || /\d/.test(b)) return a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a));
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 3) return false;
  const begin = Math.min(short.length, 4);
  if (short.slice(0, begin) === long.slice(0, begin)) return true;
  return long.length - short.length <= 2 && commonLetters(short, long) / long.length >= ALIKE;
};

const commonLetters = (a: string, b: string): number => {
  const left = [...b];
  let common = 0;
  for (const letter of a) {
    const at = left.indexOf(letter);
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return common;
};
