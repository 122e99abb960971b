import { isCutBeforeNumber, isCutShort } from './borders.ts';
import { RANK, type Token } from './token.ts';
import { rankOf, unitOf } from './units/units.ts';
import { CUT_SORTS, SORT } from './words/texts.ts';
import { isFiller, isTalk, isWish } from './words/words.ts';

/**
 * The same tokens, with what tells a sort as codes, since no thing begins with it: "pipe 20 reinf. 50", "board 1st sort 20".
 * A measure before such words is a size where a number counts behind them: "bucket 10 l galv. 5".
 */
export const withSorts = (tokens: readonly Token[]): readonly Token[] => {
  const marked = [...tokens];
  const mark = (at: number): void => {
    const token = marked[at];
    if (token) marked[at] = { ...token, kind: 'code' };
  };
  for (const at of tokens.keys()) {
    const isCut = isCutSort(tokens, at);
    const isGrade = tokens[at]?.low === SORT && tokens[at - 1]?.kind === 'number';
    if (!isCut && !isGrade) continue;
    mark(at);
    if (tokens[at - 1]?.kind === 'number' && (isGrade || CUT_SORTS.has(tokens[at]?.low ?? ''))) mark(at - 1);
    else if (isMeasured(tokens, at - 2) && isCounted(marked, at + 1))
      for (const part of [2, 1]) mark(at - part);
  }
  return marked;
};

/** A word that a dot cuts short, or a unit where something else is counted behind it: "socket 110 sew. 5". */
const isCutSort = (tokens: readonly Token[], at: number): boolean => {
  const [before, token, dot] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token?.kind !== 'word' || !before || before.kind === 'border' || before.kind === 'dropped')
    return false;
  if (dot?.text !== '.' || dot.gap) return false;
  if (!isCutShort(token.low) && !isCutBeforeNumber(tokens, at)) return false;
  if (dot.kind === 'border' && (tokens[at + 2] || !isAmountish(before))) return false;
  if (CUT_SORTS.has(token.low)) return before.kind !== 'number' || isCounted(tokens, at + 1);
  if ([before, token].some((one) => isFiller(one) || isTalk(one) || isWish(one))) return false;
  // Of a small number there may be so many: "disc 1 bask. 1" are two things.
  return !unitOf(token.low) && !SMALL.test(before.low);
};

const SMALL = /^\d$/;
/** Tokens in which a number behind is looked for. */
const MOST_BEHIND = 30;

const isAmountish = ({ kind, low }: Token): boolean =>
  kind === 'number' || kind === 'code' || unitOf(low) !== undefined;

const isMeasured = (tokens: readonly Token[], at: number): boolean => {
  const unit = tokens[at]?.kind === 'number' ? unitOf(tokens[at + 1]?.low ?? '') : undefined;
  return unit !== undefined && rankOf(unit) <= RANK.measure;
};

/** Whether the last number behind in the same piece counts, rather than measures. */
const isCounted = (tokens: readonly Token[], from: number): boolean => {
  let last: number | undefined;
  for (let at = from; at < from + MOST_BEHIND && tokens[at] && tokens[at]?.kind !== 'border'; at += 1)
    if (tokens[at]?.kind === 'number') last = at;
  return last !== undefined && !isMeasured(tokens, last);
};
