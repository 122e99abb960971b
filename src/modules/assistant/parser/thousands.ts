import { MANY } from './forms/texts.ts';
import { believed } from './numbers/numbers.ts';
import { GROUPS, KIND_BY_THOUSANDS, THOUSAND, THOUSANDS } from './numbers/texts.ts';
import { RANK, type Token } from './token.ts';
import { isFiller, isGoodsWord, isTalk } from './words/words.ts';

/**
 * "2k teaspoons": thousands that begin a piece without any other number count the thing behind them, unless they tell
 * its kind: "2k switches" have two keys.
 */
export const withThousands = (tokens: readonly Token[]): readonly Token[] => {
  const at = tokens.findIndex(
    (token) => token.kind !== 'dropped' && token.kind !== 'mark' && !isFiller(token) && !isTalk(token),
  );
  const [first, thing] = [tokens[at], tokens[at + 1]];
  const [, digits = '', letter = ''] = /^(\d{1,3})(\p{L})$/u.exec(first?.low ?? '') ?? [];
  if (first?.kind !== 'code' || !THOUSANDS.has(letter) || !thing?.gap || !isMany(thing)) return tokens;
  if (tokens.some((token) => token !== first && /\d/.test(token.low))) return tokens;
  const qty = believed(String(Number(digits) * (GROUPS.get(THOUSAND) ?? 1)));
  const counted: Token = {
    ...first,
    kind: 'amount',
    amount: { qty, unit: null, rank: RANK.marked, each: false },
  };
  return tokens.map((token) => (token === first ? counted : token));
};

const isMany = (thing: Token): boolean =>
  isGoodsWord(thing) && MANY.test(thing.low) && !KIND_BY_THOUSANDS.test(thing.low);
