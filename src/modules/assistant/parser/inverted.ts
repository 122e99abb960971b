import { ACCUSATIVE } from './forms/texts.ts';
import { MOST_BETWEEN } from './leads.ts';
import { isDash, numberAt, type Said } from './numbers/numbers.ts';
import { isTimes } from './sizes.ts';
import type { Token } from './token.ts';
import { FEW_OF, WEIGHT } from './units/texts.ts';
import { isContainer, isInverted, isPhysical, isSingle, rankOf, unitAt, unitOf } from './units/units.ts';
import { FILLERS, PREPOSITIONS } from './words/texts.ts';

/** Letters of a unit that is written out. */
export const FULL_WORD = 4;

/** "Bags twenty", "pcs. 5", "packs: 3": unless the number has a unit of its own. */
export const invertedAt = (tokens: readonly Token[], at: number) => {
  const first = tokens[at];
  const unit = first && unitAt(tokens, at);
  const few = first !== undefined && FEW_OF.has(first.low);
  if (
    !unit ||
    !(
      few ||
      isInverted(first) ||
      isLastContainer(tokens, at) ||
      isLastWeight(tokens, at) ||
      (unit.length > 1 && first.low.length >= FULL_WORD)
    )
  )
    return undefined;
  if (few && tokens[at - 1]?.kind === 'number') return undefined;
  let next = at + unit.length;
  while (
    next < at + MOST_BETWEEN &&
    (isDash(tokens[next]) || /^[:=.]$/.test(tokens[next]?.text ?? '') || FILLERS.has(tokens[next]?.low ?? ''))
  )
    next += 1;
  const said = numberAt(tokens, next, false);
  if (!said || said.qty === null || isSized(tokens, next, said)) return undefined;
  if (few && !/^[234]$/.test(said.qty)) return undefined;
  return {
    amount: { qty: said.qty, unit: unit.unit, rank: rankOf(unit.unit) },
    length: next + said.length - at,
  };
};

/** "Grease 20 kg bucket 2", "tubes - box 1": at the end, behind a size or a dash or asked for, a container counted. */
const isLastContainer = (tokens: readonly Token[], at: number): boolean => {
  const [before, container, number, after] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  const asked =
    container !== undefined && ACCUSATIVE.test(container.low) && !PREPOSITIONS.has(before?.low ?? '');
  if (!container || !isSingle(container) || !(asked || isContainer(container))) return false;
  const isSize =
    before &&
    (before.kind === 'code' ||
      before.kind === 'number' ||
      isDash(before) ||
      asked ||
      unitOf(before.low) ||
      isPhysical(before));
  return Boolean(isSize) && number?.kind === 'number' && (after === undefined || after.kind === 'border');
};

/** "Any greens kg 1": at the end, behind the word of a thing. */
const isLastWeight = (tokens: readonly Token[], at: number): boolean => {
  const [before, unit, number, after] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  const isThing = before?.kind === 'word' && !PREPOSITIONS.has(before.low) && !unitOf(before.low);
  if (!isThing || !unit || !WEIGHT.has(unit.low) || number?.kind !== 'number') return false;
  return number.gap && (after === undefined || after.kind === 'border');
};

/** The number measures something: a unit, a word for a size or "times" follows. */
export const isSized = (tokens: readonly Token[], at: number, said: Said): boolean => {
  const following = tokens[at + said.length];
  return (
    unitAt(tokens, at + said.length) !== undefined ||
    (following !== undefined && (isPhysical(following) || isTimes(following)))
  );
};
