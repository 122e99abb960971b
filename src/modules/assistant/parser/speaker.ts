import type { Draft } from './draft.ts';
import { isLone } from './lone.ts';
import type { Token } from './token.ts';
import { ASKS, FOR_US, PREPOSITIONS, THANKS, THIS_IS } from './words/texts.ts';
import { isFiller, isName, isTalk, isWish } from './words/words.ts';

/** The tokens without those that say who orders, and for whom. */
export const withoutSpeaker = (tokens: readonly Token[]): readonly Token[] =>
  withoutPlace(withoutCaller(tokens));

/** "For our canteen we need 30 kg of potatoes": what stands before the wish says for whom. */
const withoutPlace = (tokens: readonly Token[]): readonly Token[] => {
  const wish = tokens.findLastIndex((token) => isWish(token) || FOR_US.has(token.low));
  const isPlace =
    ASKS.has(tokens[wish]?.low ?? '') ||
    tokens
      .slice(0, Math.max(0, wish))
      .some((token) => token.kind === 'word' && (PREPOSITIONS.has(token.low) || isTalk(token)));
  const named = tokens
    .slice(wish + 1)
    .some((token) => token.kind === 'word' && !isFiller(token) && !isTalk(token));
  return isPlace && named ? tokens.slice(wish) : tokens;
};

/** "Hello this is the cafe at the station 2 kg of champignons": a caller who counts first names themselves before. */
const withoutCaller = (tokens: readonly Token[]): readonly Token[] => {
  const thing = tokens.findIndex((token) => !isTalk(token) && !isFiller(token) && token.low !== THIS_IS);
  if (!tokens.slice(0, Math.max(0, thing)).some(({ low }) => low === THIS_IS)) return tokens;
  const first = tokens.findIndex(({ kind }) => kind === 'amount');
  const [name] = tokens.slice(thing);
  if (first > thing && name && isName(name)) return tokens.slice(thing + 1);
  const last = tokens.findLast((token) => token.kind !== 'dropped' && !isFiller(token) && !isTalk(token));
  return first > thing && last?.kind === 'word' ? tokens.slice(first) : tokens;
};

/** "Thanks, the furniture shop": what stands behind thanks in the last row, uncounted as nothing before, is a signature. */
export const withoutSignature = (drafts: readonly Draft[]): readonly Draft[] => {
  const thanks = drafts.findLastIndex(({ tokens }) => tokens.some(({ low }) => THANKS.test(low)));
  const behind = drafts.slice(Math.max(0, thanks));
  const isSigned =
    thanks > 0 &&
    drafts.slice(0, thanks).some((draft) => isCounted(draft)) &&
    behind.every((draft) => draft.row === behind[0]?.row && !isCounted(draft) && !draft.wish && !draft.again);
  return isSigned ? drafts.map((draft, at) => (at > thanks ? { ...draft, talk: true } : draft)) : drafts;
};

const isCounted = (draft: Draft): boolean => draft.amount !== null || isLone(draft);
