import { ACCUSATIVE, ADJECTIVE } from './forms/texts.ts';
import { FULL_WORD, invertedAt, isSized } from './inverted.ts';
import { type Lead, leadAt } from './leads.ts';
import { numberAt, type Said } from './numbers/numbers.ts';
import { HALF } from './numbers/texts.ts';
import { isTimes, sizeLength } from './sizes.ts';
import { type Amount, CORRECTED, RANK, type Token } from './token.ts';
import { ONE_OF_EACH } from './units/texts.ts';
import { isContainer, isInverted, isSingle, rankOf, unitAt, unitOf } from './units/units.ts';
import { EVERY, FILLERS, IN, KINDS } from './words/texts.ts';
import { isGoodsWord, isSizedWord } from './words/words.ts';

/** The same tokens, with amounts as one token each, and numbers that are sizes as codes. */
export const markAmounts = (tokens: readonly Token[]): Token[] => {
  const marked: Token[] = [];
  let thing = false;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (!token) break;
    const size = contentsLength(tokens, at) || sizeLength(tokens, at, marked.at(-1));
    if (size > 0) {
      for (const part of tokens.slice(at, at + size)) marked.push({ ...part, kind: 'code' });
      at += size;
      thing = true;
      continue;
    }
    const found = amountAt(tokens, at, thing);
    if (found) {
      marked.push(merged(tokens.slice(at, at + found.length), found.amount));
      at += found.length;
      thing = true;
      continue;
    }
    if (token.kind === 'border') thing = false;
    else if (
      (token.kind === 'word' && !FILLERS.has(token.low)) ||
      token.kind === 'code' ||
      token.kind === 'number'
    )
      thing = true;
    marked.push(token);
    at += 1;
  }
  return marked;
};

/** "36 pcs in a box", "(36 pcs in a box)" tells what is in the thing; how many tokens it takes, 0: none. */
const contentsLength = (tokens: readonly Token[], at: number): number => {
  const unit = tokens[at]?.kind === 'number' ? unitAt(tokens, at + 1) : undefined;
  if (unit?.unit === 'piece') {
    const next = at + 1 + unit.length;
    const container = tokens[next]?.low === IN ? unitAt(tokens, next + 1) : undefined;
    return container && rankOf(container.unit) === RANK.container ? next + 1 + container.length - at : 0;
  }
  if (tokens[at]?.text !== '(' || tokens[at + 1]?.kind !== 'number') return 0;
  const inside = tokens.slice(at, at + LONGEST_CONTENTS);
  const close = inside.findIndex(({ text }) => text === ')');
  return inside.slice(0, close + 1).some(({ low }) => low === IN) ? close + 1 : 0;
};
const LONGEST_CONTENTS = 10;

const merged = (tokens: readonly Token[], amount: Amount): Token => {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last) throw new Error('an amount without a token');
  return {
    kind: 'amount',
    text: tokens
      .map((token) => (token.gap ? ` ${token.text}` : token.text))
      .join('')
      .trim(),
    low: tokens
      .map((token) => (token.gap ? ` ${token.low}` : token.low))
      .join('')
      .trim(),
    start: first.start,
    end: last.end,
    gap: first.gap,
    amount,
  };
};

interface Found {
  readonly amount: Amount;
  readonly length: number;
}

const amountAt = (tokens: readonly Token[], at: number, thing: boolean): Found | undefined => {
  const lead = leadAt(tokens, at, thing);
  if (!lead) return undefined;
  const mark = tokens[at - 1]?.low === CORRECTED ? 'sure' : lead.mark;
  const found = bareAmount(tokens, lead.next, mark, thing);
  if (!found) return undefined;
  let end = lead.next + found.length;
  if (lead.open && tokens[end]?.text === ')') end += 1;
  let each = lead.each;
  if (EVERY.test(tokens[end]?.low ?? '')) {
    each = true;
    end += KINDS.test(tokens[end + 1]?.low ?? '') ? 2 : 1;
  }
  return { amount: { ...found.amount, each }, length: end - at };
};

