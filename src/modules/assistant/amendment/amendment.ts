import { compareDecimals } from '#kernel/decimal.ts';
import { isSameWord } from '../parser/corrections.ts';
import { NOT, TAKE_BACK } from '../parser/words/texts.ts';
import { AROUND, BUT, CLAUSES, INSTEAD, UNWANTED } from './texts.ts';

/** Longer texts are orders, not corrections. */
const LONGEST = 160;

/** A line of a cart that a correction may mean. */
export interface AmendableLine {
  readonly id: number;
  readonly title: string;
  readonly said: string | null;
  readonly qty: string;
}

/** `qty` null: the line goes. */
export interface LineAmendment {
  readonly lineId: number;
  readonly qty: string | null;
}

/**
 * What "not 5 but 7", "remove the clamps" changes in a cart. `unclear`: it corrects something, but several lines may be
 * meant, or none. Undefined: it is no correction, or wants something else, too.
 */
export const amendmentOf = (
  text: string,
  lines: readonly AmendableLine[],
): readonly LineAmendment[] | 'unclear' | undefined => {
  if (lines.length === 0 || text.length > LONGEST) return undefined;
  const low = text.toLowerCase();
  const whole = readClause(tokensOf(low), lines);
  const read = whole === undefined ? readClauses(low, lines) : [whole];
  if (read.length === 0 || read.includes(undefined)) return undefined;
  const changes = read.flatMap((one) => (one === undefined || one === 'unclear' ? [] : [one]));
  const isTwice = new Set(changes.map(({ lineId }) => lineId)).size < changes.length;
  return changes.length < read.length || isTwice ? 'unclear' : changes;
};

type Read = LineAmendment | 'unclear' | undefined;

/** One after the other; "remove the clamps and the tees" removes both. */
const readClauses = (text: string, lines: readonly AmendableLine[]): readonly Read[] => {
  let remove: readonly string[] = [];
  const clauses = text.split(CLAUSES).map(tokensOf);
  return clauses
    .filter((tokens) => !tokens.every((token) => AROUND.has(token)))
    .map((tokens) => {
      const read = readClause(tokens, lines) ?? readClause([...remove, ...tokens], lines);
      if (read !== undefined && remove.length === 0) remove = tokens.filter((token) => TAKE_BACK.test(token));
      return read;
    });
};

const readClause = (tokens: readonly string[], lines: readonly AmendableLine[]): Read =>
  removalIn(tokens, lines) ?? newAmountIn(tokens, lines);

/** "Remove the clamps", "no clamps needed": by a name, never all that there is. */
const removalIn = (tokens: readonly string[], lines: readonly AmendableLine[]): Read => {
  const isOrdered = tokens.some((token) => TAKE_BACK.test(token));
  const not = tokens.findIndex((token, at) => token === NOT && UNWANTED.test(tokens[at + 1] ?? ''));
  if (!isOrdered && not < 0) return undefined;
  const name = tokens.filter(
    (token, at) =>
      !TAKE_BACK.test(token) && !(not >= 0 && (at === not || at === not + 1)) && !AROUND.has(token),
  );
  if (!name.some(isWord)) return undefined;
  const meant = meantBy(name, lines);
  if (meant.length === 1) return meant.map(({ id }) => ({ lineId: id, qty: null }))[0];
  return meant.length > 1 ? 'unclear' : undefined;
};

/** "Not 5 but 7", "7 and not 5", "7 instead of 5"; a size of the thing is no amount of it. */
const newAmountIn = (tokens: readonly string[], lines: readonly AmendableLine[]): Read => {
  const said = tokens.filter((token) => [NOT, BUT, INSTEAD].includes(token) || !AROUND.has(token));
  const found = said.findIndex((_, at) => patternAt(said, at) !== undefined);
  const pattern = found < 0 ? undefined : patternAt(said, found);
  if (!pattern) return undefined;
  const name = said.filter((_, at) => at < found || at >= found + pattern.length);
  if (name.some((token) => [NOT, BUT, INSTEAD].includes(token))) return undefined;
  const named = name.some(isWord) ? meantBy(name, lines) : name.length === 0 ? lines : [];
  const [line, ...more] = named.filter(({ qty }) => compareDecimals(qty, pattern.before) === 0);
  if (line) return more.length === 0 ? { lineId: line.id, qty: pattern.after } : 'unclear';
  if (name.length === 0) return 'unclear';
  return named.length > 0 && !named.some((one) => wordsOf(one).includes(pattern.before))
    ? 'unclear'
    : undefined;
};

/** The two amounts that are set against each other at a place. */
const patternAt = (tokens: readonly string[], at: number) => {
  const [a, b, c, d] = tokens.slice(at, at + 4).map((token) => amountIn(token) ?? token);
  const isAmount = (token: string | undefined): token is string => amountIn(token ?? '') !== undefined;
  if (a === NOT && isAmount(b) && c === BUT && isAmount(d)) return { before: b, after: d, length: 4 };
  if (isAmount(a) && b === BUT && c === NOT && isAmount(d)) return { before: d, after: a, length: 4 };
  if (isAmount(a) && b === INSTEAD && isAmount(c)) return { before: c, after: a, length: 3 };
  return undefined;
};

/** Above zero, and no more than anybody orders. */
const amountIn = (token: string): string | undefined =>
  /^\d{1,5}(?:[.,]\d{1,3})?$/.test(token) && /[1-9]/.test(token) ? token.replace(',', '.') : undefined;

/** The lines that have all these words; where several do, those that are called so rather than only have them. */
const meantBy = (name: readonly string[], lines: readonly AmendableLine[]): readonly AmendableLine[] => {
  const meant = lines.filter((line) => {
    const has = wordsOf(line);
    return name.every((token) => has.some((word) => isLike(token, word)));
  });
  const [head = ''] = name.filter(isWord);
  const called = meant.filter(({ title }) => isLike(head, tokensOf(title.toLowerCase()).find(isWord) ?? ''));
  return called.length > 0 ? called : meant;
};

const wordsOf = ({ title, said }: AmendableLine): readonly string[] =>
  tokensOf(`${title} ${said ?? ''}`.toLowerCase());

const isLike = (token: string, word: string): boolean =>
  isWord(token) ? isWord(word) && isSameWord(token, word) : token === word;

const isWord = (token: string): boolean => /^\p{L}{3,}$/u.test(token);

const tokensOf = (text: string): readonly string[] => text.match(/\p{L}+|\d+(?:[.,/]\d+)*/gu) ?? [];
