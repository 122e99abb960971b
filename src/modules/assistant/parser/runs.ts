import { atAgain, withSizesBeforeAgain } from './again.ts';
import { isUnknownContainer } from './containers.ts';
import { GENITIVE_PLURAL } from './forms/texts.ts';
import { atHalves } from './halves.ts';
import { believed } from './numbers/numbers.ts';
import { FEWEST_SIZE } from './qualities.ts';
import { isMarked, RANK, type Token } from './token.ts';
import { isSingle } from './units/units.ts';
import { PREPOSITIONS } from './words/texts.ts';
import { isFiller, isGoodsWord, isSizedWord, isTalk } from './words/words.ts';

/** Things that follow each other without any sign. */
export const runs = (tokens: readonly Token[]): (readonly Token[])[] =>
  atAgain(withSizesBeforeAgain(tokens)).flatMap(atHalves).flatMap(things);

const things = (tokens: readonly Token[]): (readonly Token[])[] => {
  const explicit = tokens.some(({ kind }) => kind === 'amount');
  const said = explicit ? withBare(tokens) : tokens;
  const cuts = explicit ? amountCuts(said) : numberCuts(said);
  if (cuts.length === 0) return [tokens];
  return [0, ...cuts].map((cut, at) => said.slice(cut, cuts[at]));
};

/**
 * "Onions 10 carrots 5 kg": where other things have amounts with a unit, a whole number before the next thing is an
 * amount, too, unless it may be the size of the thing before.
 */
const withBare = (tokens: readonly Token[]): readonly Token[] => {
  // Behind a dash stands an amount: bare numbers are sizes then.
  if (tokens.find(isContent)?.kind === 'amount' || tokens.some(isMarked)) return tokens;
  const isRegular = tokens.filter((_, at) => countsPlainly(tokens, at)).length > 1;
  const isWeighed = tokens.some(({ amount }) => amount?.unit === 'kilogram');
  const last = tokens.findLast(isContent);
  let named = false;
  let sized = false;
  let big = false;
  let found = false;
  const said: Token[] = [];
  tokens.forEach((token, at) => {
    const [before, next] = [said.at(-1), tokens[at + 1]];
    // "Mesh 50x50 10 cards" at the end: no things of their own.
    if (token === last && isContainerOf(tokens, at)) {
      said[at - 1] = asAmount(before as Token);
      return;
    }
    if (
      token === last &&
      isWhole(token) &&
      isRegular &&
      found &&
      named &&
      !sized &&
      before &&
      isGoodsWord(before)
    ) {
      said.push(asAmount(token));
      return;
    }
    said.push(token);
    if (token.kind === 'amount') named = sized = big = false;
    // "Corner 3 m 12 mesh": the measure was a size.
    else if (isWhole(token) && next?.gap && isGoodsWord(next) && before?.amount?.rank === RANK.measure)
      said.splice(-2, 2, { ...before, kind: 'code' }, asAmount(token));
    else if (
      isWeighed &&
      named &&
      !sized &&
      /^[1-9]\d*[.,]\d+$/.test(token.low) &&
      next &&
      isGoodsWord(next)
    ) {
      named = big = false;
      said[at] = asAmount(token);
    } else if (isWhole(token) && named && next?.gap && isGoodsWord(next) && !isPart(tokens, at)) {
      const few = Number(token.text) < FEWEST_SIZE;
      const bySize = big && (!before || isSizedWord(before) || before.low.length < SHORTEST_QUALITY);
      if (sized || (few && !bySize) || (found && !big) || (isRegular && countsPlainly(tokens, at))) {
        named = sized = big = false;
        found = true;
        said[at] = asAmount(token);
      } else sized = true;
    } else if (token.kind === 'code' || token.kind === 'number') sized = true;
    else if (isText(token)) {
      named = true;
      big ||= isSizedWord(token);
    }
  });
  return said;
};

const isContainerOf = (tokens: readonly Token[], at: number): boolean => {
  const [before, number, noun] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  return Boolean(before && number && noun && isUnknownContainer(before, number, noun));
};

