import type { Token } from './token.ts';

/** Longest title, as the catalogue and the contract have it. */
const LONGEST = 255;

/** Tokens as one line of text, with white space where it was typed or where something was left out. */
export const titleOf = (tokens: readonly Token[]): string => {
  let title = '';
  let end = -1;
  for (const token of tokens) {
    title += title !== '' && (token.gap || token.start !== end) ? ` ${token.text}` : token.text;
    end = token.end;
  }
  return shortTitle(title);
};

/** At most 255 UTF-16 units, never half a letter. */
export const shortTitle = (title: string): string =>
  title
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')
    .trim();
