/** Words for what the office finds wrong with a field. */
export interface IssueWords {
  readonly order: string;
  readonly overlap: string;
  readonly same: string;
  readonly needed: string;
  readonly other: string;
  readonly placeholder: (name: string) => string;
}

/** Says an issue of the office's schema in the language of the panel. */
export const issueWords = (words: IssueWords, issue: string): string => {
  const [, placeholder] = /^unknown placeholder (\{\w+\})$/.exec(issue) ?? [];
  if (placeholder !== undefined) return words.placeholder(placeholder);
  if (issue === 'the end must be later than the start') return words.order;
  if (issue === 'the times overlap') return words.overlap;
  if (issue === 'the end must differ from the start') return words.same;
  if (issue === 'a text is needed') return words.needed;
  return words.other;
};
