import type { Locale } from '#kernel/locale.ts';
import { shorten } from '#kernel/text.ts';
import type { FoundProduct, SearchPage } from '#modules/search/index.ts';
import { texts } from './texts.ts';

/** A corrected query of which less is covered became something else: two slips in its only word leave less. */
const LEAST_COVERAGE = 0.7;
/** A word that is less like what it was taken for is hardly the same. */
const LEAST_SIMILARITY = 0.7;
/** Characters of words nobody has that are said back. */
const LONGEST_ABSENT = 200;

/**
 * Whether what is shown is hardly what was meant: a typed word is nowhere, the kind of product or a number is missed by
 * all, or the query had to be bent too far. That many goods are as good is no doubt worth words.
 */
export const isGuess = ({ items, unsure, unknown, corrected }: SearchPage): boolean => {
  if (items.length === 0 || items.some(({ by }) => by !== 'words')) return false;
  return (
    unknown.some(isWord) ||
    (unsure && items.every((item) => lackedBy(item).length > 0)) ||
    (corrected !== null && items.every(({ coverage }) => coverage < LEAST_COVERAGE))
  );
};

/** That exactly this was not found, and which typed words none of these products has. */
export const notExactly = (found: SearchPage, locale: Locale): string => {
  const words = texts[locale];
  const lacked = absentFrom(found);
  const absent = lacked.length > 0 ? lacked : commonOf(found.items.map(bentIn));
  if (absent.length === 0) return words.notExactly;
  const shown = shorten(absent.map(words.quote).join(', '), LONGEST_ABSENT);
  return (absent.some(isNumber) ? words.lacks : words.lacksWords)(absent.length, shown);
};

/** Typed words that none of the products shown has, or none at all. */
const absentFrom = ({ items, unknown }: SearchPage): readonly string[] =>
  [...new Set([...commonOf(items.map(lackedBy)), ...unknown])].filter(isWord);

const commonOf = ([first = [], ...others]: readonly (readonly string[])[]): readonly string[] =>
  first.filter((word) => others.every((words) => words.includes(word)));

/** Of a word typed twice a product may have one: it does not lack it. */
const lackedBy = ({ missed, matches }: FoundProduct): readonly string[] =>
  missed.filter((word) => !matches.some(({ typed }) => typed === word));

/** Typed words that were taken for quite another. */
const bentIn = ({ matches }: FoundProduct): readonly string[] =>
  matches
    .filter(({ kind, similarity }) => kind === 'typo' && similarity < LEAST_SIMILARITY)
    .map(({ typed }) => typed);

/** A single letter is a slip, and no reason to doubt. */
const isWord = (text: string): boolean => /\p{L}{2}|\p{N}/u.test(text);
const isNumber = (text: string): boolean => /\p{N}/u.test(text);
