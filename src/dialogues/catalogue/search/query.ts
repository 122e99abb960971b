import { cleanText, isBlank, shorten } from '#kernel/text.ts';
import { LONGEST_QUERY } from '../places.ts';

/** What to look for in a text: its beginning, in one line; undefined for no words at all and for a command. */
export const queryOf = (text: string): string | undefined => {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return isBlank(line) || isCommand(line) ? undefined : shorten(line, LONGEST_QUERY);
};

/** A mistyped command is for the menu; «/» may as well begin the code of an article. */
const isCommand = (line: string): boolean => /^\/[a-z][a-z_]*(?: |$)/i.test(line);