/** "Pens 50 pencils 30": a number between two things that are not named by sizes. */
const countsPlainly = (tokens: readonly Token[], at: number): boolean => {
  const [thing, number, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  return (
    number !== undefined &&
    isWhole(number) &&
    thing !== undefined &&
    (thing.low.length >= SHORTEST_QUALITY || isAlone(tokens, at - 1)) &&
    isGoodsWord(thing) &&
    !isSizedWord(thing) &&
    next !== undefined &&
    isGoodsWord(next)
  );
};

/** The only word of its thing: "potatoes 5 kg leek 20 carrots". */
const isAlone = (tokens: readonly Token[], at: number): boolean => {
  const kind = tokens[at - 1]?.kind;
  return kind === 'amount' || kind === 'number';
};

/** Shorter words are materials and marks: "pipe PVC 20". */
const SHORTEST_QUALITY = 5;

/** "Board for 12 modules", "block of 3 sockets": the number counts parts of the thing before. */
const isPart = (tokens: readonly Token[], at: number): boolean => {
  const [before, noun] = [tokens[at - 1], tokens[at + 1]?.low ?? ''];
  return (before !== undefined && PREPOSITIONS.has(before.low)) || GENITIVE_PLURAL.test(noun);
};

const isContent = (token: Token): boolean =>
  token.kind !== 'dropped' && token.kind !== 'mark' && !isFiller(token) && !isTalk(token);
/** Past dropped tokens, signs and fillers; a few at most, so that a text of fillers costs no more. */
const nextContent = (tokens: readonly Token[], at: number): number => {
  let next = at + 1;
  while (next < at + MOST_BETWEEN && tokens[next] && !isContent(tokens[next] as Token)) next += 1;
  return next;
};
const MOST_BETWEEN = 12;
const isWhole = ({ kind, text }: Token): boolean => kind === 'number' && /^\d+$/.test(text);
const isText = (token: Token): boolean =>
  isContent(token) && token.kind !== 'amount' && token.kind !== 'again';

const amountCuts = (tokens: readonly Token[]): number[] => {
  const first = tokens.find(isContent);
  return first?.kind === 'amount' ? cutsBefore(tokens) : cutsAfter(tokens);
};

/** "10 pcs pipe 20 5 pcs coupling": every amount begins a thing. */
const cutsBefore = (tokens: readonly Token[]): number[] => {
  const cuts: number[] = [];
  let text = false;
  tokens.forEach((token, at) => {
    if (token.kind === 'amount' && text && startsAfter(tokens, at)) {
      cuts.push(at);
      text = false;
    } else if (isText(token)) text = true;
  });
  const end = cutBeforeLast(tokens, cuts.at(-1) ?? 0);
  return end > 0 ? [...cuts, end] : cuts;
};

/** "2 buckets of primer trowel 1": the amount at the end has a thing of its own. */
const cutBeforeLast = (tokens: readonly Token[], from: number): number => {
  const last = tokens.length - 1;
  const noun = tokens[last - 1];
  if (tokens[last]?.kind !== 'amount' || last - from < 3 || !noun || !isGoodsWord(noun)) return 0;
  return tokens.slice(from, last - 1).some(isGoodsWord) && tokens[from]?.kind === 'amount' ? last - 1 : 0;
};

const startsAfter = (tokens: readonly Token[], at: number): boolean => {
  const next = tokens[nextContent(tokens, at)];
  const rank = tokens[at]?.amount?.rank ?? 0;
  // "3 shovels 2 buckets": the last one counts buckets, not the shovels.
  if (!next) return rank === RANK.container && tokens.find(isContent)?.amount?.unit === null;
  if (next.kind === 'amount') return false;
  return rank > RANK.measure || isGoodsWord(next);
};

/** "Pipe 20 10 pcs coupling 5 pcs": every amount ends a thing. */
const cutsAfter = (tokens: readonly Token[]): number[] => {
  const cuts: number[] = [];
  let text = false;
  let later = tokens.filter(({ kind }) => kind === 'amount').length;
  const last = tokens.findLast(isContent);
  tokens.forEach((token, at) => {
    if (isText(token)) {
      text = true;
      return;
    }
    if (token.kind !== 'amount') return;
    later -= 1;
    const following = tokens[nextContent(tokens, at)];
    if (!text || !following || !isText(following)) return;
    const counted = (token.amount?.rank ?? 0) > RANK.measure;
    const numbered = last?.kind === 'number' && last !== following && /\p{L}/u.test(following.low);
    if (isGoodsWord(following) || (counted && (later > 0 || numbered))) {
      cuts.push(at + 1);
      text = false;
    }
  });
  return cuts;
};

/** "Coupling 1/2 5 tap 3/4 2", "nails 5 hammer 2": a number ends a thing where a noun follows. */
const numberCuts = (tokens: readonly Token[]): number[] => {
  const cuts: number[] = [];
  let sized = false;
  let lone = 0;
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    const isNextSize = sized && next?.kind === 'code' && tokens[at - 1]?.kind === 'code';
    const isNext = next && (isGoodsWord(next) || (isSingle(next) && tokens[at + 2]?.kind === 'number'));
    if (isWhole(token) && (isNext || isNextSize)) {
      cuts.push(at + 1);
      if (!sized) lone += 1;
      sized = false;
    } else if (token.kind === 'number' || token.kind === 'code') sized = true;
  });
  const last = tokens.findLast(isContent);
  const evidence = cuts.length - lone > 0 || (cuts.length > 0 && last?.kind === 'number') || cuts.length > 1;
  return evidence ? cuts : [];
};

/** A whole number that counts what stands beside it. */
export const asAmount = (token: Token): Token => ({
  ...token,
  kind: 'amount',
  amount: { qty: believed(token.text), unit: null, rank: RANK.marked, each: false },
});
