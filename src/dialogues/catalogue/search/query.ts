import { cleanText, isBlank, shorten } from '#kernel/text.ts';
import { LONGEST_QUERY } from '../places.ts';

/** What to look for in a text: its beginning, in one line; undefined for no words at all and for a command. */
export const queryOf = (text: string): string | undefined => {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return isBlank(line) || isCommand(line) ? undefined : beginningOf(line);
};

/** A word that is cut in two would be another word. */
const beginningOf = (line: string): string => {
  const beginning = shorten(line, LONGEST_QUERY);
  const isCut = beginning !== line && line.charAt(beginning.length - 1) !== ' ';
  const border = isCut ? beginning.lastIndexOf(' ') : -1;
  return border > 0 ? `${beginning.slice(0, border)}…` : beginning;
};

/** A mistyped command is for the menu; «/» may as well begin the code of an article. */
const isCommand = (line: string): boolean => /^\/[a-z][a-z_]*(?: |$)/i.test(line);
