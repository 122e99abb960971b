import { ok, type Result, refuse } from '#kernel/result.ts';
import { cleanText, isBlank, shorten } from '#kernel/text.ts';
import type { FileRef } from '#modules/files/index.ts';
import type { QuestionWords } from './contract.ts';
import { LONGEST_TEXT, LONGEST_TITLE, MOST_FILES } from './limits.ts';

/** What is said, ready to be stored; `invalid`: nothing at all, or too much of it. */
export const wordsOf = ({
  text,
  files = [],
}: QuestionWords): Result<{ readonly text: string; readonly files: readonly FileRef[] }, 'invalid'> => {
  const clean = cleanText(text).trim();
  const said = isBlank(clean) ? '' : clean;
  if (said === '' && files.length === 0) return refuse('invalid');
  if (said.length > LONGEST_TEXT || files.length > MOST_FILES) return refuse('invalid');
  return ok({ text: said, files: files.map(({ id, name, mime, size }) => ({ id, name, mime, size })) });
};

/** What a question is called: the title given, else the first line said, else the name of the first file. */
export const titleOf = (
  title: string | undefined,
  { text, files }: { readonly text: string; readonly files: readonly FileRef[] },
): string => {
  const lines = [title ?? '', ...text.split('\n'), files[0]?.name ?? ''];
  const found = lines
    .map((line) => cleanText(line).replace(/\s+/g, ' ').trim())
    .find((line) => !isBlank(line));
  return shorten(found ?? '?', LONGEST_TITLE);
};
