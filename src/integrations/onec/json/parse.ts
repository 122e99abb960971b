/** A text that is not JSON; `at` is the offset of the first character that cannot be right. */
export class NotJson extends Error {
  override readonly name = 'NotJson';
  readonly at: number;

  constructor(at: number, cause: unknown) {
    super('not JSON', { cause });
    this.at = at;
  }
}

/** Numbers of that many digits may lose some of them as doubles. */
const MANY_DIGITS = /\d{16}/;

/** JSON.parse, except that a number a double cannot hold exactly comes as its text. Throws NotJson. */
export const parseExactly = (text: string): unknown => {
  try {
    return MANY_DIGITS.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch (error) {
    throw new NotJson(placeOfError(text), error);
  }
};

/** The length of the longest beginning that more text could still make JSON. */
export const placeOfError = (text: string): number => {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
};

const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
    ? exactOf(value, context.source)
    : value;

/** `1.50` is the same as 1.5; what has more digits than a double is not. */
const exactOf = (value: number, source: string): unknown =>
  source.replace(/\D/g, '').length > 15 ? source : value;

const couldGoOn = (start: string): boolean => {
  try {
    JSON.parse(start);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    if (/^(?:Unexpected end|Unterminated string)/.test(message)) return true;
    // A literal or an escape that has only begun.
    if (/(?:^|[\s[,:])(?:t|tr|tru|f|fa|fal|fals|n|nu|nul)$/.test(start.slice(-8)) && !inString(start))
      return true;
    const position = /at position (\d+)/.exec(message)?.[1];
    return position !== undefined && Number(position) >= start.length;
  }
};

/** Whether a text of JSON ends inside of a string. */
const inString = (start: string): boolean => {
  const closed = start.replace(/\\[\s\S]/g, '').split('"').length;
  return closed % 2 === 0;
};
