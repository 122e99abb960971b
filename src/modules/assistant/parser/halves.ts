import { GENITIVE } from './forms/texts.ts';
import { HALF } from './numbers/texts.ts';
import type { Token } from './token.ts';
import { rankOf } from './units/units.ts';
import { isGoodsWord } from './words/words.ts';

/** "Sand two cubes | half a tonne of gravel": half a unit behind another amount begins the next thing. */
export const atHalves = (tokens: readonly Token[]): (readonly Token[])[] => {
  const cuts = tokens.flatMap((_, at) => (beginsHalf(tokens, at) ? [at] : []));
  return [0, ...cuts].map((cut, at) => tokens.slice(cut, cuts[at]));
};

/** Not "oil 4 l half a box": there the measure tells which, and the container how many. */
const beginsHalf = (tokens: readonly Token[], at: number): boolean => {
  const [before, half, thing] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!half?.amount?.unit || !half.low.startsWith(HALF) || !before?.amount?.unit) return false;
  if (rankOf(before.amount.unit) < rankOf(half.amount.unit)) return false;
  return thing !== undefined && isGoodsWord(thing) && GENITIVE.test(thing.low);
};
