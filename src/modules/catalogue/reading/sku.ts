import { LOOK_ALIKES } from './texts.ts';

const LATIN = new Map([...LOOK_ALIKES[0]].map((letter, at) => [letter, LOOK_ALIKES[1].charAt(at)]));
const LOOKS_LATIN = new RegExp(`[${LOOK_ALIKES[0]}]`, 'g');

/**
 * The sku as searches compare it: capitals, Cyrillic letters that look Latin as Latin ones, nothing but letters
 * and digits. A sku of signs alone stays as it is.
 */
export const normalSku = (sku: string): string => {
  const capitals = sku.normalize('NFKC').toUpperCase();
  const bare = capitals.replace(/[^\p{L}\p{N}]+/gu, '');
  return (bare === '' ? capitals : bare).replace(LOOKS_LATIN, (letter) => LATIN.get(letter) ?? letter);
};
