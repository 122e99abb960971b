import {
  ACCUSATIVE,
  FEW,
  GENITIVE,
  GENITIVE_ADJECTIVE,
  GENITIVE_PLURAL,
  MANY,
  PLURAL_ADJECTIVE,
} from './forms/texts.ts';
import { isDash } from './numbers/numbers.ts';
import { isMarked, lowered, RANK, type Token } from './token.ts';
import { isContainer, isSingle, unitAt } from './units/units.ts';
import { PREPOSITIONS } from './words/texts.ts';
import { isAdjective, isFiller, isGoodsWord, isPluralGenitive, isTalk } from './words/words.ts';

/** Amounts without a number: "a bag of cement", "of cement a bag"; and "2 junction boxes" without a unit. */
export const unpacked = (tokens: readonly Token[]): Token[] => {
  const hasAmount = tokens.some(({ kind }) => kind === 'amount');
  const words = tokens.filter(
    (token) => token.kind !== 'dropped' && token.kind !== 'again' && !isFiller(token) && !isTalk(token),
  );
  const [first, second] = words;
  if (!hasAmount && first && second && isSingle(first) && isCounted(second, words[2]))
    return tokens.map((token) => (token === first ? one(token) : token));
  const [last, before] = [words.at(-1), words.at(-2)];
  if (
    !hasAmount &&
    last &&
    before &&
    words.length > 1 &&
    isSingle(last) &&
    (isCounted(before, undefined) ||
      isDash(tokens[tokens.indexOf(last) - 1]) ||
      ACCUSATIVE.test(last.low) ||
      (first && isGoodsWord(first) && (isAdjective(before.low) || before.kind === 'code')))
  )
    return tokens.map((token) => (token === last ? one(token) : token));
  return tokens.flatMap((token, at) => (namesThing(tokens, at) ? thingOf(token) : [token]));
};

const isCounted = (token: Token, after: Token | undefined): boolean =>
  token.kind === 'word' &&
  !PREPOSITIONS.has(token.low) &&
  (isAdjective(token.low)
    ? GENITIVE_ADJECTIVE.test(token.low) && after?.kind === 'word'
    : GENITIVE.test(token.low) && token.low.length > 2);

const one = (token: Token): Token => {
  const unit = unitAt([token], 0)?.unit ?? null;
  return { ...token, kind: 'amount', amount: { qty: '1', unit, rank: RANK.measure, each: false } };
};

/** A container that is the goods itself: what follows tells which. */
const namesThing = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  const word = token?.kind === 'amount' ? containerWord(token.low) : undefined;
  if (!token || word === undefined || !isContainer({ ...token, low: word })) return false;
  const hasThing = tokens
    .slice(0, at)
    .some((before) => before.kind === 'word' && !isFiller(before) && !isTalk(before));
  if (hasThing) return false;
  const next = tokens[at + 1];
  // "10 bags 120 l" are bags, "10 sheets 12 mm of plywood" are sheets of plywood.
  if (next?.kind === 'amount' && isMarked(next)) return false;
  if (next?.kind === 'code' || next?.kind === 'amount') return !tokens.slice(at + 1).some(isGoodsWord);
  if (next?.kind !== 'word') return false;
  if (PREPOSITIONS.has(next.low)) return true;
  if (!isAdjective(next.low)) return false;
  if (isPluralGenitive(next.low)) return tokens[at + 2]?.kind !== 'word';
  return PLURAL_ADJECTIVE.test(next.low);
};

/** The word of "2 boxes" and of "boxes 2". */
export const containerWord = (text: string): string | undefined =>
  /\p{L}+$/u.exec(text)?.[0] ?? /^\p{L}+/u.exec(text)?.[0];

/** "Mesh 10 cards", "garlic 2 nets": a noun that agrees with the number before it, as a unit does. */
export const isUnknownContainer = (before: Token, number: Token, noun: Token): boolean => {
  const isCount = number.kind === 'number' && /^[1-9]\d{0,3}$/.test(number.text);
  if (!isCount || !isGoodsWord(noun) || PREPOSITIONS.has(before.low)) return false;
  if (before.kind !== 'word' && before.kind !== 'code' && before.kind !== 'number') return false;
  if (/(?<!1)1$/.test(number.text)) return !GENITIVE_PLURAL.test(noun.low);
  return (/(?<!1)[234]$/.test(number.text) ? FEW : MANY).test(noun.low);
};

/** "2 boxes" as an amount and a thing. */
export const thingOf = (token: Token): Token[] => {
  const word = containerWord(token.text) ?? '';
  const start = token.text.endsWith(word) ? token.end - word.length : token.start;
  const qty = token.amount?.qty ?? null;
  return [
    {
      ...token,
      end: start,
      amount: { qty, unit: null, rank: RANK.marked, each: token.amount?.each ?? false },
    },
    { kind: 'word', text: word, low: lowered(word), start, end: start + word.length, gap: true },
  ];
};
