import { RANK, type Token } from './token.ts';
import { EACH } from './words/texts.ts';

/**
 * Tokens without bare "at 45" that is what one costs: beside an amount, or behind a bare number where prices are told
 * elsewhere in the text (`priced`).
 */
export const withoutPrices = (tokens: readonly Token[], priced: boolean): Token[] => {
  const last = tokens.findLastIndex(({ amount }) => amount && !amount.each && amount.rank >= RANK.piece);
  let counted = false;
  return tokens.filter((token, at) => {
    const isPrice =
      isBareEach(token) && (counted || at < last || (priced && isDearer(token, tokens[at - 1])));
    if (token.amount) counted = true;
    return !isPrice;
  });
};

/** Some amount of the piece has a price beside it: "10 pcs at 45", "5 at 300 roubles". */
export const tellsPrice = (tokens: readonly Token[]): boolean =>
  tokens.some(({ kind, low }) => kind === 'dropped' && EACH.has(low.split(' ', 1)[0] ?? '')) ||
  withoutPrices(tokens, false).length < tokens.length;

/** "Pens 50 pcs 15": the bare number behind the amount, at `chosen`, is what one costs. */
export const isPriceBehind = (tokens: readonly Token[], at: number, chosen: number): boolean =>
  at === tokens.length - 1 &&
  at === chosen + 1 &&
  chosen > 0 &&
  tokens[at]?.kind === 'number' &&
  (tokens[chosen]?.amount?.rank ?? 0) >= RANK.piece;

const isBareEach = ({ amount }: Token): boolean => amount?.each === true && amount.unit === null;

const isDearer = ({ amount }: Token, before: Token | undefined): boolean =>
  before?.kind === 'number' && Number(amount?.qty) > Number(before.text);