const bareAmount = (
  tokens: readonly Token[],
  at: number,
  mark: Lead['mark'],
  thing: boolean,
): { readonly amount: Omit<Amount, 'each'>; readonly length: number } | undefined => {
  const one = mark === 'sure' ? tokens[at] : undefined;
  const unitOfOne = one && ONE_OF_EACH.has(one.low) && unitOf(one.low);
  if (unitOfOne) return { amount: { qty: '1', unit: unitOfOne, rank: RANK.container }, length: 1 };
  const half = halfAt(tokens, at);
  if (half) return half;
  const inverted = invertedAt(tokens, at);
  if (inverted) return inverted;
  const said = numberAt(tokens, at, thing);
  if (!said) return undefined;
  const next = skipSpelled(tokens, at + said.length);
  const unit = unitAt(tokens, next);
  const before = tokens[at - 1];
  if (
    unit &&
    !(thing && belongsToNext(tokens, next, unit.length, isSizedWord(before))) &&
    !isNextThing(tokens, next, said)
  ) {
    const rank = Math.max(rankOf(unit.unit), said.worded ? RANK.measure : 0);
    return { amount: { qty: said.qty, unit: unit.unit, rank }, length: next + unit.length - at };
  }
  const following = tokens[next];
  if (isTimes(following) && !thing && tokens[next + 1] && isThing(tokens[next + 1]))
    return { amount: { qty: said.qty, unit: null, rank: RANK.marked }, length: next + 1 - at };
  if (said.worded || mark === 'sure' || (mark === 'dash' && endsAmount(following)))
    return { amount: { qty: said.qty, unit: null, rank: RANK.marked }, length: said.length };
  return undefined;
};

/** "Pipes 50 pieces ten": the unit counts with the number behind it. */
const belongsToNext = (tokens: readonly Token[], at: number, length: number, sized: boolean): boolean => {
  const unit = tokens[at];
  if (!unit || !isInverted(unit) || (unit.low.length < FULL_WORD && !sized)) return false;
  const said = numberAt(tokens, at + length, true);
  if (!said) return false;
  const following = tokens[at + length + said.length];
  if (unit.low.length < FULL_WORD && following && following.kind !== 'border') return false;
  return !isSized(tokens, at + length, said) && !(following && isGoodsWord(following));
};

/** "Rags 10 bucket 2", "pipe 16 a roll": ten of them would be buckets. */
const isNextThing = (tokens: readonly Token[], at: number, said: Said): boolean => {
  const [unit, after] = [tokens[at], tokens[at + 1]];
  if (!unit || !isSingle(unit) || /1$/.test(said.qty ?? '')) return false;
  return (isContainer(unit) && after?.kind === 'number') || ACCUSATIVE.test(unit.low);
};

const isThing = (token: Token | undefined): boolean => token?.kind === 'word' && !ADJECTIVE.test(token.low);

/** After «- 5» nothing more, or the next thing. */
const endsAmount = (token: Token | undefined): boolean =>
  !token ||
  token.kind === 'border' ||
  token.kind === 'dropped' ||
  token.kind === 'again' ||
  token.text === ')' ||
  isGoodsWord(token) ||
  FILLERS.has(token.low);

/** "10 (ten) pcs". */
const skipSpelled = (tokens: readonly Token[], at: number): number => {
  if (tokens[at]?.text !== '(') return at;
  const said = numberAt(tokens, at + 1, false);
  const close = said?.worded ? at + 1 + said.length : at;
  return tokens[close]?.text === ')' && close > at ? close + 1 : at;
};

/** Half a bag, half a pack, in one word. */
const halfAt = (tokens: readonly Token[], at: number) => {
  const token = tokens[at];
  if (token?.kind !== 'word' || !token.low.startsWith(HALF)) return undefined;
  const unit = unitOf(token.low.slice(HALF.length).replace(/^-/, ''));
  return unit && token.low.length > HALF.length + 1
    ? { amount: { qty: '0.5', unit, rank: Math.max(rankOf(unit), RANK.marked) }, length: 1 }
    : undefined;
};
