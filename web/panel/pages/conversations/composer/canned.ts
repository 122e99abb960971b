import type { CannedAnswer } from '../schema.ts';

/** The answers that fit what was typed, the best first: the title begins with it, has it, or the text has it. */
export const cannedFor = (answers: readonly CannedAnswer[], words: string): readonly CannedAnswer[] => {
  const sought = words.trim().toLocaleLowerCase();
  if (sought === '') return answers;
  return answers
    .map((answer) => ({ answer, rank: rankOf(answer, sought) }))
    .filter(({ rank }) => rank < MISS)
    .sort((a, b) => a.rank - b.rank)
    .map(({ answer }) => answer);
};

/** What is sought when an answer begins with a slash; null: it is no search. */
export const slashOf = (text: string): string | null => (/^\/[^\n]{0,60}$/.test(text) ? text.slice(1) : null);

/** A text with an answer put in place of a selection, and where the caret stands then. */
export const inserted = (
  text: string,
  answer: string,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly text: string; readonly caret: number } => {
  const before = text.slice(0, start);
  const glue = before === '' || /\s$/.test(before) ? '' : ' ';
  return { text: before + glue + answer + text.slice(end), caret: (before + glue + answer).length };
};

const MISS = 3;

const rankOf = ({ title, text }: CannedAnswer, sought: string): number => {
  const at = title.toLocaleLowerCase().indexOf(sought);
  if (at === 0) return 0;
  if (at > 0) return 1;
  return text.toLocaleLowerCase().includes(sought) ? 2 : MISS;
};
