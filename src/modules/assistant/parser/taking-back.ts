import { hasLetters, isSameWord, sameThing } from './corrections.ts';
import type { Draft } from './draft.ts';
import { GENITIVE_NAME } from './forms/texts.ts';
import type { Token } from './token.ts';
import { NOT, TAKE_BACK } from './words/texts.ts';
import { isGoodsWord, isWish } from './words/words.ts';

/**
 * "No oil, please", "oil is not needed": takes the thing back that was wanted before. Undefined where `draft` says no
 * more than that; otherwise what it wants: "remove the candles brushes 2 pcs" wants brushes.
 */
export const withoutTakenBack = (drafts: Draft[], draft: Draft): Draft | undefined => {
  const title = draft.title.filter(({ low }) => !TAKE_BACK.test(low));
  if (!draft.tokens.some((_, at) => backLength(draft.tokens, at) > 0) || !title.some(hasLetters))
    return draft;
  const next = draft.amount && !draft.leads ? nextName(title) : title.length;
  const at = sameThing(drafts, title.slice(0, next), false);
  const [back] = at < 0 ? [] : drafts.splice(at, 1);
  const other = title[next]?.low;
  if (!back || !other || back.title.some(({ low }) => isSameWord(low, other))) return undefined;
  return { ...draft, title: title.slice(next) };
};

/** "Remove candles | brushes": where a title names another thing, or its length. */
const nextName = (title: readonly Token[]): number => {
  const at = title.findIndex(
    (token, place) => place > 0 && isGoodsWord(token) && !GENITIVE_NAME.test(token.low),
  );
  return at < 0 ? title.length : at;
};

/** "Candles are not needed | brushes 2 pcs": what stands counted behind a taking-back is wanted, and a piece of its own. */
export const atTakingBack = (tokens: readonly Token[]): (readonly Token[])[] => {
  const last = Math.min(tokens.findLastIndex(isNumeral), tokens.findLastIndex(isGoodsWord));
  const cuts: number[] = [];
  let isNamed = false;
  tokens.forEach((token, at) => {
    const end = at + backLength(tokens, at);
    if (isGoodsWord(token)) isNamed = true;
    if (token.kind === 'amount') isNamed = false;
    if (end === at || !isNamed || last < end) return;
    cuts.push(end);
    isNamed = false;
  });
  return [0, ...cuts].map((cut, at) => tokens.slice(cut, cuts[at]));
};

/** Tokens of "remove", "not needed" that begin at `at`; 0: none. */
const backLength = (tokens: readonly Token[], at: number): number => {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token && TAKE_BACK.test(token.low)) return 1;
  return token?.low === NOT && next && isWish(next) ? 2 : 0;
};

const isNumeral = ({ kind }: Token): boolean => kind === 'amount' || kind === 'number';
