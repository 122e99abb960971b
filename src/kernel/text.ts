/** Text that PostgreSQL and every messenger accept: no NUL, no lone surrogate, line ends as `\n`. */
export const cleanText = (text: string): string =>
  text.toWellFormed().replaceAll('\u0000', '').replace(/\r\n?/g, '\n');

/** Whether nobody would see anything of it: white space, controls and signs of no width. */
export const isBlank = (text: string): boolean =>
  /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u.test(text);

/** The first `length` UTF-16 units, never cutting a surrogate pair; an ellipsis marks a cut. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

/**
 * Splits text into parts of at most `limit` (2 or more) UTF-16 units, at a paragraph, line or word
 * border where one stands in the second half of the part; joined parts lose only white space at the
 * borders.
 */
export const splitText = (text: string, limit: number): string[] => {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const window = rest.slice(0, limit + 1);
    const border = [window.lastIndexOf('\n\n'), window.lastIndexOf('\n'), window.lastIndexOf(' ')].find(
      (at) => at > limit / 2,
    );
    const cut = border ?? (/[\uD800-\uDBFF]$/.test(rest.slice(0, limit)) ? limit - 1 : limit);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = border === undefined ? rest.slice(cut) : rest.slice(cut).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts.filter((part) => part !== '');
};
