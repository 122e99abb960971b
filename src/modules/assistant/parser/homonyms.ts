import { RANK, type Token } from './token.ts';
import { HOMONYMS } from './words/texts.ts';
import { isAdjective, isFiller, isGoodsWord, isTalk } from './words/words.ts';

/** Tokens to either side in which the amount of a thing is looked for. */
const NEAR = 4;

/** "Contact glue", "washing machine 1 pc": words of talk that name a thing here are marked as such. */
export const withHomonyms = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, at) => (namesThing(tokens, at) ? { ...token, named: true } : token));

const namesThing = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.kind !== 'word' || !HOMONYMS.has(token.low)) return false;
  return isAdjective(token.low) ? isBehindNoun(tokens, at) : isBesideAdjective(tokens, at);
};

/** "Hinge overlay", but "the foreman contact phone". */
const isBehindNoun = (tokens: readonly Token[], at: number): boolean => {
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  return before !== undefined && isGoodsWord(before) && !(after && isTalk(after));
};

/** "Sewing machine 1 pc", but not "the big machine carries 5 t". */
const isBesideAdjective = (tokens: readonly Token[], at: number): boolean =>
  isCounted(tokens, at) &&
  [tokens[at - 1], tokens[at + 1]].some(
    (beside) => beside?.kind === 'word' && isAdjective(beside.low) && !isTalk(beside) && !isFiller(beside),
  );

/** How many there are stands near; a measure may be the load of a machine. */
const isCounted = (tokens: readonly Token[], at: number): boolean => {
  const isBorder = ({ kind }: Token): boolean => kind === 'border';
  const before = tokens.slice(Math.max(0, at - NEAR), at);
  const after = tokens.slice(at + 1, at + 1 + NEAR);
  const end = after.findIndex(isBorder);
  const nearest =
    after.slice(0, end < 0 ? NEAR : end).find(isNumeral) ??
    before.slice(before.findLastIndex(isBorder) + 1).findLast(isNumeral);
  if (nearest?.kind === 'number') return /^[1-9]\d?$/.test(nearest.text);
  return (nearest?.amount?.rank ?? 0) > RANK.measure;
};

const isNumeral = ({ kind }: Token): boolean => kind === 'number' || kind === 'amount';
