import { isLetterSize } from './qualities.ts';
import { type Amount, RANK, type Token } from './token.ts';
import { GREETING, HOW_ARE, PREPOSITIONS, QUALIFYING, STRONG_TALK, THIS_IS } from './words/texts.ts';
import { isCompany, isName, isTalk } from './words/words.ts';

/**
 * Whether a piece speaks of no goods: names, greetings, places, deliveries. `title`: what would be its title, `words`:
 * the words it was made of; beside an amount only the strongest words count.
 */
export const isSmallTalk = (
  title: readonly Token[],
  words: readonly Token[],
  amount: Amount | null,
): boolean => {
  if (title.length > 0 && title.every((token) => isName(token) || token.kind === 'mark')) return true;
  if (title.some(isCompany)) return true;
  if (amount === null && (isPerson(title, words) || asksOrTells(words))) return true;
  const first =
    words.find((token) => token.kind === 'word' && !isTalk(token)) ??
    words.find(({ kind }) => kind === 'word');
  if (
    words.some((token) => token.kind === 'word' && STRONG_TALK.has(token.low)) &&
    (amount?.unit ?? null) === null
  )
    return true;
  if (amount && amount.rank > RANK.loose) return first !== undefined && STRONG_TALK.has(first.low);
  if (amount === null && first && PREPOSITIONS.has(first.low))
    return !(QUALIFYING.has(first.low) && endsInNumber(title) && !words.some(isTalk));
  return title.some(isTalk) || !title.some(({ low }) => /\p{L}{2}|\d/u.test(low) || isLetterSize(low));
};

/** "How are you", "this is the cafe". */
const asksOrTells = (words: readonly Token[]): boolean =>
  words[0]?.low === HOW_ARE ||
  words.find((token) => !isTalk(token) || token.low === THIS_IS)?.low === THIS_IS;

/** "With damper 100": a thing rather than a place. */
const endsInNumber = (title: readonly Token[]): boolean =>
  title.at(-1)?.kind === 'number' && /\p{L}{3}/u.test(title[0]?.low ?? '');

/** A first name and another, "this is Maria from the cafe". */
const isPerson = (title: readonly Token[], words: readonly Token[]): boolean => {
  const isCapital = ({ text }: Token): boolean => /^\p{Lu}\p{Ll}/u.test(text);
  const [first] = title;
  if (first && isName(first) && isCapital(first) && words[0] !== first) return true;
  if (first && title.length === 1 && isCapital(first) && isAddress(first, words)) return true;
  return title.length < 4 && title.every(isCapital) && title.some(isName);
};

/** "Lena hi": a short name in any form before a greeting. */
const isAddress = (name: Token, words: readonly Token[]): boolean =>
  name.text.length < LONGEST_SHORT_NAME && GREETING.test(words[words.indexOf(name) + 1]?.low ?? '');
const LONGEST_SHORT_NAME = 6;
