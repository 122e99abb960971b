const YO = '\u0451';
const IE = '\u0435';

/** Words as they are compared: capitals, doubled spaces and the dots of a Cyrillic yo make no other word. */
export const keyOf = (words: string): string =>
  words.trim().toLowerCase().replaceAll(YO, IE).replace(/\s+/g, ' ');
