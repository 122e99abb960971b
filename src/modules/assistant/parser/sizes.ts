import { isDash, numberAt } from './numbers/numbers.ts';
import { NUMBER_WORDS, ON, PART_WORDS, ZERO } from './numbers/texts.ts';
import { RANK, type Token } from './token.ts';
import { isBeforeSize, isPhysical, rankOf, unitAt, unitOf } from './units/units.ts';
import { FILLERS, GRAINED, IN, JOINTS, PREPOSITIONS, TIMES } from './words/texts.ts';
import { isSizedWord } from './words/words.ts';

/** How many tokens from `at` on are a size: `20 mm`, `DN 15`, `20 x 2,8`, `1 1/2`; 0: none. */
export const sizeLength = (tokens: readonly Token[], at: number, before: Token | undefined): number => {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const said = isNumeral(first) ? (numberAt(tokens, at, true)?.length ?? 1) : 0;
  if (said > 0 && isOn(tokens[at + said]) && isNumeral(tokens[at + said + 1]))
    return said + 1 + secondLength(tokens, at + said + 1);
  if (first?.low === ZERO && second && NUMBER_WORDS.has(second.low))
    return 1 + (numberAt(tokens, at + 1, true)?.length ?? 0);
  if (first?.kind === 'word' && before && isMarkInWords(tokens, at, before)) return 1;
  if (before && isBeforeSize(before) && [first, second, third].every(isNumberWord)) return 2;
  if (first?.kind === 'word' && before) return wordedLength(tokens, at, before);
  if (first?.kind !== 'number') return 0;
  if (third?.text === '/' && !third.gap && second && unitOf(second.low) && unitOf(tokens[at + 3]?.low ?? ''))
    return 4;
  if (second?.kind === 'code' && /^\d+\/\d+/.test(second.low) && Number(first.text) <= 4) return 2;
  if (
    isTimes(second) &&
    third?.kind === 'number' &&
    !(second?.gap && !third.gap) &&
    !(first.text === '1' && second?.gap && isSizedWord(before) && isLast(tokens, at + 2)) &&
    !isCounted(tokens, at + 2)
  )
    return 2 + (isTimes(tokens[at + 3]) && tokens[at + 4]?.kind === 'number' ? 3 : 1);
  if (isClothesRange(tokens, at) || isFraction(tokens, at)) return 3;
  if (second && isPhysical(second)) return 2;
  const head = before?.text === '.' && !before.gap ? tokens[at - 2] : before;
  // "Class 33 48 m2": behind its own number a mark has no second one.
  if (head && head.kind !== 'code' && isBeforeSize(head) && !isCounted(tokens, at)) {
    if (!isDash(second)) return 1;
    if (!second?.gap && third?.kind === 'number' && !third.gap && !isCounted(tokens, at + 2)) return 3;
  }
  if (before?.kind === 'mark' && /^[№Ø⌀∅#]$/u.test(before.text)) return 1;
  return 0;
};

/** "52-54", "182-188" behind a thing or alone: sizes or heights of clothes, unless a unit follows. */
const isClothesRange = (tokens: readonly Token[], at: number): boolean => {
  const [first, dash, second] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!isDash(dash) || dash?.gap || second?.kind !== 'number' || second.gap) return false;
  const [from, to] = [Number(first?.text), Number(second.text)];
  if (from % 2 !== 0 || to % 2 !== 0 || unitAt(tokens, at + 3)) return false;
  const isSize = from >= 38 && to <= 74 && (to - from === 2 || to - from === 4);
  return isSize || (from >= 140 && to <= 210 && (to - from === 6 || to - from === 8 || to - from === 12));
};

/** "Gravel 5-20", "gravel of granite 20-40": the grains of what is poured, unless a unit follows. */
const isFraction = (tokens: readonly Token[], at: number): boolean => {
  const [first, dash, second] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!isDash(dash) || dash?.gap || second?.kind !== 'number' || second.gap) return false;
  const isPoured = [tokens[at - 1], tokens[at - 2]].some((token) => token && GRAINED.test(token.low));
  return isPoured && Number(first?.text) < Number(second.text) && !unitAt(tokens, at + 3);
};

/** "A hundred by two and a half", but "a hundred by a hundred | ten pieces". */
const secondLength = (tokens: readonly Token[], at: number): number => {
  const length = numberAt(tokens, at, true)?.length ?? 1;
  return NUMBER_WORDS.has(tokens[at + 1]?.low ?? '') && unitAt(tokens, at + length) ? 1 : length;
};

/** "Forty-five degrees", "twenty-five fifty metres": a number in words before what it measures, or before an amount. */
const wordedLength = (tokens: readonly Token[], at: number, before: Token): number => {
  if (!NUMBER_WORDS.has(tokens[at]?.low ?? '')) return 0;
  const said = numberAt(tokens, at, true);
  const next = tokens[at + (said?.length ?? 0)];
  if (!said?.worded || !next) return 0;
  if (isPhysical(next)) return said.length + 1;
  const isThing =
    before.kind === 'word' && !unitOf(before.low) && !FILLERS.has(before.low) && !JOINTS.has(before.low);
  if (!isThing) return 0;
  if (NUMBER_WORDS.has(next.low) && numberAt(tokens, at + said.length, true)) return said.length;
  const unit = unitAt(tokens, at + said.length);
  const counted = unit && rankOf(unit.unit) <= RANK.measure ? at + said.length + unit.length : at;
  const after = counted > at ? numberAt(tokens, counted, true) : undefined;
  // "Oil four litres two cans".
  if (after && PREPOSITIONS.has(before.low)) return counted - at;
  const afterUnit = after && unitAt(tokens, counted + after.length);
  return afterUnit && rankOf(afterUnit.unit) > RANK.measure ? counted - at : 0;
};

/** "Cement M five hundred | thirty bags": hundreds behind one letter are its mark where a number follows. */
const isMarkInWords = (tokens: readonly Token[], at: number, before: Token): boolean => {
  const value = NUMBER_WORDS.get(tokens[at]?.low ?? '') ?? 0;
  return (
    value >= 100 &&
    before.kind === 'word' &&
    before.low.length === 1 &&
    numberAt(tokens, at + 1, true) !== undefined
  );
};

/** Nothing that could be an amount follows. */
const isLast = (tokens: readonly Token[], at: number): boolean =>
  tokens[at + 1] === undefined || tokens[at + 1]?.kind === 'border';

/** "Two by one and a half", "five in forty". */
const isOn = (token: Token | undefined): boolean => token?.low === ON || token?.low === IN;

const isNumberWord = (token: Token | undefined): boolean =>
  token?.kind === 'word' && NUMBER_WORDS.has(token.low);

const isNumeral = (token: Token | undefined): boolean =>
  token?.kind === 'number' ||
  (token?.kind === 'word' && (NUMBER_WORDS.has(token.low) || PART_WORDS.has(token.low)));

/** A Latin or Cyrillic "x", `×` or `*` between a thing and its amount, or between two sizes. */
export const isTimes = (token: Token | undefined): boolean => token !== undefined && TIMES.has(token.text);

/** A number with a unit that is counted, such as pieces. */
const isCounted = (tokens: readonly Token[], at: number): boolean => {
  const unit = unitAt(tokens, at + 1);
  return unit !== undefined && rankOf(unit.unit) > RANK.measure;
};
