import { AppError, type FieldProblem } from '#kernel/errors.ts';
import { cleanText } from '#kernel/text.ts';
import { isSearchable } from '../text/tokenize.ts';

/** Phrases of one group, and characters of one phrase. */
export const FEWEST_PHRASES = 2;
export const MOST_PHRASES = 20;
export const LONGEST_PHRASE = 100;

/** Phrases as they are kept: clean, in one line each. AppError `invalid` with every phrase that cannot be kept. */
export const readPhrases = (given: readonly string[]): readonly string[] => {
  const phrases = given.map((phrase) =>
    cleanText(phrase)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
  const fields = phrases.flatMap((phrase, at) => {
    const issue = issueOf(phrase, phrases.slice(0, at));
    return issue === undefined ? [] : [problem(at, issue)];
  });
  if (phrases.length < FEWEST_PHRASES || phrases.length > MOST_PHRASES)
    fields.push({ path: 'phrases', issue: `must be ${FEWEST_PHRASES} to ${MOST_PHRASES}` });
  if (fields.length > 0) throw new AppError('invalid', 'these phrases cannot be synonyms', { fields });
  return phrases;
};

/** The same for phrases that differ in capitals, spaces and the dots of YO only: no two groups may have one. */
export const phraseKey = (phrase: string): string =>
  phrase.normalize('NFKC').toLowerCase().replaceAll(YO, IE).replace(/\s+/g, ' ').trim();

/** What is wrong with the phrase at this place. */
export const problem = (at: number, issue: string): FieldProblem => ({ path: `phrases.${at}`, issue });

const YO = '\u0451';
const IE = '\u0435';

const issueOf = (phrase: string, before: readonly string[]): string | undefined => {
  if (phrase.length > LONGEST_PHRASE) return `must have at most ${LONGEST_PHRASE} characters`;
  if (!isSearchable(phrase)) return 'nothing that can be searched for';
  if (before.some((other) => phraseKey(other) === phraseKey(phrase))) return 'twice in the group';
  return undefined;
};
