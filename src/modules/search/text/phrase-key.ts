import { queryTokens } from './tokenize.ts';
import { MEANINGFUL } from './word-tokens.ts';

/** Words of one letter and shorter stems say nothing by themselves. */
const SHORTEST_WORD = 2;

/**
 * What a phrase comes to, whatever its capitals, endings, filler, separators and the order of its words: the same key is the
 * same meaning. Empty for sizes, single letters and filler only.
 */
export const phraseKeyOf = (phrase: string): string => {
  const tokens = queryTokens(phrase).filter(
    ({ kind, alternative, optional, weight }) =>
      !alternative && !optional && weight > MEANINGFUL && (kind === 'word' || kind === 'number'),
  );
  const words = tokens.filter(({ kind }) => kind === 'word').map(({ key }) => key);
  const numbers = tokens.filter(({ kind }) => kind === 'number').map(({ key }) => key);
  if (!words.some((word) => word.length >= SHORTEST_WORD)) return '';
  return [...words.toSorted(), ...numbers].join(' ');
};
