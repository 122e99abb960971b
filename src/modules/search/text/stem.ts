/** Endings of Russian nouns and adjectives in the letters of phonetic keys. */
const ENDING = /(?:ami|imi|ogo|ego|omu|emu|ov|ev|oi|ei|oe|am|ah|om|em|im|ih|iv|[aeiou])$/;

/** A vowel that comes and goes with the endings. */
const FLEETING_VOWEL = /([^aeiou])[oe]k$/;

const SHORTEST = 4;
const SHORTEST_STEM = 3;

/** A phonetic key without its ending: the forms of one word share it. */
export const stem = (key: string): string => {
  if (key.length < SHORTEST) return key;
  const ending = ENDING.exec(key)?.[0] ?? '';
  const cut = key.length - ending.length >= SHORTEST_STEM ? key.slice(0, key.length - ending.length) : key;
  return cut.length > SHORTEST ? cut.replace(FLEETING_VOWEL, '$1k') : cut;
};
