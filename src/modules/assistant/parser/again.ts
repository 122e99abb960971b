import { asSize, RANK, type Token } from './token.ts';
import { HOLDER } from './units/texts.ts';
import { SAME } from './words/texts.ts';
import { isGoodsWord } from './words/words.ts';

/** "Cream as usual | syrup 2 bottles": behind "as usual" the next thing that is counted is a line of its own. */
export const atAgain = (tokens: readonly Token[]): (readonly Token[])[] => {
  const counted = tokens.findLastIndex(({ kind }) => kind === 'amount' || kind === 'number');
  const cuts: number[] = [];
  let isNamed = false;
  tokens.forEach((token, at) => {
    if (isGoodsWord(token)) isNamed = true;
    const next = tokens[at + 1];
    if (!isUsual(token) || !isNamed || !next || !isGoodsWord(next) || counted < at) return;
    cuts.push(at + 1);
    isNamed = false;
  });
  return [0, ...cuts].map((cut, at) => tokens.slice(cut, cuts[at]));
};

/** "Bags 120 l as last time": the litres of a container before "as last time" tell which. */
export const withSizesBeforeAgain = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, at) => {
    const isSize =
      token.amount?.rank === RANK.measure &&
      tokens[at + 1]?.kind === 'again' &&
      tokens.slice(Math.max(0, at - MOST_WORDS), at).some(({ low }) => HOLDER.test(low));
    return isSize ? asSize(token) : token;
  });
/** Words of a thing before its size. */
const MOST_WORDS = 4;

/** "As usual" stands behind its thing; "the same" before it. */
const isUsual = ({ kind, low }: Token): boolean => kind === 'again' && !SAME.test(low);
