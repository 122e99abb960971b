import { cleanText } from '#kernel/text.ts';

/** Characters of a query that count; what follows is not looked at. */
const LONGEST = 300;
/** Read before anything is cleaned: whoever pastes a book waits no longer than others. */
const READ = 10 * LONGEST;

/** What somebody typed as one clean line: no controls, nothing invisible, single spaces, its beginning only. */
export const queryText = (typed: string): string =>
  [
    ...cleanText(typed.slice(0, READ))
      .replace(/[\p{Cf}\uFFFD]+/gu, '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, LONGEST)
    .join('')
    .trimEnd();
